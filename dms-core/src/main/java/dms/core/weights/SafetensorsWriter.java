package dms.core.weights;

import dms.core.file.DurableFile;
import dms.core.vocab.CodePointOrder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes safetensors files, durably and with the same bytes for the same content: tensors ordered
 * as the reference implementation does, by {@link Dtype} from the last to the first and then by the
 * code points of the name; metadata sorted by key; the header padded with spaces to a multiple of
 * eight bytes.
 */
public final class SafetensorsWriter {
  private static final Comparator<Source> ORDER =
      Comparator.comparing(Source::dtype)
          .reversed()
          .thenComparing(Source::name, CodePointOrder::compare);

  private SafetensorsWriter() {}

  /**
   * A tensor to be written.
   *
   * @param name its name, unique in the file
   * @param dtype the type of its elements
   * @param shape the size of each axis; no axis means one element
   * @param content writes its elements, row by row and little-endian, as many bytes as type and
   *     shape need
   */
  public record Source(String name, Dtype dtype, List<Long> shape, DurableFile.Content content) {
    /**
     * Copies the shape.
     *
     * @throws IllegalArgumentException for a name that a file cannot hold or a negative size
     */
    public Source {
      shape = List.copyOf(shape);
      requireText(name);
      if (name.equals(SafetensorsHeader.METADATA)) {
        throw new IllegalArgumentException("no tensor may be named " + name);
      }
      if (shape.stream().anyMatch(size -> size < 0)) {
        throw new IllegalArgumentException("tensor '" + name + "': negative size in " + shape);
      }
    }
  }

  /**
   * Writes a file, in place of one already there, which may still be open for reading.
   *
   * @param tensors in any order
   * @param metadata free text by key
   * @throws IllegalArgumentException for a name used twice, text that UTF-8 cannot hold, a header
   *     over 100,000,000 bytes or content of another size than type and shape need; the file then
   *     stays as it was
   * @throws IOException as {@link DurableFile#write}
   */
  public static void write(Path file, List<Source> tensors, Map<String, String> metadata)
      throws IOException {
    metadata.forEach(
        (key, value) -> {
          requireText(key);
          requireText(value);
        });
    List<Source> sorted = tensors.stream().sorted(ORDER).toList();
    List<TensorEntry> entries = layOut(sorted);
    byte[] header = new SafetensorsHeader(metadata, entries).encode();
    if (header.length > SafetensorsHeader.MAX_BYTES) {
      throw new IllegalArgumentException(
          (file + ": a header of " + header.length + " bytes for " + tensors.size() + " tensors")
              + (" is over the limit of " + SafetensorsHeader.MAX_BYTES));
    }
    DurableFile.write(file, channel -> write(channel, header, sorted, entries));
  }

  private static List<TensorEntry> layOut(List<Source> sorted) {
    List<TensorEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long begin = 0;
    for (Source source : sorted) {
      if (!names.add(source.name())) {
        throw new IllegalArgumentException("two tensors are named '" + source.name() + "'");
      }
      long end;
      try {
        end = Math.addExact(begin, source.dtype().byteSize(source.shape()));
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "tensor '" + source.name() + "': shape " + source.shape() + " overflows", e);
      }
      entries.add(new TensorEntry(source.name(), source.dtype(), source.shape(), begin, end));
      begin = end;
    }
    return entries;
  }

  private static void write(
      FileChannel channel, byte[] header, List<Source> sorted, List<TensorEntry> entries)
      throws IOException {
    ByteBuffer start =
        ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + header.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .flip();
    DurableFile.writeFully(channel, start);
    for (int i = 0; i < sorted.size(); i++) {
      long begin = channel.position();
      sorted.get(i).content().writeTo(channel);
      requireSize(entries.get(i), channel.position() - begin);
    }
  }

  private static void requireSize(TensorEntry entry, long written) {
    if (written != entry.byteSize()) {
      throw new IllegalArgumentException(
          ("tensor '" + entry.name() + "': dtype " + entry.dtype() + " and shape " + entry.shape())
              + (" need " + entry.byteSize() + " bytes, its content wrote " + written));
    }
  }

  private static void requireText(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "a name or metadata holds an unpaired surrogate, which UTF-8 cannot hold: " + text);
    }
  }
}
