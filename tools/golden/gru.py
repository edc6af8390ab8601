"""Golden values of a bidirectional GRU; the tensors are described in recurrent.py.

Run: python tools/golden/gru.py
"""

from torch import nn

from golden import start
from recurrent import write

start(seed=11)
write("gru", nn.GRU(5, 4, batch_first=True, bidirectional=True),
      steps=9, lengths=[9, 1, 4, 4, 2, 7, 3])
