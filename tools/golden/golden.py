"""What the golden-value scripts share: repeatable arithmetic, gradients by name, and where the files go."""

from pathlib import Path

import torch
from safetensors.torch import save_file

ROOT = Path(__file__).resolve().parents[2]


def start(seed):
    """Fixes the seed and the order of additions, so that a script writes the same bytes each time."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)


def gradients(module, **inputs):
    """The gradients of all parameters and of the named inputs, as grad.<name>."""
    named = {**dict(module.named_parameters()), **inputs}
    return {f"grad.{name}": tensor.grad for name, tensor in named.items()}


def save(name, tensors, module="dms-components"):
    """Writes <name>.safetensors into a module's test resources; every tensor must be float32, or int64 for ids and lengths."""
    for key, tensor in tensors.items():
        if tensor.dtype not in (torch.float32, torch.int64):
            raise ValueError(f"{name}: {key} is {tensor.dtype}, expected float32 or int64")
        if tensor.is_floating_point() and not tensor.isfinite().all():
            raise ValueError(f"{name}: {key} holds a value that is not finite")
    folder = ROOT / module / "src/test/resources/golden"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.safetensors"
    save_file({key: tensor.detach().contiguous() for key, tensor in tensors.items()}, path,
              metadata={"torch": torch.__version__.split("+")[0]})
    print(f"{path.name}: {len(tensors)} tensors, {path.stat().st_size} bytes")
