"""Training steps of the joint model of examples/icelandic-modern.conf: tokens per second of DMS and of PyTorch.

usage: UD_TREEBANKS=FOLDER benchmarks/peers/compare-joint-training [--rounds N] [--steps N] [--quick]

Both sides train on the same batches in the same order. In each round every variant of both sides runs in a process of its
own, one after the other; the side that goes first changes from round to round. The ratio of a round is the best of DMS
over the best of PyTorch. `check-same-loss` shows that both do the same work.
"""

import argparse
import itertools
import json
import shutil
from pathlib import Path

import common
from common import WORK


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--warmup", type=int, default=20, help="steps before the clock starts")
    parser.add_argument("--steps", type=int, default=60, help="timed steps")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--workers", type=int, nargs="+", default=[0, 1, 2], help="of the DataLoader")
    parser.add_argument("--prefetch", type=int, nargs="+", default=[0, 1], help="threads of DMS that prepare batches")
    parser.add_argument("--lstm", nargs="+", default=["packed", "reversed"], choices=["packed", "reversed"])
    parser.add_argument("--quick", action="store_true", help="only the variants that are usually best")
    parser.add_argument("--json", type=Path, default=WORK / "joint-training.json")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.threads, chosen.workers, chosen.prefetch = [2], [0, 1], [1]
    return chosen


def dms(chosen, data, threads, prefetch):
    """Tokens per second of DMS."""
    config, overrides = common.joint_config(*data["files"])
    runs = WORK / "joint-runs"
    shutil.rmtree(runs, ignore_errors=True)
    out = WORK / "joint-java.json"
    arguments = [*config, "--warmup", chosen.warmup, "--steps", chosen.steps, "--out", out, *overrides]
    arguments += [f'output="{runs}"', f"training.threads={threads}", f"training.prefetchThreads={prefetch}"]
    common.java("JointTraining", [str(part) for part in arguments], UD_TREEBANKS="/")
    told = json.loads(out.read_text())
    return {"tokensPerSecond": data["tokens"] / told["seconds"], "tokens": data["tokens"], **told}


def pytorch(chosen, data, threads, workers, lstm, adam, matmul):
    """Tokens per second of PyTorch."""
    out = WORK / "joint-python.json"
    arguments = ["--train", data["files"][0], "--plan", data["plan"], "--threads", threads, "--workers", workers]
    arguments += ["--lstm", lstm, "--adam", adam, "--matmul", matmul, "--warmup", chosen.warmup, "--steps", chosen.steps]
    common.python("joint_training.py", [str(part) for part in [*arguments, "--out", out]])
    return json.loads(out.read_text())


def variants(chosen, data):
    """By side: what runs in each round, by name."""
    ours = {
        f"DMS, {threads} threads, {prefetch} prefetch": (lambda t=threads, p=prefetch: dms(chosen, data, t, p))
        for threads, prefetch in itertools.product(chosen.threads, chosen.prefetch)
    }
    theirs = {}
    for threads, workers, lstm in itertools.product(chosen.threads, chosen.workers, chosen.lstm):
        name = f"PyTorch, {threads} threads, {workers} workers, {lstm}"
        theirs[name] = lambda t=threads, w=workers, l=lstm: pytorch(chosen, data, t, w, l, "fused", "highest")
    most, least = max(chosen.threads), min(chosen.workers)
    for lstm in chosen.lstm:
        theirs[f"PyTorch, {most} threads, {least} workers, {lstm}, foreach Adam"] = lambda l=lstm: pytorch(
            chosen, data, most, least, l, "foreach", "highest"
        )
    medium = {
        f"PyTorch medium, {threads} threads, {workers} workers, {lstm}": (
            lambda t=threads, w=workers, l=lstm: pytorch(chosen, data, t, w, l, "fused", "medium")
        )
        for threads, workers, lstm in itertools.product([most], chosen.workers, chosen.lstm)
    }
    return {"DMS": ours, "PyTorch": theirs, "PyTorch medium": medium}


def measure(chosen, sides):
    """By variant, what each round found."""
    found = {name: [] for side in sides.values() for name in side}
    for number in range(1, chosen.rounds + 1):
        ordered = list(sides.values()) if number % 2 else list(reversed(sides.values()))
        for name, run in itertools.chain.from_iterable(side.items() for side in ordered):
            found[name].append(run())
            print(f"round {number}: {name}: {found[name][-1]['tokensPerSecond']:,.0f} tokens/s", flush=True)
    return found


def best(found, side, number):
    """The best speed of a side in a round."""
    return max(found[name][number]["tokensPerSecond"] for name in side)


def plan(chosen, train, dev):
    """The batches of the first epoch, and the tokens of those that are timed."""
    file = WORK / "joint-plan.json"
    told = common.joint_plan(train, dev, file)
    timed = told["epochs"][0][chosen.warmup : chosen.warmup + chosen.steps]
    if len(timed) < chosen.steps:
        common.fail(f"an epoch has only {len(told['epochs'][0])} steps; set fewer --warmup and --steps")
    from joint_data import read_conllu

    sentences = read_conllu(train)
    tokens = sum(len(sentences[i]) for batch in timed for i in batch)
    return {"files": (train, dev), "plan": file, "tokens": tokens, "parameters": told["parameters"]}


def main():
    chosen = arguments()
    common.require("torch")
    train, dev = common.treebank("ud-icelandic-modern")
    common.build()
    WORK.mkdir(exist_ok=True)
    data = plan(chosen, train, dev)
    sides = variants(chosen, data)
    found = measure(chosen, sides)
    rows = [[name, f"{common.median(r['tokensPerSecond'] for r in rounds):,.0f}"] for name, rounds in found.items()]
    print(common.table([f"{chosen.steps} steps, {data['parameters']:,} parameters", "tokens/s"], rows))
    ratios = {}
    for side in ("PyTorch", "PyTorch medium"):
        ratios[side] = [
            best(found, sides["DMS"], i) / best(found, sides[side], i) for i in range(chosen.rounds)
        ]
        shown = ", ".join(f"{ratio:.2f}" for ratio in ratios[side])
        print(f"best DMS over best {side}: {shown}; median {common.median(ratios[side]):.2f}")
    result = {"parameters": data["parameters"], "ratios": ratios, "variants": found}
    common.write(chosen.json, {"machine": common.machine(), **result})


if __name__ == "__main__":
    main()
