package dms.components.vectors;

import dms.core.file.RegularFile;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a UTF-8 file, compressed where its name ends in {@code .gz}. Only LF ends a line,
 * with a CR before it or not: a form may hold what other readers take for a line end.
 */
final class VectorLines implements Closeable {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int MAX_LINE_BYTES = 1 << 24;

  private final Path file;
  private final InputStream input;
  private final byte[] block = new byte[BLOCK_BYTES];
  private int blockAt;
  private int blockEnd;
  private byte[] bytes = new byte[BLOCK_BYTES];
  private int length;
  private long line;

  VectorLines(Path file) throws IOException {
    this.file = file;
    RegularFile.require(file, "the setting file or keep");
    InputStream plain = Files.newInputStream(file);
    boolean opened = false;
    try {
      this.input = isCompressed() ? new GZIPInputStream(plain, BLOCK_BYTES) : plain;
      opened = true;
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    } finally {
      if (!opened) {
        plain.close();
      }
    }
  }

  private boolean isCompressed() {
    return file.getFileName().toString().endsWith(".gz");
  }

  Path file() {
    return file;
  }

  /** Number of the line read last, from 1. */
  long number() {
    return line;
  }

  /** The next line without its end; empty at the end of the file. */
  Optional<String> next() throws IOException {
    length = 0;
    boolean terminated = gather();
    if (!terminated && length == 0) {
      return Optional.empty();
    }
    line++;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      throw VectorFormatException.ofLine(file, line, "expected UTF-8, found other bytes");
    }
  }

  /** Collects the bytes up to LF or the end of the file; whether there was an LF. */
  private boolean gather() throws IOException {
    while (true) {
      int at = blockAt;
      while (at < blockEnd && block[at] != '\n') {
        at++;
      }
      append(at - blockAt);
      if (at < blockEnd) {
        blockAt = at + 1;
        return true;
      }
      blockAt = 0;
      blockEnd = Math.max(0, fill());
      if (blockEnd == 0) {
        return false;
      }
    }
  }

  private void append(int count) throws VectorFormatException {
    if (length + count > MAX_LINE_BYTES) {
      throw VectorFormatException.ofLine(
          file, line + 1, "expected a line of at most %d bytes".formatted(MAX_LINE_BYTES));
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    System.arraycopy(block, blockAt, bytes, length, count);
    length += count;
  }

  private int fill() throws IOException {
    try {
      return input.read(block);
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
  }

  private VectorFormatException damaged(IOException cause) {
    return new VectorFormatException(
        file + ":" + (line + 1),
        "expected gzip, found a damaged or cut file (%s); get the file anew"
            .formatted(cause.getMessage()),
        cause);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
