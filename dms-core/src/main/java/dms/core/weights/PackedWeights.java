package dms.core.weights;

import dms.core.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes weights in less room. A matrix that is kept in 8 bits has a second tensor beside it, named
 * {@code NAME.scale}, of a float for each row: the number is what is kept times it. {@link
 * UnpackedWeights} reads it.
 */
public final class PackedWeights {
  /** Matrices of fewer numbers gain little and are kept in 16 bits. */
  static final int MIN_ELEMENTS = 4096;

  static final String SCALE = ".scale";
  private static final int MAX_STEPS = Byte.MAX_VALUE;

  private final SafetensorsFile file;
  private final WeightPrecision precision;

  private PackedWeights(SafetensorsFile file, WeightPrecision precision) {
    this.file = file;
    this.precision = precision;
  }

  /**
   * Writes the tensors of a file to another one. The same input gives the same bytes on every
   * machine. {@link WeightPrecision#FLOAT32} leaves every bit; what is not of 32-bit floats is
   * copied as it is.
   *
   * @throws WeightsFormatException if the source breaks the format, is packed already or holds a
   *     number that is not finite
   * @throws IOException if it cannot be read, or the target not be written; that stays as it was
   */
  public static void write(Path source, Path target, WeightPrecision precision) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(source)) {
      PackedWeights packed = new PackedWeights(file, precision);
      List<SafetensorsWriter.Source> tensors = new ArrayList<>();
      for (TensorEntry entry : file.entries()) {
        packed.tensors(entry).forEach(tensors::add);
      }
      SafetensorsWriter.write(target, tensors, file.metadata());
    }
  }

  private Stream<SafetensorsWriter.Source> tensors(TensorEntry entry) throws IOException {
    if (precision == WeightPrecision.FLOAT32) {
      return Stream.of(source(entry.name(), entry.dtype(), entry, channel -> copy(entry, channel)));
    }
    if (entry.dtype() == Dtype.F16 || entry.dtype() == Dtype.I8) {
      throw new WeightsFormatException(
          file.path(),
          "tensor '%s': expected weights as they were trained, found %s; pack those of float32"
              .formatted(entry.name(), entry.dtype()));
    }
    if (entry.dtype() != Dtype.F32) {
      return Stream.of(source(entry.name(), entry.dtype(), entry, channel -> copy(entry, channel)));
    }
    List<Float> largest = largest(entry);
    long elements = entry.byteSize() / Float.BYTES;
    if (precision == WeightPrecision.INT8
        && FloatRows.isMatrix(entry)
        && elements >= MIN_ELEMENTS) {
      return quantized(entry, largest.stream().map(PackedWeights::scale).toList());
    }
    boolean fits = largest.stream().allMatch(value -> value <= Float16.MAX_VALUE);
    return Stream.of(
        fits
            ? source(entry.name(), Dtype.F16, entry, channel -> halve(entry, channel))
            : source(entry.name(), Dtype.F32, entry, channel -> copy(entry, channel)));
  }

  private static SafetensorsWriter.Source source(
      String name, Dtype dtype, TensorEntry entry, DurableFile.Content content) {
    return new SafetensorsWriter.Source(name, dtype, entry.shape(), content);
  }

  /** The largest magnitude of each row. */
  private List<Float> largest(TensorEntry entry) throws IOException {
    List<Float> largest = new ArrayList<>();
    new FloatRows(file, entry)
        .forEach(
            (row, values) -> {
              float max = 0;
              for (float value : values) {
                if (!Float.isFinite(value)) {
                  throw new WeightsFormatException(
                      file.path(),
                      "tensor '%s': expected finite numbers, found %s; train it anew"
                          .formatted(entry.name(), value));
                }
                max = Math.max(max, Math.abs(value));
              }
              largest.add(max);
            });
    return largest;
  }

  /** Never zero, so that zeros and what is hardly more can be divided by it. */
  private static float scale(float largest) {
    return Math.max(largest / MAX_STEPS, Float.MIN_NORMAL);
  }

  private Stream<SafetensorsWriter.Source> quantized(TensorEntry entry, List<Float> scales) {
    return Stream.of(
        source(entry.name(), Dtype.I8, entry, channel -> quantize(entry, scales, channel)),
        new SafetensorsWriter.Source(
            entry.name() + SCALE,
            Dtype.F32,
            List.of((long) scales.size()),
            channel -> {
              ByteBuffer bytes = buffer(scales.size() * Float.BYTES);
              scales.forEach(bytes::putFloat);
              DurableFile.writeFully(channel, bytes.flip());
            }));
  }

  private void quantize(TensorEntry entry, List<Float> scales, FileChannel channel)
      throws IOException {
    new FloatRows(file, entry)
        .forEach(
            (row, values) -> {
              double scale = scales.get(row);
              ByteBuffer bytes = buffer(values.length);
              for (float value : values) {
                bytes.put((byte) Math.rint(value / scale));
              }
              DurableFile.writeFully(channel, bytes.flip());
            });
  }

  private void halve(TensorEntry entry, FileChannel channel) throws IOException {
    new FloatRows(file, entry)
        .forEach(
            (row, values) -> {
              ByteBuffer bytes = buffer(values.length * Short.BYTES);
              for (float value : values) {
                bytes.putShort(Float16.of(value));
              }
              DurableFile.writeFully(channel, bytes.flip());
            });
  }

  private void copy(TensorEntry entry, FileChannel channel) throws IOException {
    ByteBuffer bytes = buffer((int) Math.min(entry.byteSize(), 1 << 20));
    for (long from = 0; from < entry.byteSize(); from += bytes.capacity()) {
      int count = (int) Math.min(bytes.capacity(), entry.byteSize() - from);
      file.read(entry, from, bytes.clear().limit(count));
      DurableFile.writeFully(channel, bytes.flip());
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
