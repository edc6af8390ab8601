"""Scores of the CoNLL-18 shared task for file pairs, and which files its script refuses.

Writes golden/conll18.json into the test resources of dms-train:
  pairs   name, gold and system (CoNLL-U, made here by seeded changes to a few sentences of our own) and scores:
          by metric, gold, system, correct and aligned counts, precision, recall, f1 and accuracy on aligned words;
          aligned and accuracy are null for Tokens, Sentences and Words
  files   name, content, and whether the script accepts it

The scores are those of the shared task's script as udtools packages it, which is not a part of this repository:

    python3 -m venv .venv && .venv/bin/pip install udtools==0.2.9
    .venv/bin/python tools/golden/conll18.py
"""

import copy
import json
import random
import tempfile
from pathlib import Path

from udtools.udeval import evaluate, load_conllu_file

TARGET = Path(__file__).parents[2] / "dms-train/src/test/resources/golden/conll18.json"
METRICS = "Tokens Sentences Words UPOS XPOS UFeats AllTags Lemmas UAS LAS CLAS MLAS BLEX".split()

# FORM LEMMA UPOS XPOS FEATS HEAD DEPREL; a line of two holds a multiword token and its number of words; · is a blank.
SENTENCES = """
Kata Kata PROPN NNP Case=Nom|Gender=Fem|Number=Sing 4 nsubj
didn't 2
did do AUX VBD Mood=Ind|Tense=Past|VerbForm=Fin 4 aux
n't not PART RB Polarity=Neg 4 advmod
row row VERB VB VerbForm=Inf 0 root
to to ADP IN _ 8 case
the the DET DT Definite=Def|PronType=Art 8 det
new new ADJ JJ Degree=Pos 8 amod
pier pier NOUN NN Number=Sing 4 obl
. . PUNCT . _ 4 punct

She she PRON PRP Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs 2 nsubj:outer
sold sell VERB VBD Clitic=No|Mood=Ind|Tense=Past|VerbForm=Fin 0 root
10·000 10000 NUM CD NumForm=Digit|NumType=Card 4 nummod
herring herring NOUN NN Number=Plur 2 obj
, , PUNCT , _ 6 punct
salted salt VERB VBN Tense=Past|VerbForm=Part 4 acl
and and CCONJ CC _ 8 cc
dried dry VERB VBN Tense=Past|VerbForm=Part 6 conj
! ! PUNCT . _ 2 punct

Zum 2
Zu zu ADP APPR _ 3 case
dem der DET ART Case=Dat|Definite=Def|Gender=Masc 3 det
Hafen Hafen NOUN NN Case=Dat|Gender=Masc|Number=Sing 4 obl
gehen gehen VERB VVFIN Number=Plur|Person=3|VerbForm=Fin 0 root
sie sie PRON PPER Case=Nom|Number=Plur|Person=3 4 nsubj
im 2
in in ADP APPR _ 8 case
dem der DET ART Case=Dat|Definite=Def|Gender=Masc 8 det
Sommer Sommer NOUN NN Case=Dat|Gender=Masc|Number=Sing 4 obl:tmod
. . PUNCT $. _ 4 punct

Hún hún PRON FP Case=Nom|Gender=Fem|Number=Sing 2 nsubj
söng syngja VERB SFG Mood=Ind|Tense=Past|VerbForm=Fin 0 root
🎣 🎣 SYM SYM _ 2 discourse
að að SCONJ C _ 6 mark
sjórinn sjór NOUN NN Case=Nom|Definite=Def|Gender=Masc|Number=Sing 6 nsubj
væri vera AUX VIB Mood=Sub|Tense=Past|VerbForm=Fin 2 ccomp
kyrr kyrr ADJ JJ Case=Nom|Degree=Pos|Gender=Masc 6 xcomp
. . PUNCT . _ 2 punct
"""


class Word:
    def __init__(self, form, lemma="_", upos="X", xpos="_", feats="_", deprel="dep"):
        self.form, self.lemma, self.upos, self.xpos, self.feats, self.deprel = form, lemma, upos, xpos, feats, deprel
        self.head = None


class Token:
    def __init__(self, text, words):
        self.text, self.words = text, words

    def is_multiword(self):
        return len(self.words) != 1 or self.words[0].form != self.text


def parse(block):
    tokens, words, heads, pending = [], [], [], 0
    for line in block.strip().split("\n"):
        columns = [column.replace("·", " ") for column in line.split(" ")]
        if len(columns) == 2:
            tokens.append(Token(columns[0], []))
            pending = int(columns[1])
            continue
        word = Word(*columns[:5], columns[6])
        words.append(word)
        heads.append(int(columns[5]))
        if pending:
            tokens[-1].words.append(word)
            pending -= 1
        else:
            tokens.append(Token(word.form, [word]))
    for word, head in zip(words, heads):
        word.head = words[head - 1] if head else None
    return tokens


def base(repeats=1):
    return [parse(block) for _ in range(repeats) for block in SENTENCES.strip().split("\n\n")]


def words_of(sentence):
    return [word for token in sentence for word in token.words]


def mend(sentence):
    """Makes the heads a tree with one root, changing as few as possible."""
    words = words_of(sentence)
    known = {id(word) for word in words}
    root = next((word for word in words if word.head is None), words[0])
    root.head = None
    for word in words:
        seen, node = set(), word
        while node.head is not None and id(node.head) in known and id(node) not in seen:
            seen.add(id(node))
            node = node.head
        if node is not root:
            word.head = root


def text_of(document, empty_nodes=None):
    lines = []
    for number, sentence in enumerate(document, 1):
        mend(sentence)
        words = words_of(sentence)
        ids = {id(word): i for i, word in enumerate(words, 1)}
        lines.append(f"# sent_id = {number}")
        for token in sentence:
            if token.is_multiword():
                first = ids[id(token.words[0])]
                lines.append("\t".join([f"{first}-{first + len(token.words) - 1}", token.text] + ["_"] * 8))
            for word in token.words:
                head = str(ids[id(word.head)] if word.head else 0)
                lines.append("\t".join([str(ids[id(word)]), word.form, word.lemma, word.upos, word.xpos, word.feats,
                                        head, word.deprel, "_", "_"]))
                if empty_nodes and empty_nodes.random() < 0.2:
                    lines.append("\t".join([f"{ids[id(word)]}.1", "gone"] + ["_"] * 8))
        lines.append("")
    return "".join(line + "\n" for line in lines)


# ---- Changes: each takes a document, a generator and how often it is made

def columns(name, values):
    def change(document, chance, share):
        for sentence in document:
            for word in words_of(sentence):
                if chance.random() < share:
                    setattr(word, name, chance.choice(values))
    return change


tags = columns("upos", ["NOUN", "VERB", "X"])
xtags = columns("xpos", ["NN", "VB", "_"])
lemmas = columns("lemma", ["_", "see", "Hafen"])
relations = columns("deprel", ["nsubj", "nsubj:pass", "aux", "case", "det", "obl", "punct", "root", "cc:preconj"])
features = columns("feats", ["_", "Case=Nom", "Clitic=No", "Number=Sing|Case=Nom", "Mood=Ind|Clitic=No", "Abbr"])


def heads(document, chance, share):
    for sentence in document:
        words = words_of(sentence)
        for word in words:
            if word.head is not None and chance.random() < share:
                word.head = chance.choice([other for other in words if other is not word])


def single_tokens(document, chance, share):
    """Multiword tokens become a single word."""
    for sentence in document:
        for token in sentence:
            if token.is_multiword() and chance.random() < share:
                kept = token.words[0]
                for word in words_of(sentence):
                    if word.head in token.words and word is not kept:
                        word.head = kept
                token.words = [kept]
                kept.form = token.text


def parts_as_tokens(document, chance, share):
    """Multiword tokens become tokens of their own, cut anywhere."""
    for sentence in document:
        for token in list(sentence):
            if token.is_multiword() and len(token.text) > 1 and chance.random() < share:
                cut = chance.randrange(1, len(token.text))
                at = sentence.index(token)
                words = (token.words + [Word("")])[:2]
                for word, form in zip(words, [token.text[:cut], token.text[cut:]]):
                    word.form = form
                sentence[at:at + 1] = [Token(word.form, [word]) for word in words]


def other_parts(document, chance, share):
    """Tokens become multiword tokens, or those get other words."""
    for sentence in document:
        for token in sentence:
            if chance.random() < share:
                number = chance.randint(1, 4)
                forms = [chance.choice([word.form for word in token.words] + ["dem", "DEM", "n't", "in", "x"])
                         for _ in range(number)]
                words = (token.words + [Word("") for _ in range(4)])[:number]
                for word, form in zip(words, forms):
                    word.form = form
                token.words = words


def merge(document, chance, share):
    """Two tokens become one, of all their words or of one."""
    for sentence in document:
        at = 0
        while at + 1 < len(sentence):
            if chance.random() < share:
                left, right = sentence[at:at + 2]
                text = left.text + chance.choice(["", " "]) + right.text
                words = left.words + right.words
                if chance.random() < 0.5:
                    words = words[:1]
                    words[0].form = text
                sentence[at:at + 2] = [Token(text, words)]
            at += 1


def split(document, chance, share):
    """A token becomes two."""
    for sentence in document:
        for token in list(sentence):
            text = token.text.replace(" ", "")
            if len(text) > 1 and not token.is_multiword() and chance.random() < share:
                cut = chance.randrange(1, len(text))
                word, other = token.words[0], Word(text[cut:])
                word.form = text[:cut]
                at = sentence.index(token)
                sentence[at:at + 1] = [Token(word.form, [word]), Token(other.form, [other])]


def blanks(document, chance, share):
    for sentence in document:
        for token in sentence:
            if not token.is_multiword() and chance.random() < share:
                form = token.text.replace(" ", "")
                cut = chance.randrange(len(form) + 1)
                token.text = token.words[0].form = form[:cut] + chance.choice([" ", "\u00a0", "\u3000"]) + form[cut:]


def sentence_ends(document, chance, share):
    at = 0
    while at < len(document):
        if chance.random() < share and at + 1 < len(document):
            document[at:at + 2] = [document[at] + document[at + 1]]
        elif chance.random() < share and len(document[at]) > 2:
            cut = chance.randrange(1, len(document[at]))
            document[at:at + 1] = [document[at][:cut], document[at][cut:]]
            at += 1
        at += 1


def upper_case(document, chance, share):
    for sentence in document:
        for word in words_of(sentence):
            if chance.random() < share:
                word.form = word.form.upper()


EVERYTHING = [tags, xtags, lemmas, features, heads, relations, other_parts, single_tokens, merge, split, blanks,
              sentence_ends]

PAIRS = {
    "identical": [],
    "tags": [(tags, 0.3), (xtags, 0.2)],
    "lemmas": [(lemmas, 0.4)],
    "features": [(features, 0.5)],
    "heads": [(heads, 0.3)],
    "relations": [(relations, 0.5)],
    "tags and trees": [(tags, 0.1), (features, 0.1), (heads, 0.1), (relations, 0.1), (lemmas, 0.1)],
    "multiword tokens as single words": [(single_tokens, 1.0)],
    "some multiword tokens as single words": [(single_tokens, 0.5), (tags, 0.1)],
    "multiword tokens as tokens": [(parts_as_tokens, 1.0)],
    "other words in multiword tokens": [(other_parts, 0.4)],
    "multiword tokens across tokens": [(merge, 0.3), (other_parts, 0.3)],
    "merged tokens": [(merge, 0.3)],
    "split tokens": [(split, 0.4)],
    "blanks in numbers": [(blanks, 0.5)],
    "numbers split at blanks": [(split, 1.0), (blanks, 0.3)],
    "sentence ends": [(sentence_ends, 0.5)],
    "upper case": [(other_parts, 0.2), (upper_case, 0.5)],
    "everything": [(change, 0.1) for change in EVERYTHING],
    "much of everything": [(change, 0.3) for change in EVERYTHING],
}
ALSO_IN_GOLD = {"lemmas": [(lemmas, 0.2)], "multiword tokens across tokens": [(merge, 0.3), (other_parts, 0.3)],
                "everything": [(change, 0.05) for change in EVERYTHING],
                "much of everything": [(change, 0.2) for change in EVERYTHING]}
LONG = {"everything": 6, "much of everything": 6}


def make_pairs():
    for number, (name, changes) in enumerate(PAIRS.items()):
        chance = random.Random(18 + number)
        gold = base(LONG.get(name, 2))
        for change, share in ALSO_IN_GOLD.get(name, []):
            change(gold, chance, share)
        system = copy.deepcopy(gold)
        for change, share in changes:
            change(system, chance, share)
        empty_nodes = chance if number % 3 == 0 else None
        yield name, text_of(gold, empty_nodes), text_of(system)


def row(number, form, head, deprel="dep"):
    return "\t".join([str(number), form, "_", "_", "_", "_", str(head), deprel, "_", "_"]) + "\n"


A, B = row(1, "a", 0), row(2, "b", 1)
RANGE = row("1-2", "ab", "_")
FILES = {
    "sound": A + B + "\n",
    "empty": "",
    "only comments": "# a\n# b\n",
    "CR LF": (A + B + "\n").replace("\n", "\r\n"),
    "CR": (A + B + "\n").replace("\n", "\r"),
    "zeros before an ID": row("01", "a", 0) + row("02", "b", "01") + "\n",
    "signs and underscores in numbers": row("+1", "a", 0) + row(2, "b", "0_1") + "\n",
    "blanks around numbers": row(" 1 ", "a", " 0 ") + "\n",
    "IDs within a multiword token": RANGE + row(7, "a", 0) + row("x", "b", 1) + "\n",
    "range that is turned round": row("2-1", "a", "_") + A + "\n",
    "range of other numbers": row("8-9", "ab", "_") + A + B + "\n",
    "empty nodes": row("0.1", "x", "_") + A + row("1.1", "x", "_") + B + "\n",
    "empty node within a multiword token": RANGE + A + row("1.1", "x", "_") + B + "\n",
    "empty form within a multiword token": RANGE + row(1, "", 0) + B + "\n",
    "blanks in a form": row(1, "1 0\u00a00", 0) + "\n",
    "empty columns": "\t".join(["1", "a", "", "", "", "", "0", "", "_", ""]) + "\n\n",
    "nine columns": "1\ta\t_\t_\t_\t_\t0\troot\t_\n\n",
    "eleven columns": A.rstrip("\n") + "\t_\n\n",
    "blanks for tabs": A.replace("\t", " ") + "\n",
    "nine columns within a multiword token": RANGE + "1\ta\t_\t_\t_\t_\t0\troot\t_\n" + B + "\n",
    "no form": row(1, "", 0) + "\n",
    "form of blanks": row(1, " \u2003", 0) + "\n",
    "ID that is no number": row("a", "a", 0) + "\n",
    "ID left out": A + row(3, "b", 1) + "\n",
    "ID twice": A + row(1, "b", 1) + "\n",
    "ID with a decimal comma": A + row("1,1", "b", 1) + "\n",
    "ID of underscores": row("1__1", "a", 0) + "\n",
    "range without an end": row("1-", "ab", "_") + A + B + "\n",
    "range without a begin": row("-2", "ab", "_") + A + B + "\n",
    "range of three": row("1-2-3", "ab", "_") + A + B + "\n",
    "range of letters": row("a-b", "ab", "_") + A + B + "\n",
    "end within a multiword token": RANGE + A,
    "empty line within a multiword token": RANGE + A + "\n" + B + "\n",
    "head missing": row(1, "a", "_") + "\n",
    "head that is no number": row(1, "a", "0.0") + "\n",
    "head below 0": row(1, "a", -1) + "\n",
    "head below 0 within a multiword token": RANGE + A + row(2, "b", -1) + "\n",
    "head outside": A + row(2, "b", 3) + "\n",
    "head far outside": A + row(2, "b", 10 ** 30) + "\n",
    "head missing within a multiword token": RANGE + A + row(2, "b", "_") + "\n",
    "head is the word itself": A + row(2, "b", 2) + "\n",
    "circle": A + row(2, "b", 4) + row(3, "c", 2) + row(4, "d", 3) + "\n",
    "no root": row(1, "a", 2) + row(2, "b", 1) + "\n",
    "two roots": A + row(2, "b", 0) + "\n",
    "two empty lines": A + "\n\n" + A + "\n",
    "empty line at the begin": "\n" + A + "\n",
    "no empty line at the end": A + B,
    "no line end": A.rstrip("\n"),
    "comment within a sentence": A + "# b\n" + B + "\n",
    "only empty nodes": row("1.1", "x", "_") + "\n",
    "byte order mark": "\ufeff# a\n" + A + "\n",
    "blank line": A + " \n",
}


def load(text, folder):
    path = Path(folder, "file.conllu")
    path.write_bytes(text.encode())
    return load_conllu_file(str(path))


def is_accepted(text, folder):
    try:
        load(text, folder)
        return True
    except Exception:  # its own error, and those of the language that it lets through
        return False


def scores(gold, system, folder):
    evaluation = evaluate(load(gold, folder), load(system, folder))
    return {metric: {"gold": score.gold_total, "system": score.system_total, "correct": score.correct,
                     "aligned": score.aligned_total, "precision": score.precision, "recall": score.recall,
                     "f1": score.f1, "accuracy": score.aligned_accuracy}
            for metric, score in ((metric, evaluation[metric]) for metric in METRICS)}


def main():
    with tempfile.TemporaryDirectory() as folder:
        golden = {
            "pairs": [{"name": name, "gold": gold, "system": system, "scores": scores(gold, system, folder)}
                      for name, gold, system in make_pairs()],
            "files": [{"name": name, "content": content, "accepted": is_accepted(content, folder)}
                      for name, content in FILES.items()],
        }
    lists = [f'"{name}": [\n' + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n]"
             for name, entries in golden.items()]
    TARGET.write_text("{" + ",\n".join(lists) + "}\n", encoding="utf-8")
    accepted = sum(file["accepted"] for file in golden["files"])
    print(f"{TARGET}: {len(golden['pairs'])} pairs, {len(golden['files'])} files, {accepted} of them accepted")


if __name__ == "__main__":
    main()
