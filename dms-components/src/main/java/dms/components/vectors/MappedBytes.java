package dms.components.vectors;

import dms.core.file.FileContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a file of any size at their positions, mapped into memory and not read before they
 * are asked for; numbers are little-endian. Safe for use from several threads. The mapping ends
 * when the garbage collector finds that nobody holds it.
 */
final class MappedBytes {
  /** A buffer holds no more than 2 GB. */
  private static final long SEGMENT_BYTES = 1L << 30;

  /** So much of the next segment is in each, so that no number lies across the border. */
  private static final int OVERLAP = Long.BYTES;

  private final List<ByteBuffer> segments;
  private final long segmentBytes;
  private final long size;

  private MappedBytes(List<ByteBuffer> segments, long segmentBytes, long size) {
    this.segments = List.copyOf(segments);
    this.segmentBytes = segmentBytes;
    this.size = size;
  }

  /** A file is mapped, bytes at hand are taken as they are. */
  static MappedBytes of(FileContent content) throws IOException {
    if (content.path().isPresent()) {
      return map(content.path().get(), SEGMENT_BYTES);
    }
    byte[] bytes = content.bytes();
    return new MappedBytes(
        List.of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)),
        Math.max(1, bytes.length),
        bytes.length);
  }

  static MappedBytes map(Path file, long segmentBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      List<ByteBuffer> segments = new ArrayList<>();
      for (long from = 0; from < size; from += segmentBytes) {
        long length = Math.min(segmentBytes + OVERLAP, size - from);
        segments.add(
            channel
                .map(FileChannel.MapMode.READ_ONLY, from, length)
                .order(ByteOrder.LITTLE_ENDIAN));
      }
      return new MappedBytes(segments, segmentBytes, size);
    }
  }

  long size() {
    return size;
  }

  byte byteAt(long position) {
    return segment(position).get(index(position));
  }

  int intAt(long position) {
    return segment(position).getInt(index(position));
  }

  long longAt(long position) {
    return segment(position).getLong(index(position));
  }

  /** Copies numbers of 32 bits to an array. */
  void copyFloats(long position, float[] target, int offset, int count) {
    for (int i = 0; i < count; i++) {
      target[offset + i] = Float.intBitsToFloat(intAt(position + 4L * i));
    }
  }

  /** Adds as many numbers of 32 bits as the sum has. */
  void addFloats(long position, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += Float.intBitsToFloat(intAt(position + 4L * i));
    }
  }

  private ByteBuffer segment(long position) {
    return segments.get((int) (position / segmentBytes));
  }

  private int index(long position) {
    return (int) (position % segmentBytes);
  }
}
