"""Golden values of a bidirectional LSTM of two layers; the tensors are described in recurrent.py.

Run: python tools/golden/lstm.py
"""

from torch import nn

from golden import start
from recurrent import write

start(seed=12)
write("lstm", nn.LSTM(6, 5, num_layers=2, batch_first=True, bidirectional=True),
      steps=8, lengths=[8, 1, 5, 3])
