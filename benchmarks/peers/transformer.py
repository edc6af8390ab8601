"""Times a bare ELECTRA of the transformers library on the batches that TransformerSpeed (Java) wrote.

Run by compare-transformer. Forward without gradients, and forward + backward + AdamW step, each with both kinds of
attention that the library has for the processor (sdpa, eager). Writes {"system", "rows": [{"name", "tokens", "seconds"}]}.
"""

import argparse
import json
import os
import time
from pathlib import Path

import torch
import transformers
from transformers import ElectraModel


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--electra", type=Path, required=True)
    parser.add_argument("--batches", type=Path, required=True, help="JSON written by TransformerSpeed")
    parser.add_argument("--times", type=Path, required=True, help="JSON written by TransformerSpeed: counts of tokens")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--matmul", choices=["highest", "medium"], default="highest")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def padded(rows):
    """A batch's ids and mask, made before the clock starts."""
    longest = max(len(row) for row in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest, dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return ids, mask


def forward(model, batches):
    model.eval()
    with torch.inference_mode():
        for ids, mask in batches:
            model(input_ids=ids, attention_mask=mask)


def train(model, batches, optimizer):
    model.train()
    for ids, mask in batches:
        optimizer.zero_grad()
        model(input_ids=ids, attention_mask=mask).last_hidden_state.mean().backward()
        optimizer.step()


def main():
    chosen = arguments()
    torch.set_num_threads(chosen.threads)
    torch.set_float32_matmul_precision(chosen.matmul)
    batches = {name: [padded(rows) for rows in all] for name, all in json.loads(chosen.batches.read_text()).items()}
    facts = json.loads(chosen.times.read_text())["facts"]
    work = {}
    for attention in ("sdpa", "eager"):
        model = ElectraModel.from_pretrained(chosen.electra, attn_implementation=attention)
        if "tagging" in batches:
            work[f"forward {attention}"] = ("tagging", lambda m=model: forward(m, batches["tagging"]))
        if "training" in batches:
            optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01, fused=True)
            work[f"step {attention}"] = ("training", lambda m=model, o=optimizer: train(m, batches["training"], o))
    seconds = {name: [] for name in work}
    for turn in range(chosen.rounds + 1):  # the first one warms up
        for name, (_, run) in work.items():
            begin = time.perf_counter()
            run()
            if turn > 0:
                seconds[name].append(time.perf_counter() - begin)
    rows = [
        {"name": name, "tokens": facts[f"{kind} tokens"], "seconds": seconds[name]} for name, (kind, _) in work.items()
    ]
    system = {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "threads": chosen.threads,
        "matmul": chosen.matmul,
        "processors": os.cpu_count(),
    }
    chosen.out.write_text(json.dumps({"system": system, "rows": rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
