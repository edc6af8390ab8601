"""Times one training step of a two-layer bidirectional LSTM tagger in PyTorch on the CPU.

Run: benchmarks/peers/.venv/bin/python benchmarks/peers/lstm_step.py --threads 2

The step is embedding(5,000 x 64) -> LSTM(2 layers, both directions, hidden 256) -> linear(512 -> 50)
-> cross entropy -> backward -> Adam, on one batch of 16 sentences of 40 tokens. Prints one JSON line.
"""

import argparse
import json
import statistics
import time

import torch
from torch import nn

VOCABULARY, EMBEDDING, HIDDEN, TAGS = 5_000, 64, 256, 50
SENTENCES, TOKENS = 16, 40


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, EMBEDDING)
        self.lstm = nn.LSTM(EMBEDDING, HIDDEN, num_layers=2, bidirectional=True, batch_first=True)
        self.output = nn.Linear(2 * HIDDEN, TAGS)

    def forward(self, tokens):
        return self.output(self.lstm(self.embedding(tokens))[0])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1, help="threads inside an operation (default 1)")
    parser.add_argument("--warmup", type=int, default=10, help="steps before timing starts (default 10)")
    parser.add_argument("--steps", type=int, default=50, help="timed steps (default 50)")
    chosen = parser.parse_args()
    if chosen.threads < 1 or chosen.steps < 1 or chosen.warmup < 0:
        parser.error("--threads and --steps must be at least 1, --warmup at least 0")
    return chosen


def main():
    chosen = arguments()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(1)
    model = Tagger()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    tokens = torch.randint(VOCABULARY, (SENTENCES, TOKENS))
    targets = torch.randint(TAGS, (SENTENCES * TOKENS,))

    def step():
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(tokens).flatten(0, 1), targets)
        loss.backward()
        optimizer.step()
        return loss.item()

    for _ in range(chosen.warmup):
        step()
    times = []
    for _ in range(chosen.steps):
        begin = time.perf_counter()
        step()
        times.append((time.perf_counter() - begin) * 1e3)
    print(json.dumps({
        "name": "lstm_step",
        "threads": chosen.threads,
        "median_ms": round(statistics.median(times), 3),
        "min_ms": round(min(times), 3),
        "max_ms": round(max(times), 3),
        "torch": torch.__version__,
    }))


if __name__ == "__main__":
    main()
