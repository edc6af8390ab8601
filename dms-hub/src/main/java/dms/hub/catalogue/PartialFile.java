package dms.hub.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that a download grows, this process's own. */
final class PartialFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private long size;

  private PartialFile(Path file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  /** Opens a file to go on at its end; one that is not there is made. */
  static PartialFile open(Path file) throws CacheException {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new PartialFile(file, channel, channel.size());
    } catch (IOException e) {
      throw FreeSpace.failure(file, e);
    }
  }

  Path path() {
    return file;
  }

  long size() {
    return size;
  }

  void append(ByteBuffer buffer) throws CacheException {
    try {
      while (buffer.hasRemaining()) {
        size += channel.write(buffer, size);
      }
    } catch (IOException e) {
      throw FreeSpace.failure(file, e);
    }
  }

  /** Throws away what is there. */
  void restart() throws CacheException {
    try {
      channel.truncate(0);
      size = 0;
    } catch (IOException e) {
      throw FreeSpace.failure(file, e);
    }
  }

  /** Brings it to the disk. */
  void force() throws CacheException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw FreeSpace.failure(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
