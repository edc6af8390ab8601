"""Preprocessing of the joint model of examples/icelandic-modern.conf in DMS and in plain Python, on the same batches.

usage: UD_TREEBANKS=FOLDER benchmarks/peers/compare-preprocessing [--rounds N] [--threads N]

Tells microseconds per 1,000 tokens on one thread, and the share of a training step when it is done between the steps.
"""

import argparse
import json
from pathlib import Path

import common
from common import WORK

MICROS = 1e6


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--passes", type=int, default=5, help="over an epoch in each round")
    parser.add_argument("--threads", type=int, default=2, help="of an operation in the training steps")
    parser.add_argument("--steps", type=int, default=40, help="training steps that the share is taken of")
    parser.add_argument("--json", type=Path, default=WORK / "preprocessing.json")
    return parser.parse_args()


def side(measured, tokens, step_tokens, step_seconds):
    """What a side took: per 1,000 tokens, and as a share of a step with its preprocessing in it."""
    per_token = common.median(measured) / tokens
    step = step_seconds / step_tokens
    return {
        "microsPer1000": per_token * 1000 * MICROS,
        "stepMicrosPer1000": step * 1000 * MICROS,
        "share": per_token / (per_token + step),
    }


def dms(chosen, train, dev):
    plan = common.joint_plan(
        train, dev, WORK / "preprocessing-plan.json", ["--preprocess", chosen.passes, "--steps", chosen.steps],
        [f"training.threads={chosen.threads}"],
    )
    return side(plan["preprocessSeconds"], plan["tokens"], plan["stepTokens"], plan["stepSeconds"])


def python(chosen, train, lstm):
    out = WORK / "preprocessing-python.json"
    arguments = ["--train", train, "--plan", WORK / "preprocessing-plan.json", "--threads", chosen.threads]
    arguments += ["--passes", chosen.passes, "--steps", chosen.steps, "--lstm", lstm, "--out", out]
    common.python("preprocessing.py", [str(part) for part in arguments])
    told = json.loads(out.read_text())
    return side(told["seconds"], told["tokens"], told["stepTokens"], told["stepSeconds"])


def main():
    chosen = arguments()
    common.require("torch")
    train, dev = common.treebank("ud-icelandic-modern")
    common.build()
    WORK.mkdir(exist_ok=True)
    rounds = []
    for number in range(1, chosen.rounds + 1):
        print(f"round {number} of {chosen.rounds}", flush=True)
        found = {"DMS": dms(chosen, train, dev)}
        for lstm in ("packed", "reversed"):
            found[f"Python, {lstm}"] = python(chosen, train, lstm)
        rounds.append(found)
    columns = ["", "µs per 1,000 tokens", "step without it", "share of the step", "DMS is quicker by"]
    rows, result = [], {}
    for name in rounds[0]:
        of = {key: common.median(r[name][key] for r in rounds) for key in rounds[0][name]}
        of["ratio"] = common.median(r[name]["microsPer1000"] / r["DMS"]["microsPer1000"] for r in rounds)
        result[name] = of
        micros, step = (f"{of[key]:,.0f}" for key in ("microsPer1000", "stepMicrosPer1000"))
        rows.append([name, micros, step, f"{of['share']:.2%}", f"{of['ratio']:.1f} x"])
    print(common.table(columns, rows))
    common.write(chosen.json, {"machine": common.machine(), "sides": result, "rounds": rounds})


if __name__ == "__main__":
    main()
