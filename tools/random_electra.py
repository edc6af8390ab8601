"""Makes a folder with an ELECTRA of random weights, of any size, to measure speed and memory with.

    python tools/random_electra.py VOCAB_TXT FOLDER [--layers 12] [--hidden 256] [--heads 4] [--size 32105]

VOCAB_TXT is a real WordPiece vocabulary, so that words fall into pieces as they do in earnest; it is filled up with
pieces that no text has until it has --size. The default is the size of ELECTRA-small. Needs transformers and torch.
"""

import argparse
from pathlib import Path

import torch
from transformers import ElectraConfig, ElectraModel


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--size", type=int, default=32105)
    arguments = parser.parse_args()

    pieces = arguments.vocabulary.read_text(encoding="utf-8").split("\n")
    pieces = [piece for piece in pieces if piece]
    if len(pieces) > arguments.size:
        parser.error(f"the vocabulary has {len(pieces)} pieces, more than --size {arguments.size}")
    pieces += [f"[unused{i}]" for i in range(arguments.size - len(pieces))]

    torch.manual_seed(1)
    config = ElectraConfig(
        vocab_size=arguments.size,
        embedding_size=128,
        hidden_size=arguments.hidden,
        num_hidden_layers=arguments.layers,
        num_attention_heads=arguments.heads,
        intermediate_size=4 * arguments.hidden,
    )
    ElectraModel(config).save_pretrained(arguments.folder, safe_serialization=True)
    (arguments.folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    (arguments.folder / "tokenizer_config.json").write_text('{"do_lower_case": false}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
