package dms.train;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A lock on the file {@code run.lock} of a folder, which keeps other processes from writing there
 * until it is closed; the system lets go of it when the process ends.
 */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a folder.
   *
   * @param folder one that is there
   * @param what is done in it, for the message, such as {@code run}
   * @throws FileSystemException when it is locked, by another process or by this one
   * @throws IOException when the file cannot be written
   */
  public static FolderLock of(Path folder, String what) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve("run.lock"), CREATE, WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      locked = false;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "this %s is under way in another process; wait for its end, or give another with name=…"
              .formatted(what));
    }
    return new FolderLock(channel);
  }

  /** Lets go of the folder. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
