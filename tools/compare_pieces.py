"""Writes what the tokenizers library makes of treebanks, to be compared with DMS.

  python tools/compare_pieces.py MODEL_FOLDER COUNT OUT FILE.conllu...

Takes COUNT sentences, one from each CoNLL-U file in turn until all are read, and writes one a line to
OUT: {"tokens": [...], "pieces": [[ids of the first token], ...]}, without [CLS] and [SEP]. Then

  mvn -pl dms-components -am test -Dtest=PieceAgreementTest -Dsurefire.failIfNoSpecifiedTests=false \\
      -Ddms.pieces=MODEL_FOLDER -Ddms.pieces.expected=OUT        (absolute paths)

fails at the first token with other pieces, and tells how many sentences, tokens and pieces agree and
how many pieces a second DMS finds. Needs `pip install tokenizers` and a folder with tokenizer.json.
"""

import json
import sys
from itertools import zip_longest
from pathlib import Path

from tokenizers import Tokenizer


def sentences(path):
    """The forms of each sentence, without ranges of words and empty nodes."""
    forms = []
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                forms.append(columns[1])
            elif columns == [""] and forms:
                yield forms
                forms = []
    if forms:
        yield forms


def main(folder, count, out, *files):
    tokenizer = Tokenizer.from_file(str(Path(folder, "tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    turns = zip_longest(*map(sentences, files))
    chosen = (tokens for turn in turns for tokens in turn if tokens)
    written = 0
    with open(out, "w", encoding="utf-8", newline="\n") as lines:
        for tokens, _ in zip(chosen, range(int(count))):
            encoding = tokenizer.encode(tokens, is_pretokenized=True, add_special_tokens=False)
            pieces = [[] for _ in tokens]
            for word, id in zip(encoding.word_ids, encoding.ids):
                pieces[word].append(id)
            lines.write(json.dumps({"tokens": tokens, "pieces": pieces}, ensure_ascii=False) + "\n")
            written += 1
    print(f"{written} sentences")


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
