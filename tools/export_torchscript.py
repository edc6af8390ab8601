"""Writes the TorchScript of a pretrained encoder, as the component type transformer takes it (format = torchscript).

Run: python tools/export_torchscript.py FOLDER [NAME]

FOLDER holds config.json and model.safetensors; NAME, by default encoder.ts, is written beside them. The module is
forward(input_ids, attention_mask) -> last hidden state (rows, pieces, hidden), for rows of any number and length. It
is traced as in evaluation, so it has no dropout, and keeps its parameters trainable. Needs torch and transformers.
"""

import sys
from pathlib import Path

import torch
from transformers import AutoModel


class LastHiddenState(torch.nn.Module):
    """The encoder, from ids and mask to one tensor."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids, attention_mask):
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask, return_dict=False)[0]


def rows(vocabulary, sizes, seed=1):
    """Ids and mask of rows with those numbers of pieces."""
    torch.manual_seed(seed)
    ids = torch.randint(vocabulary, (len(sizes), max(sizes)))
    mask = (torch.arange(max(sizes)).unsqueeze(0) < torch.tensor(sizes).unsqueeze(1)).long()
    return ids, mask


def check(module, traced, vocabulary):
    """Compares rows of other numbers and lengths than the traced ones."""
    for sizes in ([5], [3, 17, 9], [40, 2]):
        ids, mask = rows(vocabulary, sizes)
        with torch.no_grad():
            difference = (module(ids, mask) - traced(ids, mask)).mul(mask.unsqueeze(2)).abs().max().item()
        if difference > 1e-5:
            raise SystemExit(f"the traced module differs by {difference:.1e} for rows of {sizes} pieces")


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    target = folder / (sys.argv[2] if len(sys.argv) == 3 else "encoder.ts")
    # The eager attention has no branch that depends on the example.
    encoder = AutoModel.from_pretrained(folder, attn_implementation="eager").float().eval()
    module = LastHiddenState(encoder)
    vocabulary = encoder.config.vocab_size
    traced = torch.jit.trace(module, rows(vocabulary, [12, 7]), check_trace=False)
    check(module, traced, vocabulary)
    traced.save(str(target))
    print(f"{target}: {sum(p.numel() for p in traced.parameters()):,} parameters, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
