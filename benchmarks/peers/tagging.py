"""Tags a CoNLL-U file into another one with the model is-small in plain PyTorch, several times.

Run by compare-tagging. The weights are those of the DMS bundle, so the values that both sides write can be compared: the
same vocabularies, a bidirectional GRU over the distinct forms of a batch, words and lexicon vectors, two layers of BiLSTM,
three taggers, and edit scripts for the lemma. Sentences of like length share a batch. Writes {"rows", "system"}.
"""

import argparse
import json
import os
import re
import time
from pathlib import Path

import torch
from safetensors import safe_open
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

FORM, LEMMA, UPOS, XPOS, FEATS = 1, 2, 3, 4, 5
COLUMNS = {"upos": UPOS, "xpos": XPOS, "feats": FEATS}
PADDING, UNKNOWN = 0, 1
TRIES = 8
EDIT = re.compile(r"(\d+)-(\d+)\+(.*)", re.DOTALL)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--in", dest="source", type=Path, required=True)
    parser.add_argument("--tagged", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--matmul", choices=["highest", "medium"], default="highest")
    parser.add_argument("--batch-tokens", type=int, default=4_000)
    parser.add_argument("--warmups", type=int, default=1)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


class EditScript:
    """How a lemma comes from its form: a casing, then edits from the end to the beginning."""

    def __init__(self, text):
        self.casing, *edits = text.split("\t")
        self.whole = edits[0] if self.casing == "whole" else None
        self.edits = [] if self.whole else [self.edit(edit) for edit in edits]

    @staticmethod
    def edit(text):
        left, taken, put = EDIT.fullmatch(text).groups()
        return int(left), int(taken), put

    def apply(self, form):
        """The lemma, or None where the form is too short or nothing would be left."""
        if self.whole:
            return self.whole
        text = form if self.casing == "kept" else form.lower()
        end, pieces = len(text), []
        for left, taken, put in self.edits:
            begin = end - left
            if begin - taken < 0:
                return None
            pieces += [text[begin:end], put]
            end = begin - taken
        lemma = text[:end] + "".join(reversed(pieces))
        if not lemma.strip() or (lemma == "_" and form != "_"):
            return None
        if self.casing == "upper":
            return lemma.upper()
        return lemma[0].upper() + lemma[1:] if self.casing == "title" else lemma


class Model(nn.Module):
    """The modules of is-small."""

    def __init__(self, bundle):
        super().__init__()
        self.vocabularies = {
            name: json.loads((bundle / "components" / file).read_text(encoding="utf-8"))["symbols"]
            for name, file in {
                "chars": "chars/characters.json",
                "words": "words/forms.json",
                "dim": "dim/forms.json",
                "treebank": "treebank/corpora.json",
                "upos": "upos/tags.json",
                "xpos": "xpos/tags.json",
                "feats": "feats/tags.json",
                "lemma": "lemma/scripts.json",
            }.items()
        }
        self.ids = {
            name: {symbol: i for i, symbol in enumerate(symbols) if i >= 2}
            for name, symbols in self.vocabularies.items()
            if name in ("chars", "words", "dim")
        }
        self.scripts = [EditScript(text) for text in self.vocabularies["lemma"]]
        tensors = unpacked(bundle / "weights.safetensors")
        self.embeddings = nn.ModuleDict(
            {
                name: nn.Embedding.from_pretrained(tensors[f"{key}.weight"])
                for name, key in {
                    "chars": "chars.embedding",
                    "words": "words.embedding",
                    "dim": "dim.embedding",
                    "treebank": "treebank.embedding",
                    "tag": "lemma.tag",
                }.items()
            }
        )
        self.gru = nn.GRU(64, 128, batch_first=True, bidirectional=True)
        inputs = 256 + sum(self.embeddings[name].embedding_dim for name in ("words", "treebank", "dim"))
        self.lstm = nn.LSTM(inputs, 256, 2, batch_first=True, bidirectional=True)
        self.heads = nn.ModuleDict({name: head(tensors, name) for name in (*COLUMNS, "lemma")})
        self.fill(tensors)
        self.eval()

    def fill(self, tensors):
        with torch.no_grad():
            for name, parameter in self.gru.named_parameters():
                parameter.copy_(tensors[f"charRnn.gru.{name}"])
            for name, parameter in self.lstm.named_parameters():
                kind, layer, *back = name.removesuffix("_reverse").rsplit("_l", 1) + name.split("_reverse")[1:]
                direction = "backward" if back else "forward"
                parameter.copy_(tensors[f"sentence.layers.{layer}.{direction}.{kind}_l0"])

    def forward(self, batch):
        """Ids of the best tags by column, and of the best script, of shape (batch, tokens); scores of the scripts."""
        steps, states = self.gru(
            pack_padded_sequence(
                self.embeddings["chars"](batch["characters"]),
                batch["character_lengths"],
                batch_first=True,
                enforce_sorted=False,
            )
        )
        forms = functional.embedding(batch["form_of_token"], torch.cat([states[0], states[1]], 1))
        words = self.embeddings["words"](batch["words"])
        dim = self.embeddings["dim"](batch["dim"])
        corpus = torch.tensor(self.vocabularies["treebank"].index("modern"))
        treebank = self.embeddings["treebank"](corpus).expand(*batch["words"].shape, -1)
        packed = pack_padded_sequence(
            torch.cat([forms, words, treebank, dim], 2), batch["lengths"], batch_first=True, enforce_sorted=False
        )
        sentence = pad_packed_sequence(self.lstm(packed)[0], batch_first=True)[0]
        best = {name: self.heads[name](sentence).argmax(2) for name in COLUMNS}
        tag = self.embeddings["tag"](best["xpos"])
        scores = self.heads["lemma"](torch.cat([sentence, forms, words, dim, tag], 2))
        return {**best, "lemma": scores.argmax(2)}, scores


def head(tensors, name):
    dense, output = tensors[f"{name}.dense.weight"], tensors[f"{name}.output.weight"]
    made = nn.Sequential(
        nn.Linear(dense.size(1), dense.size(0)), nn.LayerNorm(dense.size(0)), nn.ReLU(), nn.Linear(*reversed(output.shape))
    )
    with torch.no_grad():
        for index, part in {0: "dense", 1: "norm", 3: "output"}.items():
            made[index].weight.copy_(tensors[f"{name}.{part}.weight"])
            made[index].bias.copy_(tensors[f"{name}.{part}.bias"])
    return made


def unpacked(path):
    """The weights as 32-bit floats: int8 times the row's scale, float16 as it is."""
    with safe_open(path, "pt") as file:
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}
    scaled = {name: value for name, value in tensors.items() if not name.endswith(".scale")}
    for name, value in scaled.items():
        if f"{name}.scale" in tensors:
            scale = tensors[f"{name}.scale"]
            scaled[name] = value * scale.view(-1, *[1] * (value.dim() - 1))
    return scaled


def read(path):
    """Blocks of lines of columns; comments and ranges are lines of their own."""
    blocks = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line if line.startswith("#") else line.split("\t") for line in block.split("\n") if line]
        words = [line for line in lines if isinstance(line, list) and line[0].isdigit()]
        if words:
            blocks.append((lines, words))
    return blocks


def batches(blocks, budget):
    """Numbers of blocks, longest first, within a budget of padded tokens."""
    order = sorted(range(len(blocks)), key=lambda i: -len(blocks[i][1]))
    found, batch = [], []
    for i in order:
        if batch and (len(batch) + 1) * len(blocks[batch[0]][1]) > budget:
            found.append(batch)
            batch = []
        batch.append(i)
    return found + [batch] if batch else found


def collate(model, sentences):
    lengths = [len(sentence) for sentence in sentences]
    longest = max(lengths)
    numbers = {}

    def padded(rows, padding=PADDING):
        return torch.tensor([row + [padding] * (longest - len(row)) for row in rows])

    of_token = padded([[numbers.setdefault(form, len(numbers)) for form in sentence] for sentence in sentences])
    characters = [[model.ids["chars"].get(c, UNKNOWN) for c in shortened(form)] for form in numbers]
    width = max(len(row) for row in characters)
    words, dim = model.ids["words"], model.ids["dim"]
    return {
        "lengths": torch.tensor(lengths),
        "form_of_token": of_token,
        "characters": torch.tensor([row + [PADDING] * (width - len(row)) for row in characters]),
        "character_lengths": torch.tensor([len(row) for row in characters]),
        "words": padded([[words.get(form, UNKNOWN) for form in sentence] for sentence in sentences]),
        "dim": padded([[dim.get(form) or dim.get(form.lower(), UNKNOWN) for form in sentence] for sentence in sentences]),
    }


def shortened(form, most=60):
    return form if len(form) <= most else form[: most // 2] + form[-most // 2 :]


def lemma(model, form, best, scores):
    made = model.scripts[best].apply(form)
    if made is None:
        candidates = (model.scripts[i].apply(form) for i in scores.topk(TRIES).indices.tolist())
        made = next((candidate for candidate in candidates if candidate is not None), form)
    return made


def tag(model, blocks, budget):
    symbols = model.vocabularies
    with torch.inference_mode():
        for numbers in batches(blocks, budget):
            sentences = [[word[FORM] for word in blocks[i][1]] for i in numbers]
            best, scores = model(collate(model, sentences))
            best = {name: ids.tolist() for name, ids in best.items()}
            for s, i in enumerate(numbers):
                for t, word in enumerate(blocks[i][1]):
                    for name, column in COLUMNS.items():
                        word[column] = symbols[name][best[name][s][t]]
                    word[LEMMA] = lemma(model, word[FORM], best["lemma"][s][t], scores[s, t])


def write(path, blocks):
    with open(path, "w", encoding="utf-8") as out:
        for lines, _ in blocks:
            out.write("\n".join(line if isinstance(line, str) else "\t".join(line) for line in lines) + "\n\n")


def main():
    chosen = arguments()
    torch.set_num_threads(chosen.threads)
    torch.set_float32_matmul_precision(chosen.matmul)
    model = Model(chosen.bundle)
    seconds, tokens = [], 0
    for turn in range(chosen.warmups + chosen.passes):
        begin = time.perf_counter()
        blocks = read(chosen.source)
        tag(model, blocks, chosen.batch_tokens)
        write(chosen.tagged, blocks)
        if turn >= chosen.warmups:
            seconds.append(time.perf_counter() - begin)
        tokens = sum(len(words) for _, words in blocks)
    system = {"torch": torch.__version__, "threads": chosen.threads, "processors": os.cpu_count()}
    told = {"system": system, "rows": [{"name": "tag", "tokens": tokens, "seconds": seconds}]}
    chosen.out.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
