package dms.core.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A safetensors file open for reading: an unsigned little-endian length of eight bytes, a JSON
 * header of that length, then the bytes of the tensors without gap. Everything the header says is
 * checked before anything is allocated for it, so a file from anyone may be opened.
 *
 * <p>Bytes are read by position, never mapped: writing the same file through {@link
 * SafetensorsWriter} meanwhile leaves an open one as it was. Several threads may read at once.
 */
public final class SafetensorsFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final long dataStart;
  private final SafetensorsHeader header;
  private final Map<String, TensorEntry> entries = new HashMap<>();

  private SafetensorsFile(
      Path file, FileChannel channel, long dataStart, SafetensorsHeader header) {
    this.file = file;
    this.channel = channel;
    this.dataStart = dataStart;
    this.header = header;
    header.entries().forEach(entry -> entries.put(entry.name(), entry));
  }

  /**
   * Opens a file and checks its header against its length.
   *
   * @throws WeightsFormatException if the file breaks the format in any way
   * @throws IOException if the file cannot be read, such as a {@link
   *     java.nio.file.NoSuchFileException}
   */
  public static SafetensorsFile open(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new WeightsFormatException(file, "not a regular file");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      int headerBytes = readLength(file, channel);
      long dataStart = SafetensorsHeader.LENGTH_BYTES + (long) headerBytes;
      ByteBuffer json = ByteBuffer.allocate(headerBytes);
      readFully(file, channel, SafetensorsHeader.LENGTH_BYTES, json);
      SafetensorsHeader header = HeaderParser.parse(file, json.array(), channel.size() - dataStart);
      return new SafetensorsFile(file, channel, dataStart, header);
    } catch (IOException | RuntimeException | Error e) {
      closeAfter(e, channel);
      throw e;
    }
  }

  /** The file's free text by key, in the order of the header. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** The tensors in the order of their bytes. */
  public List<TensorEntry> entries() {
    return header.entries();
  }

  /** The tensor of this name, if the file has it. */
  public Optional<TensorEntry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** The file as it was named on opening. */
  public Path path() {
    return file;
  }

  /**
   * Fills the buffer with bytes of a tensor; tensors may be larger than a buffer can be.
   *
   * @param entry one of {@link #entries}
   * @param position the first byte to read, counted from the tensor's begin
   * @param destination filled from its position to its limit
   * @throws IllegalArgumentException if the tensor is not of this file or has fewer bytes
   * @throws IllegalStateException if the file is closed
   * @throws WeightsFormatException if the file became shorter since it was opened
   * @throws IOException if it cannot be read
   */
  public void read(TensorEntry entry, long position, ByteBuffer destination) throws IOException {
    if (!channel.isOpen()) {
      throw new IllegalStateException(file + " is already closed");
    }
    if (!entry.equals(entries.get(entry.name()))) {
      throw new IllegalArgumentException(file + " has no such tensor: " + entry);
    }
    int length = destination.remaining();
    if (position < 0 || position > entry.byteSize() - length) {
      throw new IllegalArgumentException(
          (file + ": tensor '" + entry.name() + "' has " + entry.byteSize() + " bytes, asked were ")
              + (length + " from " + position));
    }
    readFully(file, channel, dataStart + entry.begin() + position, destination);
  }

  /** Closes the file. Closing it again does nothing. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static int readLength(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < SafetensorsHeader.LENGTH_BYTES) {
      throw new WeightsFormatException(file, "only " + size + " bytes, a header length takes 8");
    }
    ByteBuffer buffer =
        ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(file, channel, 0, buffer);
    long length = buffer.getLong(0);
    String unsigned = "header length " + Long.toUnsignedString(length);
    if (Long.compareUnsigned(length, SafetensorsHeader.MAX_BYTES) > 0) {
      throw new WeightsFormatException(
          file, unsigned + " is over the limit of " + SafetensorsHeader.MAX_BYTES + " bytes");
    }
    long rest = size - SafetensorsHeader.LENGTH_BYTES;
    if (length > rest) {
      throw new WeightsFormatException(
          file, unsigned + " is more than the " + rest + " bytes left");
    }
    return (int) length;
  }

  private static void readFully(Path file, FileChannel channel, long from, ByteBuffer destination)
      throws IOException {
    long position = from;
    while (destination.hasRemaining()) {
      int read = channel.read(destination, position);
      if (read < 0) {
        throw new WeightsFormatException(file, "ends at byte " + position + " while being read");
      }
      position += read;
    }
  }

  private static void closeAfter(Throwable failure, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
