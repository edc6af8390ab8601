"""Writes and reads TensorBoard event files with TensorBoard's own code.

The golden bytes of EventFileWriterTest come from `write`; `read` shows what TensorBoard makes of a
file that EventFileWriter wrote. Needs `pip install tensorboard`.

  python event_file.py write            the golden records as hexadecimal, one a line
  python event_file.py read FOLDER      tag, step, value and wall time of each point
"""

import io
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter


def scalar(tag, step, value, wall_time):
    summary = Summary(value=[Summary.Value(tag=tag, simple_value=value)])
    return Event(wall_time=wall_time, step=step, summary=summary)


GOLDEN = [
    Event(wall_time=1767225600.5, file_version="brain.Event:2"),
    scalar("loss", 0, 0.0, 1767225601.25),
    scalar("dev/nákvæmni", 300, 0.9375, 1767225602.0),
    scalar("loss", 1 << 40, float("inf"), 1767225603.0),
    Event(
        wall_time=1767225604.0,
        step=300,
        session_log=SessionLog(status=SessionLog.START),
    ),
]


def write():
    for event in GOLDEN:
        buffer = io.BytesIO()
        RecordWriter(buffer).write(event.SerializeToString(deterministic=True))
        print(buffer.getvalue().hex())


def read(folder):
    events = EventAccumulator(folder, size_guidance={"tensors": 0, "scalars": 0})
    events.Reload()
    for tag in events.Tags()["scalars"]:
        for point in events.Scalars(tag):
            print(f"{tag}\t{point.step}\t{point.value!r}\t{point.wall_time!r}")
    for tag in events.Tags()["tensors"]:
        for point in events.Tensors(tag):
            print(f"{tag}\t{point.step}\t{point.tensor_proto.float_val}\t{point.wall_time!r}")


if __name__ == "__main__":
    if sys.argv[1:] == ["write"]:
        write()
    elif len(sys.argv) == 3 and sys.argv[1] == "read":
        read(sys.argv[2])
    else:
        sys.exit(__doc__)
