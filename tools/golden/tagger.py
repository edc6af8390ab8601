"""Golden values of the tagger's head: dense -> layer norm -> ReLU -> output.

Run: python tools/golden/tagger.py

Tensors written:
  dense.weight (6, 6), dense.bias, norm.weight, norm.bias (eps 1e-5), output.weight (11, 6), output.bias
  input (3, 5, 6), targets (3, 5) with -100 where there is no token
  logits (3, 5, 11)
  loss, loss_smoothed: cross entropy, mean over real targets, label smoothing 0.0 and 0.1
  grad.<name> of every parameter, and grad.input, for loss_smoothed
"""

from collections import OrderedDict

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from golden import gradients, save, start

TAGS = 11

start(seed=13)
head = nn.Sequential(OrderedDict(
    dense=nn.Linear(6, 6),
    norm=nn.LayerNorm(6, eps=1e-5),
    relu=nn.ReLU(),
    output=nn.Linear(6, TAGS),
))
# A fresh layer norm is all ones and zeros, which would hide a forgotten weight or bias.
nn.init.normal_(head.norm.weight, mean=1.0, std=0.3)
nn.init.normal_(head.norm.bias, std=0.3)

inputs = torch.randn(3, 5, 6, requires_grad=True)
targets = torch.randint(TAGS, (3, 5))
targets[1, 3:] = -100
targets[2, 1:] = -100

logits = head(inputs)
loss = cross_entropy(logits.flatten(0, 1), targets.flatten())
loss_smoothed = cross_entropy(logits.flatten(0, 1), targets.flatten(), label_smoothing=0.1)
loss_smoothed.backward()

save("tagger", {
    **dict(head.named_parameters()),
    "input": inputs, "targets": targets, "logits": logits,
    "loss": loss, "loss_smoothed": loss_smoothed,
    **gradients(head, input=inputs),
})
