package dms.hub.catalogue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps processes and threads from downloading one model at the same time. It only saves work:
 * where locks do not work, as on some network file systems, the result is the same.
 */
final class ModelLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLock.class);
  private static final long POLL_MILLIS = 100;

  private final Optional<FileChannel> channel;

  private ModelLock(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /** Goes on without a lock. */
  static ModelLock none() {
    return new ModelLock(Optional.empty());
  }

  /**
   * Waits for the lock, until it is no longer needed, or for as long as that is worth it.
   *
   * @param file that is locked; it stays, as deleting it would let two in
   * @param longest how long is waited
   * @param needless whether the one who has the lock has done the work
   * @param waiting told once when it must be waited
   */
  static ModelLock acquire(Path file, Duration longest, BooleanSupplier needless, Runnable waiting)
      throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      LOG.debug("{}: goes on without a lock", file, e);
      return none();
    }
    boolean held = false;
    try {
      held = poll(channel, file, longest, needless, waiting);
    } finally {
      if (!held) {
        channel.close();
      }
    }
    return held ? new ModelLock(Optional.of(channel)) : none();
  }

  private static boolean poll(
      FileChannel channel, Path file, Duration longest, BooleanSupplier needless, Runnable waiting)
      throws InterruptedIOException {
    long start = System.nanoTime();
    boolean told = false;
    while (!needless.getAsBoolean() && System.nanoTime() - start < longest.toNanos()) {
      try {
        if (tryLock(channel)) {
          return true;
        }
      } catch (IOException e) {
        LOG.debug("{}: this file system has no locks", file, e);
        return false;
      }
      if (!told) {
        waiting.run();
        told = true;
      }
      Pause.of(Duration.ofMillis(POLL_MILLIS));
    }
    return false;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }
}
