package dms.core.tensor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held while native libraries are unpacked and loaded, so that processes which start at once do so
 * in turn. JavaCPP writes a library in place: one that is loaded by another process meanwhile ends
 * it with a SIGBUS.
 */
final class NativeCacheLock implements AutoCloseable {
  private static final String FILE = ".dms-lock";
  private static final Logger LOG = LoggerFactory.getLogger(NativeCacheLock.class);

  private final Optional<FileChannel> channel;

  private NativeCacheLock(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /** Waits until no other process holds it; where files cannot be locked, goes on without. */
  static NativeCacheLock acquire() {
    try {
      return new NativeCacheLock(Optional.of(lock(Loader.getCacheDir().toPath().resolve(FILE))));
    } catch (IOException | OverlappingFileLockException e) {
      // Unpacked before into a folder that is read-only, or nothing can be unpacked at all, which
      // the loading will tell.
      LOG.debug("The folder of native libraries cannot be locked", e);
      return new NativeCacheLock(Optional.empty());
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.lock();
      return channel;
    } catch (IOException | OverlappingFileLockException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException e) {
      LOG.debug("The lock of the native libraries' folder was not given back", e);
    }
  }
}
