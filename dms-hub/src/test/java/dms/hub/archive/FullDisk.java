package dms.hub.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Says that there is so much room, has other room, and counts what is written. */
final class FullDisk implements Disk {
  private final long says;
  private final long room;
  private long written;

  FullDisk(long says, long room) {
    this.says = says;
    this.room = room;
  }

  /** Has room for everything. */
  static FullDisk endless() {
    return new FullDisk(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  long written() {
    return written;
  }

  @Override
  public long free(Path folder) {
    return says;
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    return new FilterOutputStream(Disk.SYSTEM.create(file)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > room - written) {
          throw new IOException("No space left on device");
        }
        out.write(bytes, offset, length);
        written += length;
      }
    };
  }
}
