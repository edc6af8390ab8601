"""Golden values of the optimizers: ten parameters moved for twelve steps by fixed gradients.

Run: python tools/golden/optimizers.py

Tensors written (step first):
  initial.matrix (2, 3), initial.vector (4)
  gradients.matrix (12, 2, 3), gradients.vector (12, 4); steps 4 and 8 are small enough not to be clipped
  norms (12): global norm of each step's gradients
  <optimizer>.matrix (12, 2, 3), <optimizer>.vector (12, 4): the parameters after each step, for
    adam           lr 0.01, betas (0.9, 0.99), eps 1e-8
    adamw          as adam, weight decay 0.1 on the matrix and 0 on the vector
    sgd            lr 0.1, momentum 0.9
    adam_clipped   as adam, gradients clipped to a global norm of 0.5 before each step
"""

import torch
from torch.nn.utils import clip_grad_norm_

from golden import save, start

STEPS = 12
ADAM = dict(lr=1e-2, betas=(0.9, 0.99), eps=1e-8)

start(seed=15)
initial = {"matrix": torch.randn(2, 3), "vector": torch.randn(4)}
gradients = {"matrix": torch.randn(STEPS, 2, 3), "vector": torch.randn(STEPS, 4)}
for gradient in gradients.values():
    gradient[[3, 7]] *= 0.05
norms = torch.cat([g.flatten(1) for g in gradients.values()], dim=1).norm(dim=1)


def run(name, make_optimizer, max_norm=None):
    parameters = {key: torch.nn.Parameter(value.clone()) for key, value in initial.items()}
    optimizer = make_optimizer(parameters)
    history = {key: [] for key in parameters}
    for step in range(STEPS):
        for key, parameter in parameters.items():
            parameter.grad = gradients[key][step].clone()
        if max_norm is not None:
            clip_grad_norm_(parameters.values(), max_norm)
        optimizer.step()
        for key, parameter in parameters.items():
            history[key].append(parameter.detach().clone())
    return {f"{name}.{key}": torch.stack(values) for key, values in history.items()}


def adam(parameters):
    return torch.optim.Adam(parameters.values(), **ADAM)


def adamw(parameters):
    groups = [
        {"params": [parameters["matrix"]], "weight_decay": 0.1},
        {"params": [parameters["vector"]], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, **ADAM)


def sgd(parameters):
    return torch.optim.SGD(parameters.values(), lr=0.1, momentum=0.9)


save("optimizers", {
    **{f"initial.{key}": value for key, value in initial.items()},
    **{f"gradients.{key}": value for key, value in gradients.items()},
    "norms": norms,
    **run("adam", adam),
    **run("adamw", adamw),
    **run("sgd", sgd),
    **run("adam_clipped", adam, max_norm=0.5),
}, module="dms-train")
