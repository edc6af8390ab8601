"""Files of word vectors, and what fastText itself makes of its model.

Run: python tools/golden/vectors.py
Needs fastText's own Python package (fasttext-wheel 0.9.2 was used) and numpy; nothing else does.

Written into dms-components/src/test/resources/vectors/:
  demo.vec          fastText text with first line, 5 numbers: forms of examples/demo/train.conllu in lower case
                    (so that a capitalized form has a vector by its lower-cased form only), and some that are not there
  demo-n-hot.vec.gz n-hot vectors, form;[0,1,…], 11 numbers, of the same forms
  fasttext.bin      a skipgram model of the demo corpus: 4 numbers, 60 buckets, parts of 2 to 4 characters
  fasttext.vec      get_word_vector of known and unknown words, as text with first line
"""

import gzip
import random
import tempfile
from pathlib import Path

import fasttext

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "dms-components/src/test/resources/vectors"
UNKNOWN = ["boat", "boats", "xylophone", "q", "ab", "þjóð", "Þjóðverji", "😀", "👩‍👩‍👧", "日本語", "a-b", "</s>", "<", "The"]


def forms():
    """The sentences of the demo corpus as lists of forms."""
    text = (ROOT / "examples/demo/train.conllu").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        if rows:
            yield [row[1] for row in rows if row[0].isdigit()]


def number(value):
    """As few digits as give the same 32-bit float again."""
    return f"{value:.9g}"


def write_text(path, vectors):
    dim = len(next(iter(vectors.values())))
    lines = [f"{len(vectors)} {dim}"]
    lines += [form + " " + " ".join(map(number, vector)) + " " for form, vector in vectors.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_n_hot(path, words, draw):
    lines = [word + ";[" + ",".join(str(int(draw.random() < 0.3)) for _ in range(11)) + "]\n" for word in words]
    path.write_bytes(gzip.compress("".join(lines).encode("utf-8"), mtime=0))


def write_model(sentences):
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.txt"
        corpus.write_text("".join(" ".join(s) + "\n" for s in sentences), encoding="utf-8")
        model = fasttext.train_unsupervised(
            str(corpus), model="skipgram", dim=4, bucket=60, minn=2, maxn=4, minCount=4, lr=0.5, epoch=60, thread=1, verbose=0)
    model.save_model(str(FOLDER / "fasttext.bin"))
    words = list(model.get_words()) + [word for word in UNKNOWN if word not in model.get_words()]
    write_text(FOLDER / "fasttext.vec", {word: model.get_word_vector(word) for word in words})


draw = random.Random(17)
sentences = list(forms())
words = sorted({form.lower() for sentence in sentences for form in sentence} | {"boat", "zürich", "skip"})
FOLDER.mkdir(parents=True, exist_ok=True)
write_text(FOLDER / "demo.vec", {word: [draw.gauss(0, 2) for _ in range(5)] for word in words})
write_n_hot(FOLDER / "demo-n-hot.vec.gz", words, draw)
write_model(sentences)
for file in sorted(FOLDER.iterdir()):
    print(file.name, file.stat().st_size)
