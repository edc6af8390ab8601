package dms.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dms.core.file.DurableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which files of an output folder are done, a JSON object a line, each on the disk before the next
 * file begins. A line that a killed process left unfinished is taken away; the folder is locked
 * while a process writes.
 */
final class Journal implements Closeable {
  static final String NAME = ".dms-journal.jsonl";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final FileChannel channel;
  private final Map<String, JournalEntry> done = new HashMap<>();

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the journal of a folder, which is made if need be.
   *
   * @param restart whether to begin a new one
   * @throws IOException when another process writes to the folder, or it cannot be read
   */
  static Journal open(Path folder, boolean restart) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Journal journal = new Journal(channel);
    try {
      lock(channel, folder);
      if (restart) {
        channel.truncate(0);
      }
      journal.read(Files.readAllBytes(file));
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path folder) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException(folder + ": another process writes to this folder; wait for its end");
    }
  }

  private void read(byte[] content) throws IOException {
    String text = new String(content, StandardCharsets.UTF_8);
    int end = text.lastIndexOf('\n') + 1;
    for (String line : text.substring(0, end).split("\n")) {
      parse(line).ifPresent(entry -> done.put(entry.output(), entry));
    }
    channel.truncate(text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
    channel.position(channel.size());
  }

  /** A line that says nothing only costs that its file is done again. */
  private static Optional<JournalEntry> parse(String line) {
    try {
      JournalEntry entry = MAPPER.readValue(line, JournalEntry.class);
      boolean whole = entry != null && entry.output() != null && entry.sha256() != null;
      return whole ? Optional.of(entry) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The entry of an output, where it is done. */
  Optional<JournalEntry> entry(String output) {
    return Optional.ofNullable(done.get(output));
  }

  /** Adds a file that is done, and waits until the disk has it. */
  void add(JournalEntry entry) throws IOException {
    String line = MAPPER.writeValueAsString(entry) + "\n";
    DurableFile.writeFully(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    channel.force(true);
    done.put(entry.output(), entry);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
