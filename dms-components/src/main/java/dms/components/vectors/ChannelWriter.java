package dms.components.vectors;

import dms.core.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Writes bytes and little-endian numbers to a channel, many at a time. */
final class ChannelWriter {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  ChannelWriter(FileChannel channel) {
    this.channel = channel;
  }

  void floats(float[] values) throws IOException {
    for (float value : values) {
      integer(Float.floatToRawIntBits(value));
    }
  }

  void integer(int value) throws IOException {
    if (buffer.remaining() < Integer.BYTES) {
      flush();
    }
    buffer.putInt(value);
  }

  void bytes(byte[] bytes) throws IOException {
    if (buffer.remaining() < bytes.length) {
      flush();
    }
    if (buffer.remaining() < bytes.length) {
      DurableFile.writeFully(channel, ByteBuffer.wrap(bytes));
    } else {
      buffer.put(bytes);
    }
  }

  void flush() throws IOException {
    DurableFile.writeFully(channel, buffer.flip());
    buffer.clear();
  }
}
