"""Golden values of transformer encoders, by the library transformers.

Run: python tools/golden/transformer.py [FOLDER OF electra-tiny]

Files written:
  bert-weights: a BERT with random weights as a model with heads has it: bert.<name>, cls.<name>, and
    bert.embeddings.position_ids; its config.json is in BERT below
  bert: input_ids, attention_mask (3, 11), hidden.0 … hidden.2 (3, 11, 16): embeddings and both layers,
    grad.<name> of every parameter for the loss sum(last ** 3 where the mask is 1)
  electra-gradients, where the folder is given: grad.<name> for the first four rows of its golden.safetensors and the
    same loss, of every parameter up to 4,096 numbers; of the piece embeddings sums of absolute values by piece
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import AutoModel, BertConfig, BertForMaskedLM

from golden import ROOT, save, start

BERT = dict(
    vocab_size=40, hidden_size=16, num_hidden_layers=2, num_attention_heads=4, intermediate_size=24,
    hidden_act="gelu_new", max_position_embeddings=20, type_vocab_size=2, layer_norm_eps=1e-6,
    hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.2,
)


def loss(hidden, mask):
    return (hidden * mask.unsqueeze(2)).pow(3).sum()


def bert():
    model = BertForMaskedLM(BertConfig(**BERT)).eval()
    for name, parameter in model.named_parameters():
        torch.nn.init.normal_(parameter, mean=1.0 if name.endswith("LayerNorm.weight") else 0.0, std=0.3)
    ids = torch.randint(BERT["vocab_size"], (3, 11))
    mask = torch.ones(3, 11, dtype=torch.int64)
    mask[1, 7:] = 0
    mask[2, 2:] = 0
    output = model.bert(ids, attention_mask=mask, output_hidden_states=True)
    loss(output.last_hidden_state, mask).backward()
    weights = {name: tensor for name, tensor in model.state_dict().items() if name != "cls.predictions.decoder.weight"}
    save("bert-weights", {**{name: tensor.clone() for name, tensor in weights.items()},
                          "bert.embeddings.position_ids": torch.arange(20).unsqueeze(0)})
    save("bert", {
        "input_ids": ids, "attention_mask": mask,
        **{f"hidden.{i}": hidden for i, hidden in enumerate(output.hidden_states)},
        **{f"grad.{name}": parameter.grad for name, parameter in model.bert.named_parameters()
           if parameter.grad is not None},
    })
    path = ROOT / "dms-components/src/test/resources/golden/bert-config.json"
    path.write_text(json.dumps({"model_type": "bert", **BERT}, indent=1) + "\n")


def electra(folder):
    model = AutoModel.from_pretrained(folder).eval()
    golden = load_file(folder / "golden.safetensors")
    ids, mask = golden["input_ids"][:4], golden["attention_mask"][:4]
    loss(model(ids, attention_mask=mask).last_hidden_state, mask).backward()
    grads = {f"grad.{name}": parameter.grad for name, parameter in model.named_parameters()}
    pieces = grads["grad.embeddings.word_embeddings.weight"]
    save("electra-gradients", {
        **{name: grad for name, grad in grads.items() if grad.numel() <= 4096},
        "grad.embeddings.word_embeddings.weight.sums": pieces.abs().sum(1),
    })


start(seed=14)
bert()
if len(sys.argv) > 1:
    electra(Path(sys.argv[1]))
