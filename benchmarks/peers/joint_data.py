"""The preprocessing of the joint model of examples/icelandic-modern.conf, as a collate function of a DataLoader."""

import random

import torch
from torch.utils.data import Dataset

IGNORED = -100
PADDING, UNKNOWN, BEGIN, END = range(4)  # ids reserved in the vocabularies of characters; words have the first two
MAX_CHARACTERS = 60
GROUP_ROWS = 256
FORM, LEMMA, UPOS, XPOS, FEATS = 1, 2, 3, 4, 5
TAGS = {"upos": UPOS, "xpos": XPOS, "feats": FEATS}


def read_conllu(path):
    """Sentences, each a list of (form, lemma, upos, xpos, feats); None for a value that is absent."""
    sentences, tokens = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if tokens:
                    sentences.append(tokens)
                tokens = []
            elif not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    form, lemma, upos, xpos, feats = columns[FORM : FEATS + 1]
                    lemma = None if lemma == "_" and form != "_" else lemma
                    # "_" as features says that there are none.
                    tokens.append((form, lemma, *(None if tag == "_" else tag for tag in (upos, xpos)), feats))
    if tokens:
        sentences.append(tokens)
    return sentences


def vocabulary(counts, least, reserved):
    """Ids of what is frequent enough, sorted, after those that are reserved."""
    frequent = sorted(symbol for symbol, count in counts.items() if count >= least)
    return {symbol: reserved + i for i, symbol in enumerate(frequent)}


def count(symbols):
    counts = {}
    for symbol in symbols:
        counts[symbol] = counts.get(symbol, 0) + 1
    return counts


class Vocabularies:
    """What the model knows, learnt from its training sentences."""

    def __init__(self, sentences):
        tokens = [token for sentence in sentences for token in sentence]
        lemmas = [token[1] for token in tokens if token[1] is not None]
        self.characters = vocabulary(count(c for token in tokens for c in token[0]), 2, 2)
        self.words = vocabulary(count(token[0] for token in tokens), 2, 2)
        self.lemma_characters = vocabulary(count(c for lemma in lemmas for c in lemma), 2, 4)
        self.tags = {
            name: vocabulary(count(t[column - 1] for t in tokens if t[column - 1] is not None), 1, 0)
            for name, column in TAGS.items()
        }


class Sentences(Dataset):
    """Sentences by number."""

    def __init__(self, sentences):
        self.sentences = sentences

    def __len__(self):
        return len(self.sentences)

    def __getitem__(self, number):
        return self.sentences[number]


class Collate:
    """From sentences to the tensors of a batch."""

    def __init__(self, vocabularies, word_dropout=0.2, reversal=False):
        self.vocabularies = vocabularies
        self.word_dropout = word_dropout
        self.reversal = reversal

    def __call__(self, sentences):
        lengths = [len(sentence) for sentence in sentences]
        longest = max(lengths)
        forms, form_of_token = self.forms(sentences, longest)
        characters = [self.character_ids(form) for form in forms]
        tags = {name: self.tag_ids(sentences, longest, name) for name in TAGS}
        batch = {
            "lengths": torch.tensor(lengths),
            "characters": padded(characters, PADDING),
            "character_lengths": torch.tensor([len(row) for row in characters]),
            "form_of_token": torch.tensor(form_of_token),
            "words": torch.tensor(self.word_ids(sentences, longest)),
            "groups": self.groups(sentences, longest, form_of_token, characters, tags["xpos"]),
        }
        for name, ids in tags.items():
            batch[name] = torch.tensor(ids)
        if self.reversal:
            batch["reversal"] = torch.tensor(reversal(lengths, longest))
        return batch

    def forms(self, sentences, longest):
        """The distinct forms, and which one each token has; 0 for padding."""
        numbers, rows = {}, []
        for sentence in sentences:
            row = [numbers.setdefault(token[0], len(numbers)) for token in sentence]
            rows.append(row + [0] * (longest - len(row)))
        return list(numbers), rows

    def character_ids(self, form):
        if len(form) > MAX_CHARACTERS:
            head = (MAX_CHARACTERS + 1) // 2
            form = form[:head] + form[head - MAX_CHARACTERS :]
        ids = self.vocabularies.characters
        return [ids.get(character, UNKNOWN) for character in form]

    def word_ids(self, sentences, longest):
        ids, share, draw = self.vocabularies.words, self.word_dropout, random.random
        rows = []
        for sentence in sentences:
            if share > 0:
                row = [UNKNOWN if draw() < share else ids.get(token[0], UNKNOWN) for token in sentence]
            else:
                row = [ids.get(token[0], UNKNOWN) for token in sentence]
            rows.append(row + [PADDING] * (longest - len(row)))
        return rows

    def tag_ids(self, sentences, longest, name):
        ids, column = self.vocabularies.tags[name], TAGS[name] - 1
        rows = []
        for sentence in sentences:
            row = [ids.get(token[column], IGNORED) for token in sentence]
            rows.append(row + [IGNORED] * (longest - len(row)))
        return rows

    def groups(self, sentences, longest, form_of_token, characters, tags):
        """The tokens with a lemma, sorted by the lengths of lemma and form, in groups that are computed together."""
        ids = self.vocabularies.lemma_characters
        rows = []
        for s, sentence in enumerate(sentences):
            for t, token in enumerate(sentence):
                if token[1] is not None:
                    form = form_of_token[s][t]
                    target = [ids.get(character, UNKNOWN) for character in token[1]] + [END]
                    rows.append((len(target), len(characters[form]), form, s * longest + t, tags[s][t], target))
        rows.sort(key=lambda row: row[:2])
        return [group(rows[begin : begin + GROUP_ROWS]) for begin in range(0, len(rows), GROUP_ROWS)]


def group(rows):
    """Targets and what is fed before them have the shape (steps, rows)."""
    steps, width = max(row[0] for row in rows), max(row[1] for row in rows)
    targets = padded([row[5] for row in rows], IGNORED, steps)
    previous = torch.cat([torch.full((len(rows), 1), BEGIN), targets[:, :-1]], 1)
    lengths = torch.tensor([row[1] for row in rows])
    return {
        "forms": torch.tensor([row[2] for row in rows]),
        "positions": torch.tensor([row[3] for row in rows]),
        "tags": torch.tensor([row[4] for row in rows]),
        "padding": torch.arange(width) >= lengths.unsqueeze(1),
        "previous": previous.masked_fill(previous == IGNORED, PADDING).t().contiguous(),
        "targets": targets.t().contiguous(),
    }


def padded(rows, padding, width=None):
    width = width or max(len(row) for row in rows)
    return torch.tensor([row + [padding] * (width - len(row)) for row in rows])


def reversal(lengths, longest):
    """Numbers of (sentence, token) seen as one axis that turn each sentence round within its length."""
    return [
        s * longest + (length - 1 - t if t < length else t) for s, length in enumerate(lengths) for t in range(longest)
    ]
