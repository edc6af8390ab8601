"""Times the preprocessing of the joint model in Python: characters, words, targets and lemmas of batches into tensors.

Run by compare-preprocessing. The batches are those that DMS made (JSON written by dms.bench.peer.JointModel). Writes
{"tokens", "seconds": [of each pass over an epoch], "stepSeconds", "stepTokens"}: the latter of training steps without it.
"""

import argparse
import json
import time
from pathlib import Path

import torch

from joint_data import Collate, Vocabularies, read_conllu
from joint_model import JointModel
from joint_training import CLIP, LEARNING_RATE


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--plan", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--lstm", choices=["packed", "reversed"], default="packed")
    parser.add_argument("--steps", type=int, default=30, help="training steps, of which a quarter warms up")
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def main():
    chosen = arguments()
    torch.set_num_threads(chosen.threads)
    sentences = read_conllu(chosen.train)
    vocabularies = Vocabularies(sentences)
    plan = json.loads(chosen.plan.read_text())["epochs"][0]
    collate = Collate(vocabularies, reversal=chosen.lstm == "reversed")
    batches = [[sentences[i] for i in batch] for batch in plan]
    seconds = []
    for turn in range(chosen.passes + 1):  # the first one warms up
        begin = time.perf_counter()
        for batch in batches:
            collate(batch)
        if turn > 0:
            seconds.append(time.perf_counter() - begin)
    step_tokens, step_seconds = steps(JointModel(vocabularies, chosen.lstm), batches[: chosen.steps], collate)
    tokens = sum(len(sentence) for batch in batches for sentence in batch)
    told = {"tokens": tokens, "seconds": seconds, "stepSeconds": step_seconds, "stepTokens": step_tokens}
    chosen.out.write_text(json.dumps(told) + "\n")


def steps(model, batches, collate):
    """Tokens and seconds of training steps on batches that are collated already."""
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, fused=True)
    warmup = len(batches) // 4
    prepared = [collate(batch) for batch in batches]
    begin = 0.0
    for number, batch in enumerate(prepared):
        if number == warmup:
            begin = time.perf_counter()
        optimizer.zero_grad()
        loss = sum(model(batch).values())
        loss.item()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
    return sum(len(s) for batch in batches[warmup:] for s in batch), time.perf_counter() - begin


if __name__ == "__main__":
    main()
