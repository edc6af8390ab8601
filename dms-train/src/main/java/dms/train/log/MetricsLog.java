package dms.train.log;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A log of one JSON object a line ({@code metrics.jsonl}).
 *
 * <p>Every line is handed to the operating system at once; {@link #sync} brings the lines to the
 * disk. A checkpoint keeps {@link #length}, and {@link #open} with it cuts off what the killed run
 * wrote after the checkpoint, so that a resumed run's log equals that of an uninterrupted one. Not
 * safe for several threads.
 */
public final class MetricsLog implements Closeable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final FileChannel channel;

  private MetricsLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a log for appending; a new run's file and folder are made if absent.
   *
   * @param keepBytes how much of the file to keep: 0 for a new run, a checkpoint's {@link #length}
   *     for a resumed one
   * @throws IllegalArgumentException if {@code keepBytes} is negative
   * @throws IOException if the file cannot be opened, is absent or shorter than {@code keepBytes}
   *     or has no line's end there; the file is then left as it is
   */
  public static MetricsLog open(Path file, long keepBytes) throws IOException {
    if (keepBytes < 0) {
      throw new IllegalArgumentException(
          "keepBytes: expected a non-negative number, found " + keepBytes);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Set<OpenOption> options = new HashSet<>(Set.of(READ, WRITE));
    if (keepBytes == 0) {
      options.add(CREATE);
    }
    FileChannel channel = FileChannel.open(file, options);
    try {
      requireLineEnd(file, channel, keepBytes);
      channel.truncate(keepBytes);
      channel.position(keepBytes);
      return new MetricsLog(file, channel);
    } catch (IOException | RuntimeException e) {
      try (channel) {
        throw e;
      }
    }
  }

  /**
   * Appends a line.
   *
   * @param fields numbers, strings and truth values by name, written in the map's order; NaN and
   *     infinities, which JSON does not have, become strings
   * @throws IllegalArgumentException if a value is of another kind
   * @throws IOException if the line cannot be written or the log is closed
   */
  public void append(LinkedHashMap<String, Object> fields) throws IOException {
    fields.forEach(MetricsLog::requireScalar);
    ByteBuffer line = StandardCharsets.UTF_8.encode(json(fields) + "\n");
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }

  /** The length of the file in bytes; always the end of a line. */
  public long length() throws IOException {
    return channel.position();
  }

  /** Returns when every line is on the disk, as it must be before a checkpoint counts it. */
  public void sync() throws IOException {
    channel.force(true);
  }

  /** The file that is written. */
  public Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static String json(Map<String, Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + fields, e);
    }
  }

  private static void requireScalar(String name, Object value) {
    if (!(value instanceof Number || value instanceof String || value instanceof Boolean)) {
      throw new IllegalArgumentException(
          name + ": expected a number, string or truth value, found " + value);
    }
  }

  private static void requireLineEnd(Path file, FileChannel channel, long keepBytes)
      throws IOException {
    if (channel.size() < keepBytes) {
      throw new IOException(
          file + ": expected at least " + keepBytes + " bytes, found " + channel.size());
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    if (keepBytes > 0 && (channel.read(last, keepBytes - 1) != 1 || last.get(0) != '\n')) {
      throw new IOException(file + ": expected the end of a line at byte " + keepBytes);
    }
  }
}
