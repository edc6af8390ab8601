package dms.components.vectors;

import dms.core.file.FileContent;
import dms.core.file.RegularFile;
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
  /** A buffer holds no more than 2 GB; a power of two makes finding a segment cheap. */
  private static final int SEGMENT_BITS = 30;

  /** So much of the next segment is in each, so that no number lies across the border. */
  private static final int OVERLAP = Long.BYTES;

  private final ByteBuffer[] segments;
  private final int segmentBits;
  private final long size;

  private MappedBytes(List<ByteBuffer> segments, int segmentBits, long size) {
    this.segments = segments.toArray(ByteBuffer[]::new);
    this.segmentBits = segmentBits;
    this.size = size;
  }

  /** A file is mapped, bytes at hand are taken as they are. */
  static MappedBytes of(FileContent content) throws IOException {
    if (content.path().isPresent()) {
      MappedBytes mapped = map(content.path().get(), SEGMENT_BITS);
      content.verify();
      return mapped;
    }
    byte[] bytes = content.bytes();
    return new MappedBytes(
        List.of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)), Integer.SIZE, bytes.length);
  }

  /** Maps a file in segments of 2 to that power. */
  static MappedBytes map(Path file, int segmentBits) throws IOException {
    RegularFile.require(file, "the setting file");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      List<ByteBuffer> segments = new ArrayList<>();
      for (long from = 0; from < size; from += 1L << segmentBits) {
        long length = Math.min((1L << segmentBits) + OVERLAP, size - from);
        segments.add(
            channel
                .map(FileChannel.MapMode.READ_ONLY, from, length)
                .order(ByteOrder.LITTLE_ENDIAN));
      }
      return new MappedBytes(segments, segmentBits, size);
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
    return segments[(int) (position >> segmentBits)];
  }

  private int index(long position) {
    return (int) (position & (1L << segmentBits) - 1);
  }
}
