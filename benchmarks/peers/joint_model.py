"""The joint model of examples/icelandic-modern.conf in PyTorch: the modules and sizes of DMS, as good PyTorch has them."""

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from joint_data import IGNORED, TAGS

CHARACTER, CHARACTER_HIDDEN, WORD, HIDDEN, LAYERS = 64, 128, 128, 256, 2
TAG, LEMMA_CHARACTER, STATE = 32, 64, 256
LABEL_SMOOTHING = 0.03
FORM = 2 * CHARACTER_HIDDEN
SENTENCE = 2 * HIDDEN
CONDITION = FORM + SENTENCE + WORD + TAG


class PackedLstm(nn.Module):
    """The BiLSTM as PyTorch has it, over packed sequences: no direction sees padding."""

    def __init__(self, dropout):
        super().__init__()
        self.lstm = nn.LSTM(FORM + WORD, HIDDEN, LAYERS, batch_first=True, bidirectional=True, dropout=dropout)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, batch):
        packed = pack_padded_sequence(x, batch["lengths"], batch_first=True, enforce_sorted=False)
        return self.dropout(pad_packed_sequence(self.lstm(packed)[0], batch_first=True)[0])

    def parameter(self, layer, direction, name):
        return getattr(self.lstm, f"{name}_l{layer}{'_reverse' if direction == 'backward' else ''}")


class ReversedLstm(nn.Module):
    """The BiLSTM as DMS has it: each direction is a padded LSTM, the backward one over sentences turned round."""

    def __init__(self, dropout):
        super().__init__()
        inputs = [FORM + WORD] + [SENTENCE] * (LAYERS - 1)
        self.ahead = nn.ModuleList(nn.LSTM(dim, HIDDEN, batch_first=True) for dim in inputs)
        self.back = nn.ModuleList(nn.LSTM(dim, HIDDEN, batch_first=True) for dim in inputs)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, batch):
        order = batch["reversal"]
        for ahead, back in zip(self.ahead, self.back):
            turned = turn(back(turn(x, order))[0], order)
            x = self.dropout(torch.cat([ahead(x)[0], turned], 2))
        return x

    def parameter(self, layer, direction, name):
        return getattr((self.back if direction == "backward" else self.ahead)[layer], f"{name}_l0")


def turn(x, order):
    return functional.embedding(order, x.reshape(-1, x.size(2))).view_as(x)


class Head(nn.Sequential):
    """Dense, layer normalization, ReLU, linear."""

    def __init__(self, classes):
        super().__init__(
            nn.Linear(SENTENCE, SENTENCE), nn.LayerNorm(SENTENCE), nn.ReLU(inplace=True), nn.Linear(SENTENCE, classes)
        )


class LemmaWriter(nn.Module):
    """A GRU over the lemma's characters that attends to the form's; the attention vector is fed into the next step."""

    def __init__(self, symbols, tags, dropout):
        super().__init__()
        self.tag_embedding = nn.Embedding(tags + 1, TAG)
        self.embedding = nn.Embedding(symbols, LEMMA_CHARACTER)
        self.attention = nn.Linear(STATE, FORM, bias=False)
        self.initial = nn.Linear(CONDITION, STATE)
        self.cell = nn.GRUCell(LEMMA_CHARACTER + FORM + CONDITION, STATE)
        self.output = nn.Linear(STATE + FORM, symbols)
        self.dropout = nn.Dropout(dropout)

    def forward(self, groups, characters, last, sentence, words, tags):
        of_symbol, of_attended, of_condition = self.cell.weight_ih.split([LEMMA_CHARACTER, FORM, CONDITION], 1)
        symbol_gates = functional.linear(self.embedding.weight, of_symbol)
        logits, targets = [], []
        for group in groups:
            condition = self.condition(group, last, sentence, words, tags)
            # What does not depend on the state is multiplied once, before the loop.
            condition_gates = functional.linear(condition, of_condition, self.cell.bias_ih)
            states = self.teach(group, characters, condition, condition_gates, symbol_gates, of_attended)
            logits.append(self.output(self.dropout(states)).flatten(0, 1))
            targets.append(group["targets"].flatten())
        return functional.cross_entropy(torch.cat(logits), torch.cat(targets), ignore_index=IGNORED)

    def condition(self, group, last, sentence, words, tags):
        positions = group["positions"]
        parts = [
            functional.embedding(group["forms"], last),
            functional.embedding(positions, sentence.flatten(0, 1)),
            functional.embedding(positions, words.flatten(0, 1)),
            self.tag_embedding(tags.flatten()[positions]),
        ]
        return self.dropout(torch.cat(parts, 1))

    def teach(self, group, characters, condition, condition_gates, symbol_gates, of_attended):
        width = group["padding"].size(1)
        flat = characters[:, :width].reshape(characters.size(0), -1)
        encoded = functional.embedding(group["forms"], flat).view(-1, width, FORM)
        mask = group["padding"].float().mul_(-1e9)
        hidden = torch.tanh(self.initial(condition))
        attended = self.attend(encoded, mask, hidden)
        outputs = []
        for gates in functional.embedding(group["previous"], symbol_gates).unbind(0):
            given = functional.linear(attended, of_attended) + condition_gates + gates
            recurrent = functional.linear(hidden, self.cell.weight_hh, self.cell.bias_hh)
            hidden = gru(given, recurrent, hidden)
            attended = self.attend(encoded, mask, hidden)
            outputs.append(torch.cat([hidden, attended], 1))
        return torch.stack(outputs)

    def attend(self, encoded, mask, hidden):
        scores = torch.bmm(encoded, self.attention(hidden).unsqueeze(2)).squeeze(2)
        weights = torch.softmax(scores + mask, 1)
        return torch.bmm(weights.unsqueeze(1), encoded).squeeze(1)


def gru(given, recurrent, hidden):
    """The GRU's equations on finished gates: reset, update, candidate."""
    reset_in, update_in, new_in = given.chunk(3, 1)
    reset_rec, update_rec, new_rec = recurrent.chunk(3, 1)
    candidate = torch.tanh(torch.addcmul(new_in, torch.sigmoid(reset_in + reset_rec), new_rec))
    return torch.lerp(candidate, hidden, torch.sigmoid(update_in + update_rec))


class JointModel(nn.Module):
    """Characters and words, a BiLSTM over the sentence, three taggers, and a lemmatizer that reads the gold xpos."""

    def __init__(self, vocabularies, lstm="packed", dropout=True):
        super().__init__()
        sentence_dropout, lemma_dropout = (0.33, 0.2) if dropout else (0.0, 0.0)
        self.characters = nn.Embedding(len(vocabularies.characters) + 2, CHARACTER)
        self.gru = nn.GRU(CHARACTER, CHARACTER_HIDDEN, batch_first=True, bidirectional=True)
        self.words = nn.Embedding(len(vocabularies.words) + 2, WORD)
        self.dropout = nn.Dropout(sentence_dropout)
        self.sentence = (PackedLstm if lstm == "packed" else ReversedLstm)(sentence_dropout)
        self.taggers = nn.ModuleDict({name: Head(len(vocabularies.tags[name])) for name in TAGS})
        self.lemma = LemmaWriter(len(vocabularies.lemma_characters) + 4, len(vocabularies.tags["xpos"]), lemma_dropout)

    def forward(self, batch):
        """The loss of each decoder."""
        characters, last = self.read_forms(batch)
        words = self.words(batch["words"])
        forms = functional.embedding(batch["form_of_token"], last)
        sentence = self.sentence(self.dropout(torch.cat([forms, words], 2)), batch)
        losses, logits = {}, {}
        for name, head in self.taggers.items():
            logits[name] = head(sentence)
            losses[name] = functional.cross_entropy(
                logits[name].flatten(0, 1),
                batch[name].flatten(),
                ignore_index=IGNORED,
                label_smoothing=LABEL_SMOOTHING,
            )
        # A token without a gold tag gets the predicted one.
        gold = batch["xpos"]
        tags = torch.where(gold < 0, logits["xpos"].argmax(2), gold) if bool((gold < 0).any()) else gold
        losses["lemma"] = self.lemma(batch["groups"], characters, last, sentence, words, tags)
        return losses

    def read_forms(self, batch):
        """Per form and character (forms, characters, FORM), and per form (forms, FORM)."""
        embedded = self.characters(batch["characters"])
        packed = pack_padded_sequence(embedded, batch["character_lengths"], batch_first=True, enforce_sorted=False)
        steps, states = self.gru(packed)
        return pad_packed_sequence(steps, batch_first=True)[0], torch.cat([states[0], states[1]], 1)

    def count(self):
        return sum(parameter.numel() for parameter in self.parameters())

    def load_dms(self, tensors):
        """Copies the weights of a DMS model; every tensor must find its place and every parameter its tensor."""
        missing = {id(parameter) for parameter in self.parameters()}
        with torch.no_grad():
            for name, value in tensors.items():
                parameter = self.of_dms(name.split("."))
                parameter.copy_(value)
                missing.discard(id(parameter))
        if missing:
            raise ValueError(f"{len(missing)} parameters have no tensor in the DMS model")

    def of_dms(self, path):
        match path:
            case ["chars", "embedding", "weight"]:
                return self.characters.weight
            case ["charRnn", "gru", name]:
                return getattr(self.gru, name)
            case ["words", "embedding", "weight"]:
                return self.words.weight
            case ["sentence", "layers", layer, direction, name]:
                return self.sentence.parameter(int(layer), direction, name.removesuffix("_l0"))
            case ["lemma", *rest]:
                return self.lemma.get_parameter(".".join(rest))
            case [tagger, module, name] if tagger in TAGS:
                index = {"dense": 0, "norm": 1, "output": 3}[module]
                return getattr(self.taggers[tagger][index], name)
        raise ValueError(f"no place for {'.'.join(path)}")
