"""Checks that the joint model of the peer does the same work as that of DMS: without dropout and with the same weights,
the losses of the first batch are equal to 1e-4, and so is the number of parameters.

usage: UD_TREEBANKS=FOLDER benchmarks/peers/check-same-loss
"""

import json
import sys

import common
from common import WORK

LIMIT = 1e-4
NO_DROPOUT = ["encoders.words.dropout=0", "encoders.sentence.dropout=0", "decoders.lemma.dropout=0"]


def main():
    common.require("torch", "safetensors")
    import torch
    from safetensors.torch import load_file

    from joint_data import Collate, Vocabularies, read_conllu
    from joint_model import JointModel

    train, dev = common.treebank("ud-icelandic-modern")
    common.build()
    WORK.mkdir(exist_ok=True)
    weights = WORK / "joint-weights.safetensors"
    ours = common.joint_plan(train, dev, WORK / "joint-check.json", ["--weights", weights], NO_DROPOUT)
    sentences = read_conllu(train)
    vocabularies = Vocabularies(sentences)
    batch = [sentences[i] for i in ours["epochs"][0][0]]
    rows, equal = [], True
    for lstm in ("packed", "reversed"):
        model = JointModel(vocabularies, lstm, dropout=False)
        if model.count() != ours["parameters"]:
            common.fail(f"expected {ours['parameters']} parameters, the peer has {model.count()}")
        model.load_dms(load_file(weights))
        with torch.no_grad():
            losses = model(Collate(vocabularies, word_dropout=0, reversal=lstm == "reversed")(batch))
        for name, loss in losses.items():
            difference = abs(loss.item() - ours["losses"][name])
            equal = equal and difference < LIMIT
            rows.append([f"{name}, {lstm}", f"{ours['losses'][name]:.6f}", f"{loss.item():.6f}", f"{difference:.1e}"])
    print(common.table(["loss", "DMS", "PyTorch", "difference"], rows))
    print(f"{ours['parameters']:,} parameters on both sides; losses {'equal' if equal else 'DIFFER'} to {LIMIT:g}")
    sys.exit(0 if equal else 1)


if __name__ == "__main__":
    main()
