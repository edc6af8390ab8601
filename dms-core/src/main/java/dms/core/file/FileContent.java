package dms.core.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a file holds, or is to hold: bytes at hand, or a file on disk too large to be held. */
public abstract sealed class FileContent {
  private FileContent() {}

  /** The bytes themselves; not copied, so hand them over and leave them alone. */
  public static FileContent of(byte[] bytes) {
    return new InMemory(bytes);
  }

  /** What a file on disk holds; it is neither opened nor read before someone asks. */
  public static FileContent at(Path file) {
    return new OnDisk(file, Optional.empty());
  }

  /**
   * What a file on disk held when it was verified: {@link #bytes} and {@link #verify} refuse it if
   * it holds something else by then.
   *
   * @param sha256 its {@link Sha256}
   */
  public static FileContent at(Path file, String sha256) {
    return new OnDisk(file, Optional.of(sha256));
  }

  /**
   * All of it, for what is known to be small; not to be changed.
   *
   * @throws ChangedFileException when a file on disk is not what was verified
   * @throws IOException when it cannot be read
   */
  public abstract byte[] bytes() throws IOException;

  /**
   * Opens it to be read piece by piece; the caller closes it.
   *
   * @throws IOException when a file on disk cannot be read
   */
  public abstract InputStream open() throws IOException;

  /**
   * Number of bytes.
   *
   * @throws IOException when a file on disk cannot be read
   */
  public abstract long size() throws IOException;

  /**
   * Sums a file that was verified once more, for those who map it or read it piece by piece.
   *
   * @throws ChangedFileException when it is not what was verified
   * @throws IOException when it cannot be read
   */
  public abstract void verify() throws IOException;

  /** The file on disk, if it is one. */
  public abstract Optional<Path> path();

  private static final class InMemory extends FileContent {
    private final byte[] bytes;

    InMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void verify() {}

    @Override
    public Optional<Path> path() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "FileContent[" + bytes.length + " bytes]";
    }
  }

  private static final class OnDisk extends FileContent {
    private final Path file;

    private final Optional<String> sha256;

    OnDisk(Path file, Optional<String> sha256) {
      this.file = file;
      this.sha256 = sha256;
    }

    @Override
    public byte[] bytes() throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      if (sha256.isPresent()) {
        require(Sha256.of(bytes));
      }
      return bytes;
    }

    @Override
    public void verify() throws IOException {
      if (sha256.isPresent()) {
        require(Sha256.of(file));
      }
    }

    private void require(String found) throws ChangedFileException {
      if (!found.equals(sha256.get())) {
        throw new ChangedFileException(file, sha256.get(), found);
      }
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    public long size() throws IOException {
      return Files.size(file);
    }

    @Override
    public Optional<Path> path() {
      return Optional.of(file);
    }

    @Override
    public String toString() {
      return "FileContent[" + file + "]";
    }
  }
}
