"""WordPieces by the tokenizers library, for small vocabularies and texts that are hard to normalize.

Writes golden/pieces.json into the test resources of dms-components:
  tokens      the tokens, the same for all tokenizers
  tokenizers  by name, each with its tokenizer.json and, for each token, the ids of its pieces
              (the unknown piece where the library finds none)

The vocabulary holds most characters of the tokens, in every normalization, so that few words are
unknown. Needs `pip install tokenizers`.
"""

import json
import random

from golden import ROOT
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
UNKNOWN = 1
HELD_OUT = set("qQ✓ǫ")
LONGER = ["the", "##ing", "ver", "##ð", "##ði", "Ver", "##ur", "há", "ha", "##us", "is", "ist", "##anb", "##ul", "...",
          "é", "e", "##é", "##e\u0301", "##\U0001F600", "aa", "##aaa", "a" * 50, "##" + "a" * 50]

TOKENS = """
the verðið Verður HÁUR háus İstanbul ISTANBUL ıstanbul Σίσυφος ΟΔΥΣΣΕΥΣ straße STRASSE ẞ ﬁnnur Ǆ ǅ ǆ É é È
naïve Zürich Ærøskøbing ÞÓRÐUR łódź Œuvre ñandú Ångström Å K Ω
, . ... ?! -- «já» „nei“ ‚a‘ it's don’t U.S.A. 3,14 $5 €5 £ 50% a+b a=b <a> x^2 `a` a|b ~ © ® ™ § ¶ · ¿qué? ¡ • ‰ † ‡ ° ±
http://a.is/b?c=d&e=f a@b.is #tag ##tag ##ing ## a##b
漢字 日本語 ひらがな カタカナ 한국어 中a文 𠀀𪜀 豈 ｆｕｌｌ　ｗｉｄｔｈ 、 。 「a」 ・ 𫠠 𫤠
привет ПРИВЕТ ёлка Ёлка й עִבְרִית العَرَبِيَّة हिन्दी ไทย ਪੰਜਾਬੀ தமிழ் ქართული ᲥᲐᲠᲗᲣᲚᲘ Ꭰ ꭰ
😀 👍🏽 👩‍👩‍👧 🇮🇸 ☃ ☃️ ✓ 𝐀𝐁 𐐀𐐨 a😀b
[SEP] [MASK]. x[SEP]y [CLS][PAD] [sep] [UNK] [[SEP]] [SEP [SEP]] <e> x<e>y <E> <e>> ÞAÐ það HÞAÐ ÞÁÐ
q qaaa aaq Qa ✓a ǫ
""".split()

CONTROL = [
    "", " ", "\t", "\u00a0", "\u200b", "\ufffd", "\u0000", "\u0301", "\ufe0f", "\u3000", "\u2028",
    "a b", " a", "a ", "a\tb", "a\nb", "a\rb", "a\u00a0b", "a\u2009b", "a\u2028b", "a\u3000b", "a\u000bb", "a\u000cb", "a\u0085b",
    "a\u001cb", "a\u0000b", "a\ufffdb", "a\u00adb", "a\u200bb", "a\u200db", "a\u200eb", "a\u2060b", "a\ufeffb", "a\ue000b", "a\U000f0000b",
    "a\u0378b", "a\ufdd0b", "a\uffffb", "a\u180eb", "a\u0600b", "a\U000e0041b",
    "e\u0301", "E\u0301", "a\u0308\u0323", "a\u0323\u0308", "\u0301a", "i\u0307", "I\u0307", "\u1e9b\u0323", "\u0344", "\u212b", "\uac00", "\u1112\u1161\u11ab",
    "\u0958", "a\u20dd", "a\u0903", "a\u1ab0b", "a\u1abfb", "a\u2e43b", "a\u166db", "a\u09fdb", "[SE\u200bP]", "[ SEP ]", " [SEP] ", "<\u200be>",
    *("a" * length for length in (10, 11, 99, 100, 101, 102, 103, 104, 200)),
    "é" * 60, "\U0001F600" * 51, "\U0001F600" * 100, "\U0001F600" * 101, "a" * 150 + "." + "a" * 100, "q" * 300, "." * 250, "漢" * 120,
]


def drawn(count):
    """Tokens drawn from the characters of the others, so that kinds of characters meet."""
    source = random.Random(4)
    characters = sorted(set("".join(TOKENS + CONTROL)))
    return ["".join(source.choice(characters) for _ in range(source.randint(1, 8))) for _ in range(count)]


def bert(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True):
    return normalizers.BertNormalizer(clean_text, handle_chinese_chars, strip_accents, lowercase)


TOKENIZERS = {
    "cased": (bert(strip_accents=False, lowercase=False), 100),
    "uncased": (bert(), 100),
    "uncased with accents": (bert(strip_accents=False), 100),
    "cased without accents": (bert(strip_accents=True, lowercase=False), 100),
    "uncased, text not cleaned": (bert(clean_text=False), 100),
    "cased, ideographs together": (bert(handle_chinese_chars=False, lowercase=False), 100),
    "uncased, short words": (bert(), 10),
}


def vocabulary(tokens):
    characters = set()
    for normalizer, _ in TOKENIZERS.values():
        characters.update(*(normalizer.normalize_str(token) for token in tokens))
    singles = sorted(characters - HELD_OUT)
    pieces = [*SPECIAL, *singles, *("##" + c for c in singles), *LONGER]
    return {piece: id for id, piece in enumerate(dict.fromkeys(pieces))}


def tokenizer(vocab, normalizer, longest):
    made = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=longest))
    made.normalizer = normalizer
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens(SPECIAL)
    made.add_special_tokens([AddedToken("<e>", normalized=False), AddedToken("<e>>", normalized=False)])
    made.add_tokens([AddedToken("Það", normalized=True)])
    return made


def main():
    tokens = TOKENS + CONTROL + drawn(300)
    vocab = vocabulary(tokens)
    answers = {}
    for name, (normalizer, longest) in TOKENIZERS.items():
        made = tokenizer(vocab, normalizer, longest)
        ids = [made.encode([token], is_pretokenized=True, add_special_tokens=False).ids for token in tokens]
        answers[name] = {"tokenizer": json.loads(made.to_str()), "pieces": [found or [UNKNOWN] for found in ids]}
        print(name, sum(map(len, ids)), "pieces,", sum(UNKNOWN in found for found in ids), "with unknown")
    path = ROOT / "dms-components/src/test/resources/golden/pieces.json"
    # Escaped, as a file of such characters is read by no editor.
    path.write_text(json.dumps({"tokens": tokens, "tokenizers": answers}, separators=(",", ":")) + "\n")
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
