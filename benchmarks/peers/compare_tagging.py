"""Tagging with the shipped model is-small from CoNLL-U file to CoNLL-U file: DMS and plain PyTorch with the same weights.

usage: UD_TREEBANKS=FOLDER benchmarks/peers/compare-tagging [--rounds N] [--in FILE]

Tells tokens per second of both sides, and how many of the values that they write are equal.
"""

import argparse
import json
from pathlib import Path

import common
from common import ROOT, WORK

COLUMNS = {"lemma": 2, "upos": 3, "xpos": 4, "feats": 5}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    bundle = ROOT / "models/is-small/src/main/resources/dms/models/is-small"
    parser.add_argument("--bundle", type=Path, default=bundle)
    parser.add_argument("--in", dest="source", type=Path, help="CoNLL-U file; else dev of UD_Icelandic-Modern")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--passes", type=int, default=3, help="measured in each round, after those that warm up")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="of an operation in PyTorch")
    parser.add_argument("--json", type=Path, default=WORK / "tagging.json")
    return parser.parse_args()


def dms(chosen, source):
    out = WORK / "tagging-java.json"
    arguments = ["--bundle", chosen.bundle, "--in", source, "--tagged", WORK / "tagged-java.conllu"]
    common.java("TaggingSpeed", [str(part) for part in [*arguments, "--passes", chosen.passes, "--out", out]])
    return speed(out)


def pytorch(chosen, source, threads, matmul):
    out = WORK / "tagging-python.json"
    arguments = ["--bundle", chosen.bundle, "--in", source, "--tagged", WORK / "tagged-python.conllu"]
    arguments += ["--threads", threads, "--matmul", matmul, "--passes", chosen.passes, "--out", out]
    common.python("tagging.py", [str(part) for part in arguments])
    return speed(out)


def speed(out):
    row = json.loads(out.read_text())["rows"][0]
    return row["tokens"] / common.median(row["seconds"])


def values(file):
    """The columns of each word."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [row for row in rows if row[0].isdigit()]


def agreement():
    """For each column the share of words to which both sides give the same value."""
    pairs = list(zip(values(WORK / "tagged-java.conllu"), values(WORK / "tagged-python.conllu"), strict=True))
    return {name: sum(a[i] == b[i] for a, b in pairs) / len(pairs) for name, i in COLUMNS.items()}


def main():
    chosen = arguments()
    common.require("torch", "safetensors")
    if not (chosen.bundle / "weights.safetensors").is_file():
        common.fail(f"there is no bundle in {chosen.bundle}")
    source = chosen.source or common.treebank("ud-icelandic-modern")[1]
    common.build()
    WORK.mkdir(exist_ok=True)
    sides = {"DMS": lambda: dms(chosen, source)}
    for threads in chosen.threads:
        for matmul in ("highest", "medium"):
            name = f"PyTorch, {threads} threads" + (", medium" if matmul == "medium" else "")
            sides[name] = lambda t=threads, m=matmul: pytorch(chosen, source, t, m)
    found = {name: [] for name in sides}
    for number in range(1, chosen.rounds + 1):
        print(f"round {number} of {chosen.rounds}", flush=True)
        for name in list(sides) if number % 2 else reversed(sides):
            found[name].append(sides[name]())
    rows, ratios = [], {}
    for name, speeds in found.items():
        ratios[name] = common.median(ours / theirs for ours, theirs in zip(found["DMS"], speeds))
        rows.append([name, f"{common.median(speeds):,.0f}", f"{ratios[name]:.2f} x"])
    print(common.table(["", "tokens/s", "DMS is quicker by"], rows))
    equal = agreement()
    print("equal values: " + ", ".join(f"{name} {share:.2%}" for name, share in equal.items()))
    result = {"tokensPerSecond": found, "ratios": ratios, "equalValues": equal}
    common.write(chosen.json, {"machine": common.machine(), **result})


if __name__ == "__main__":
    main()
