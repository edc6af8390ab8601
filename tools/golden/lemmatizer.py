"""Golden values of the lemmatizer: a GRU that writes a lemma character by character.

Run: python tools/golden/lemmatizer.py

Specification, for each row (token) on its own; [a | b] joins vectors:
  c_i   the encoded characters of the form (8), i < length
  c     the context (9): the sentence at this token, tag embedding and the form's last state, already joined
  h_0 = tanh(initial(c))
  a_t = sum_i w_i c_i,  w = softmax_i(attention(h_t) . c_i) over i < length, for t = 0 too
  step t = 1, 2, ...
    h_t = cell([embedding(y_{t-1}) | a_{t-1} | c], h_{t-1})
    logits_t = output([h_t | a_t])
  y_0 = BEGIN. In training y_t is the target (teacher forcing); the last target is END.
  In greedy decoding y_t = argmax logits_t, where PADDING, BEGIN and UNKNOWN are never chosen (-inf);
  a row stops once it has written END, which is not chosen at the first step.
The cell is PyTorch's GRU cell (gates in the order reset, update, new; two biases).

Tensors written:
  embedding.weight (13, 6), attention.weight (8, 7), initial.weight (7, 9), initial.bias,
  cell.weight_ih (21, 23), cell.weight_hh (21, 7), cell.bias_ih, cell.bias_hh,
  output.weight (13, 15), output.bias
  characters (5, 4, 8), character_lengths (5), context (5, 9)
  targets (5, 6): ids, END, then -100
  initial_state (5, 7): h_0
  attention_weights_1, attention_weights_2 (5, 4): w of h_0 and h_1, used in the first and second step, zeros from the length on;
    a row of one target has zeros in attention_weights_2
  logits (5, 6, 13) under teacher forcing, zeros where the target is -100
  loss: cross entropy, mean over real targets
  grad.<name> of every parameter, grad.characters and grad.context
  decoded (5, 12): greedy ids with END where reached, then PADDING
"""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from golden import gradients, save, start

PADDING, BEGIN, END, UNKNOWN, IGNORED = 0, 1, 2, 3, -100
CHARACTERS = 13


class Lemmatizer(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(CHARACTERS, 6)
        self.attention = nn.Linear(7, 8, bias=False)
        self.initial = nn.Linear(9, 7)
        self.cell = nn.GRUCell(6 + 8 + 9, 7)
        self.output = nn.Linear(7 + 8, CHARACTERS)

    def initial_state(self, context):
        return torch.tanh(self.initial(context))

    def step(self, previous, state, characters, real, context):
        """One step for all rows; returns logits, the new state and the attention weights before it."""
        attended, weights = self.attend(state, characters, real)
        joined = torch.cat([self.embedding(previous), attended, context], dim=1)
        state = self.cell(joined, state)
        attended, _ = self.attend(state, characters, real)
        return self.output(torch.cat([state, attended], dim=1)), state, weights

    def attend(self, state, characters, real):
        scores = torch.einsum("rd,rid->ri", self.attention(state), characters)
        weights = scores.masked_fill(~real, float("-inf")).softmax(dim=1)
        return torch.einsum("ri,rid->rd", weights, characters), weights


def teach(model, characters, real, context, targets):
    """Logits (rows, steps, characters) and attention weights (rows, steps, i), zeros where nothing is due."""
    state = model.initial_state(context)
    previous = torch.full((len(targets),), BEGIN)
    all_logits, all_weights = [], []
    for target in targets.unbind(dim=1):
        logits, state, weights = model.step(previous, state, characters, real, context)
        due = (target != IGNORED).unsqueeze(1)
        all_logits.append(logits * due)
        all_weights.append(weights * due)
        previous = target.clamp(min=PADDING)
    return torch.stack(all_logits, dim=1), torch.stack(all_weights, dim=1)


@torch.no_grad()
def decode(model, characters, real, context, steps):
    """Greedy ids (rows, steps), and the smallest lead of a chosen character over the next best."""
    state = model.initial_state(context)
    previous = torch.full((len(context),), BEGIN)
    running = torch.ones(len(context), dtype=torch.bool)
    decoded, lead = [], float("inf")
    for step in range(steps):
        logits, state, _ = model.step(previous, state, characters, real, context)
        logits[:, [PADDING, BEGIN, UNKNOWN]] = float("-inf")
        if step == 0:
            logits[:, END] = float("-inf")
        best = logits.topk(2, dim=1)
        if running.any():
            lead = min(lead, (best.values[:, 0] - best.values[:, 1])[running].min().item())
        previous = torch.where(running, best.indices[:, 0], PADDING)
        running = running & (previous != END)
        decoded.append(previous)
    return torch.stack(decoded, dim=1), lead


def make_targets(lengths, steps):
    targets = torch.full((len(lengths), steps), IGNORED)
    for row, length in enumerate(lengths):
        targets[row, : length - 1] = torch.randint(END + 1, CHARACTERS, (length - 1,))
        targets[row, length - 1] = END
    return targets


def main():
    start(seed=287)
    model = Lemmatizer()
    # Fresh weights are so small that every row would decode to the same few characters.
    for parameter in (model.output.weight, model.cell.weight_ih, model.cell.weight_hh, model.attention.weight):
        parameter.data.mul_(2.5)
    characters = torch.randn(5, 4, 8, requires_grad=True)
    character_lengths = torch.tensor([4, 1, 3, 2, 4])
    context = torch.randn(5, 9, requires_grad=True)
    targets = make_targets([6, 1, 4, 5, 3], steps=6)

    real = torch.arange(4) < character_lengths.unsqueeze(1)
    logits, weights = teach(model, characters, real, context, targets)
    loss = cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORED)
    loss.backward()

    decoded, lead = decode(model, characters, real, context, steps=12)
    ended = (decoded == END).any(dim=1)
    if lead < 1e-2 or ended.all() or not ended.any():
        raise ValueError(f"poor example: lead {lead}, rows ended {ended.tolist()}; choose another seed")

    save("lemmatizer", {
        **dict(model.named_parameters()),
        "characters": characters, "character_lengths": character_lengths,
        "context": context, "targets": targets,
        "initial_state": model.initial_state(context),
        "attention_weights_1": weights[:, 0], "attention_weights_2": weights[:, 1],
        "logits": logits, "loss": loss, "decoded": decoded,
        **gradients(model, characters=characters, context=context),
    })


if __name__ == "__main__":
    main()
