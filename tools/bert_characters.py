"""Prints what the tokenizers library makes of every character, as the ranges in BertCharacters.java.

The library's tables are of an older Unicode than Java's, and Java's grow from version to version, so
the classes are written down: a model gives the same pieces on every Java.

  python tools/bert_characters.py       needs `pip install tokenizers`; made with 0.23.3
"""

from textwrap import wrap

from tokenizers import normalizers, pre_tokenizers

NOTHING = {"clean_text": False, "handle_chinese_chars": False, "strip_accents": False, "lowercase": False}
CLEAN = normalizers.BertNormalizer(**{**NOTHING, "clean_text": True})
CHINESE = normalizers.BertNormalizer(**{**NOTHING, "handle_chinese_chars": True})
STRIP = normalizers.BertNormalizer(**{**NOTHING, "strip_accents": True})
SPLIT = pre_tokenizers.BertPreTokenizer()
SURROGATES = range(0xD800, 0xE000)

CLASSES = {
    "REMOVED": lambda c: CLEAN.normalize_str(c) == "",
    "CHINESE": lambda c: CHINESE.normalize_str(c) != c,
    "ACCENTS": lambda c: STRIP.normalize_str(c) == "",
    "PUNCTUATION": lambda c: len(SPLIT.pre_tokenize_str("a" + c + "b")) == 3,
}


def ranges(members):
    first = last = None
    for code in members:
        if last is not None and code == last + 1:
            last = code
            continue
        if last is not None:
            yield first, last
        first = last = code
    yield first, last


def main():
    for name, belongs in CLASSES.items():
        members = [code for code in range(0x110000) if code not in SURROGATES and belongs(chr(code))]
        text = " ".join(f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in ranges(members))
        print(name)
        print("\n".join(wrap(text, 90, break_on_hyphens=False)))


if __name__ == "__main__":
    main()
