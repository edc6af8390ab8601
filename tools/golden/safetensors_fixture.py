"""Writes golden/safetensors.{safetensors,json} with PyTorch and the reference safetensors library.

Usage: python safetensors_fixture.py FOLDER        writes the two files into FOLDER
       python safetensors_fixture.py --check FILE  compares a file, e.g. one written by DMS, with them
Made with torch 2.10.0 and safetensors 0.8.0.
"""

import json
import sys
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

DTYPES = {
    "BOOL": torch.bool,
    "U8": torch.uint8,
    "I8": torch.int8,
    "F8_E5M2": torch.float8_e5m2,
    "F8_E4M3": torch.float8_e4m3fn,
    "F8_E8M0": torch.float8_e8m0fnu,
    "F8_E4M3FNUZ": torch.float8_e4m3fnuz,
    "F8_E5M2FNUZ": torch.float8_e5m2fnuz,
    "I16": torch.int16,
    "U16": torch.uint16,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I32": torch.int32,
    "U32": torch.uint32,
    "F32": torch.float32,
    "F64": torch.float64,
    "I64": torch.int64,
    "U64": torch.uint64,
}
# One metadata key only: the reference writes several in random order.
METADATA = {"note": "þýðing \"x\"\\\n\u2028😀"}


def values(name: str) -> list[float]:
    """Six numbers that the type holds exactly."""
    if name == "BOOL":
        return [0, 1, 1, 0, 1, 0]
    if name == "F8_E8M0":
        return [0.25, 0.5, 1, 2, 4, 8]
    if name.startswith("U"):
        return [0, 1, 2, 100, 127, 255]
    if name.startswith("I"):
        return [-128, -1, 0, 1, 2, 127]
    return [-1.5, -0.25, 0, 0.5, 1, 12]


def tensors() -> dict[str, torch.Tensor]:
    made = {
        f"dtype.{name}": torch.tensor(values(name), dtype=torch.float64).to(dtype).reshape(2, 3)
        for name, dtype in DTYPES.items()
    }
    made["skalar.ð"] = torch.tensor(3.25)
    made["empty"] = torch.zeros(0, 3)
    made["beyond.\uffee"] = torch.tensor([1, -(2**63)])
    made["beyond.𝒳"] = torch.tensor([2, 2**63 - 1])
    made["special"] = torch.tensor([float("nan"), float("inf"), -float("inf"), -0.0, 1e-45])
    return made


def data(tensor: torch.Tensor) -> str:
    return bytes(tensor.contiguous().reshape(-1).view(torch.uint8).tolist()).hex()


def write(folder: Path) -> None:
    save_file(tensors(), folder / "safetensors.safetensors", METADATA)
    expected = {
        name: {"shape": list(tensor.shape), "hex": data(tensor)} for name, tensor in tensors().items()
    }
    for name in DTYPES:
        expected[f"dtype.{name}"]["dtype"] = name
        expected[f"dtype.{name}"]["values"] = values(name)
    text = json.dumps({"metadata": METADATA, "tensors": expected}, ensure_ascii=False, indent=1)
    (folder / "safetensors.json").write_text(text + "\n", encoding="utf-8")


def check(file: Path) -> None:
    found = load_file(file)
    wanted = tensors()
    assert found.keys() == wanted.keys(), found.keys() ^ wanted.keys()
    for name, tensor in wanted.items():
        assert found[name].dtype == tensor.dtype and found[name].shape == tensor.shape, name
        assert data(found[name]) == data(tensor), name
    with safe_open(file, "pt") as opened:
        assert opened.metadata() == METADATA, opened.metadata()


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        check(Path(sys.argv[2]))
    else:
        write(Path(sys.argv[1]))
