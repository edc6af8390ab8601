"""Trains the joint model of examples/icelandic-modern.conf in PyTorch for some steps and tells tokens per second.

Run by compare-joint-training. The batches are those that DMS made (JSON written by dms.bench.peer.JointModel); a
DataLoader collates them, on this process or on worker processes. Time counts from the end of the last warm-up step to the
end of the last step, waiting for data included. Writes {"system", "tokensPerSecond", "tokens", "seconds", …}.
"""

import argparse
import json
import os
import time
from pathlib import Path

import torch
from torch.utils.data import DataLoader

from joint_data import Collate, Sentences, Vocabularies, read_conllu
from joint_model import JointModel

LEARNING_RATE, CLIP = 3e-3, 2.0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--plan", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=0, help="processes that collate; 0: between the steps")
    parser.add_argument("--lstm", choices=["packed", "reversed"], default="packed")
    parser.add_argument("--adam", choices=["fused", "foreach"], default="fused")
    parser.add_argument("--matmul", choices=["highest", "medium"], default="highest")
    parser.add_argument("--warmup", type=int, default=20, help="steps before the clock starts")
    parser.add_argument("--steps", type=int, default=60, help="timed steps")
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def main():
    chosen = arguments()
    torch.set_num_threads(chosen.threads)
    torch.set_float32_matmul_precision(chosen.matmul)
    torch.manual_seed(1)
    plan = json.loads(chosen.plan.read_text())
    sentences = read_conllu(chosen.train)
    vocabularies = Vocabularies(sentences)
    model = JointModel(vocabularies, chosen.lstm)
    if model.count() != plan["parameters"]:
        raise SystemExit(f"joint_training: expected {plan['parameters']} parameters as in DMS, found {model.count()}")
    batches = [batch for epoch in plan["epochs"] for batch in epoch][: chosen.warmup + chosen.steps]
    loader = DataLoader(
        Sentences(sentences),
        batch_sampler=batches,
        collate_fn=Collate(vocabularies, reversal=chosen.lstm == "reversed"),
        num_workers=chosen.workers,
    )
    seconds = train(model, loader, chosen, plan["steps"])
    tokens = sum(len(sentences[i]) for batch in batches[chosen.warmup :] for i in batch)
    result = {
        "tokensPerSecond": tokens / seconds,
        "tokens": tokens,
        "seconds": seconds,
        "steps": len(batches) - chosen.warmup,
        "parameters": model.count(),
        "system": {"torch": torch.__version__, "processors": os.cpu_count()},
    }
    chosen.out.write_text(json.dumps(result, indent=2) + "\n")


def train(model, loader, chosen, total_steps):
    """Seconds that the steps after the warm-up take."""
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, **{chosen.adam: True})
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=total_steps)
    model.train()
    begin = time.perf_counter()
    for step, batch in enumerate(loader, 1):
        optimizer.zero_grad()
        loss = sum(model(batch).values())
        if not torch.isfinite(loss):
            raise SystemExit(f"joint_training: the loss of step {step} is {loss.item()}")
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
        schedule.step()
        if step == chosen.warmup:
            begin = time.perf_counter()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
