"""A bidirectional recurrent layer over rows of unequal length; used by gru.py and lstm.py.

Tensors written:
  the parameters under PyTorch's names (weight_ih_l0, weight_ih_l0_reverse, ...)
  input (batch, steps, in), lengths (batch)
  output (batch, steps, 2 hidden): zeros after a row's length
  last (batch, 2 hidden): the last layer's forward state at each row's last step, then its
    backward state at the row's first step
  loss = (output ** 2).sum() + (last ** 3).sum()
  grad.<name> of every parameter, and grad.input
"""

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden import gradients, save


def write(name, layer, steps, lengths):
    lengths = torch.tensor(lengths)
    inputs = torch.randn(len(lengths), steps, layer.input_size, requires_grad=True)
    packed = pack_padded_sequence(inputs, lengths, batch_first=True, enforce_sorted=False)
    packed_output, state = layer(packed)
    output, _ = pad_packed_sequence(packed_output, batch_first=True, total_length=steps)
    hidden = state[0] if isinstance(layer, torch.nn.LSTM) else state
    last = torch.cat([hidden[-2], hidden[-1]], dim=1)
    loss = (output**2).sum() + (last**3).sum()
    loss.backward()
    save(name, {
        **dict(layer.named_parameters()),
        "input": inputs, "lengths": lengths, "output": output, "last": last, "loss": loss,
        **gradients(layer, input=inputs),
    })
