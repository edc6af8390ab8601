"""How near tagging and fine-tuning with an ELECTRA of the small size come to the speed of the bare transformer.

usage: UD_TREEBANKS=FOLDER benchmarks/peers/compare-transformer [--rounds N] [--tokens N] [--only tagging|training] …

The first time it makes what it needs in benchmarks/peers/.work: an ELECTRA of random weights (12 layers x 256,
vocabulary 32,105; --electra names another), and two systems on it, with a lemmatizer that writes characters (of
examples/icelandic-electra.conf) and one that chooses edits. They are trained with the transformer frozen, a few minutes,
until lemmas end where they should: an untrained one writes on to its maximal length and would be slower than in earnest.
"""

import argparse
import json
from pathlib import Path

import common
from common import PEERS, ROOT, WORK

TREEBANK = "ud-icelandic-modern"
SYSTEMS = {"AR lemmatizer": "examples/icelandic-electra.conf", "edit scripts": "benchmarks/peers/electra-edits.conf"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--electra", type=Path, help="folder of a pretrained model; made if absent")
    parser.add_argument("--vocabulary", type=Path, help="WordPiece vocabulary of the model to make; else from the treebank")
    parser.add_argument("--runs", type=Path, default=WORK / "transformer", help="folder of the trained systems")
    parser.add_argument("--sentences", type=int, default=1_000, help="sentences that the systems are trained on")
    parser.add_argument("--epochs", type=int, default=4, help="how often")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--passes", type=int, default=8, help="measured passes of each process, after one to warm up")
    parser.add_argument("--tokens", type=int, default=10_000, help="tokens that are tagged in a pass")
    parser.add_argument("--train-tokens", type=int, default=4_000, help="tokens that are trained on in a pass")
    parser.add_argument("--batch-tokens", type=int, default=0, help="tokens of a batch in tagging; 0: as by default")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", choices=["tagging", "training"])
    parser.add_argument("--no-python", action="store_true", help="the Java side only")
    parser.add_argument("--json", type=Path, default=WORK / "transformer.json")
    return parser.parse_args()


def electra(chosen, train):
    """The folder of the transformer."""
    if chosen.electra:
        if not (chosen.electra / "model.safetensors").is_file():
            common.fail(f"there is no model.safetensors in {chosen.electra}")
        return chosen.electra.resolve()
    folder = WORK / "electra-random"
    if not (folder / "vocab.txt").is_file():
        vocabulary = chosen.vocabulary or made_vocabulary(train)
        common.python(ROOT / "tools" / "random_electra.py", [vocabulary, folder])
    return folder


def made_vocabulary(train, size=30_000):
    """Pieces of a treebank's words: characters, frequent beginnings and endings, and frequent words."""
    counts = {}
    for line in train.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) == 10 and columns[0].isdigit():
            word = columns[1]
            pieces = [word, *(word[:i] for i in range(1, len(word))), *("##" + word[i:] for i in range(1, len(word)))]
            for piece in pieces + ["##" + c for c in word]:
                counts[piece] = counts.get(piece, 0) + 1
    single = {p for p in counts if len(p.removeprefix("##")) == 1}
    frequent = sorted((p for p in counts if p not in single), key=lambda p: (-counts[p], p))
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(single), *frequent]
    file = WORK / "vocab.txt"
    file.write_text("\n".join(pieces[:size]) + "\n", encoding="utf-8")
    return file


def systems(chosen, folder, train, dev):
    """The folders of the trained systems by name; trains those that are missing."""
    chosen.runs.mkdir(parents=True, exist_ok=True)
    bundles = {}
    for name, config in SYSTEMS.items():
        run = name.split()[0].lower()
        bundle = chosen.runs / run / "bundle"
        if not bundle.is_dir():
            print(f"training a system with {name} (once, a few minutes) …", flush=True)
            some = common.head(train, chosen.runs / "train.conllu", chosen.sentences)
            few = common.head(dev, chosen.runs / "dev.conllu", 30)
            overrides = [
                f"name={run}",
                f'output="{chosen.runs}"',
                f'data.train=["{some}"]',
                f'data.dev=["{few}"]',
                f"training.epochs={chosen.epochs}",
                "training.batchTokens=250",
                "training.checkpointSteps=0",
                "encoders.electra.tuned=0",
                "encoders.electra.cache=true",
            ]
            common.dms(
                ["train", ROOT / config, *overrides], chosen.runs / f"{run}.log", ELECTRA=str(folder), UD_TREEBANKS="/"
            )
        bundles[name] = bundle
    return bundles


def java(chosen, folder, bundles, train, dev, out):
    command = ["--electra", folder, "--threads", chosen.threads]
    for name, config in SYSTEMS.items():
        command += ["--config", f"{name}={ROOT / config}"]
    command += ["--rounds", chosen.passes, "--batches", WORK / "batches.json", "--out", out]
    if chosen.only != "training":
        command += ["--tag", dev, "--tokens", chosen.tokens, "--batch-tokens", chosen.batch_tokens]
        command += [part for name, bundle in bundles.items() for part in ("--bundle", f"{name}={bundle}")]
    command += ["--train", train, "--train-tokens", 0 if chosen.only == "tagging" else chosen.train_tokens]
    common.java("TransformerSpeed", [str(part) for part in command], ELECTRA=str(folder), UD_TREEBANKS="/")
    return json.loads(out.read_text())


def python(chosen, folder, java_out, matmul, out):
    common.python(
        "transformer.py",
        ["--electra", folder, "--batches", WORK / "batches.json", "--times", java_out]
        + ["--rounds", str(chosen.passes), "--threads", str(chosen.threads), "--matmul", matmul, "--out", out],
    )
    return json.loads(out.read_text())


def speeds(measured):
    """Tokens per second by row."""
    return {row["name"]: row["tokens"] / common.median(row["seconds"]) for row in measured["rows"]}


def one_round(chosen, folder, bundles, train, dev, number):
    """The speeds of all rows in one round; each side goes first in turn."""
    own, theirs = WORK / "transformer-java.json", WORK / "transformer-python.json"
    sides = [("DMS", lambda: java(chosen, folder, bundles, train, dev, own))]
    if not chosen.no_python:
        for matmul in ("highest", "medium"):
            label = "PyTorch" if matmul == "highest" else "PyTorch, medium"
            sides.append((label, lambda m=matmul: python(chosen, folder, own, m, theirs)))
    # The batches come from the Java side, so it must have run once.
    if number % 2 == 0:
        sides.reverse()
    found, raw = {}, {}
    for label, measure in sides:
        raw[label] = measure()
        found.update({f"{label}: {name}": speed for name, speed in speeds(raw[label]).items()})
    return found, raw


def fractions(rounds, names, bare):
    """For each row the median over the rounds of its speed over the best of the bare ones, as per cent."""
    return {
        name: common.median(r[name] / max(r[b] for b in bare if b in r) for r in rounds if name in r) for name in names
    }


def main():
    chosen = arguments()
    common.require("torch", "transformers")
    train, dev = common.treebank(TREEBANK)
    common.build()
    WORK.mkdir(exist_ok=True)
    folder = electra(chosen, train)
    bundles = {} if chosen.only == "training" else systems(chosen, folder, train, dev)
    rounds, raw = [], []
    for number in range(1, chosen.rounds + 1):
        print(f"round {number} of {chosen.rounds}", flush=True)
        found, times = one_round(chosen, folder, bundles, train, dev, number)
        rounds.append(found)
        raw.append(times)
    shown, result = [], {}
    for work, bare in (
        ("tagging", ["DMS: forward, one batch at a time", "DMS: forward, a batch per core"]),
        ("training", ["DMS: bare training step"]),
    ):
        names = [name for name in rounds[0] if kind(name) == work]
        if not names:
            continue
        share = fractions(rounds, names, bare)
        for name in names:
            speed = common.median(r[name] for r in rounds)
            result[name] = {"tokensPerSecond": speed, "ofBestBare": share[name], "rounds": [r[name] for r in rounds]}
            shown.append([name, f"{speed:,.0f}", f"{share[name]:.0%}"])
    print(common.table(["", "tokens/s", "of the best bare DMS"], shown))
    facts = raw[0]["DMS"]["facts"]
    print(", ".join(f"{name}: {value:,}" for name, value in facts.items()))
    common.write(chosen.json, {"machine": common.machine(), "facts": facts, "rows": result, "measurements": raw})


def kind(name):
    return "training" if "step" in name or "fine-tuning" in name else "tagging"


if __name__ == "__main__":
    main()
