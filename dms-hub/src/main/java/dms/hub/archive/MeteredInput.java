package dms.hub.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read, and fails once more is read than was allowed. */
final class MeteredInput extends FilterInputStream {
  private long bytes;
  private long limit = Long.MAX_VALUE;

  MeteredInput(InputStream in) {
    super(in);
  }

  /** Bytes read so far. */
  long bytes() {
    return bytes;
  }

  /** Lets so many more bytes be read, whatever was allowed before. */
  void allow(long more) {
    limit = bytes + more;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    if (read >= 0) {
      count(1);
    }
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  /** Skipped bytes are read: none may pass uncounted. */
  @Override
  public long skip(long count) throws IOException {
    byte[] buffer = new byte[(int) Math.min(Math.max(count, 0), 1 << 13)];
    int read = buffer.length == 0 ? 0 : read(buffer, 0, buffer.length);
    return Math.max(read, 0);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int read) throws IOException {
    bytes += read;
    if (bytes > limit) {
      throw new IOException("an entry's header or what lies between entries is too large");
    }
  }
}
