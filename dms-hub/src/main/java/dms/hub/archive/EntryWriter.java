package dms.hub.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Writes the entries of one archive into a folder that nobody else knows yet. What an entry may
 * take is known before its first byte is written, and never exceeded.
 */
final class EntryWriter {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path archive;
  private final Path root;
  private final ArchiveLimits limits;
  private final Disk disk;
  private final EntryNames names;
  private long written;

  EntryWriter(Path archive, Path root, ArchiveLimits limits, Disk disk) {
    this.archive = archive;
    this.root = root;
    this.limits = limits;
    this.disk = disk;
    this.names = new EntryNames(archive, limits);
  }

  /**
   * Makes a folder.
   *
   * @throws ArchiveException when its name may not be
   */
  void folder(String name) throws IOException {
    Optional<String> inner = names.next(name, true);
    if (inner.isPresent()) {
      Files.createDirectories(within(inner.get()));
    }
  }

  /**
   * Writes a file.
   *
   * @param size bytes that the archive says it has
   * @param content what it has; left open
   * @param allowed most bytes that all files may have together by now, asked while it is read
   * @throws ArchiveException when its name may not be, it has another size, is too large or cannot
   *     be unpacked
   * @throws IOException when it cannot be written; the message tells bytes needed and free
   */
  void file(String name, long size, InputStream content, LongSupplier allowed) throws IOException {
    String inner = names.next(name, false).orElseThrow();
    if (size < 0 || size > limits.totalBytes() - written) {
      throw fault(
          name,
          "expected at most %d bytes in all files, found %d in this one after %d"
              .formatted(limits.totalBytes(), size, written));
    }
    requireRoom(size);
    Path file = within(inner);
    Files.createDirectories(file.getParent());
    long end = written + size;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = disk.create(file)) {
      for (int read = read(name, content, buffer); read >= 0; read = read(name, content, buffer)) {
        require(name, written + read <= end, size, "more");
        if (written + read > allowed.getAsLong()) {
          throw fault(
              name,
              "expected at most %d bytes for a packed one, found more".formatted(limits.ratio()));
        }
        write(out, buffer, read, end - written);
      }
    }
    require(name, written == end, size, "fewer");
  }

  /**
   * Checks that there is room on the disk.
   *
   * @throws IOException telling bytes needed and free
   */
  void requireRoom(long bytes) throws IOException {
    long free = disk.free(root);
    if (bytes > free) {
      throw new IOException(noRoom(bytes, free));
    }
  }

  private String noRoom(long needed, long free) {
    return "cannot unpack %s: %d more bytes needed, %d bytes free on the disk of %s; make room or choose another folder"
        .formatted(archive, needed, free, root.getParent());
  }

  /** The name was checked; this holds whatever the check missed. */
  private Path within(String inner) throws ArchiveException {
    Path file = root.resolve(inner).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw fault(inner, "expected a name within the archive's folder, found one that leads out");
    }
    return file;
  }

  private int read(String name, InputStream content, byte[] buffer) throws ArchiveException {
    try {
      return content.read(buffer);
    } catch (IOException | RuntimeException e) {
      throw new ArchiveException(
          archive,
          "entry '%s': cannot be unpacked: %s; get the archive anew"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private void write(OutputStream out, byte[] buffer, int length, long needed) throws IOException {
    try {
      out.write(buffer, 0, length);
      written += length;
    } catch (IOException e) {
      throw new IOException(noRoom(needed, disk.free(root)) + " (" + e.getMessage() + ")", e);
    }
  }

  private void require(String name, boolean holds, long size, String found)
      throws ArchiveException {
    if (!holds) {
      throw fault(name, "expected %d bytes, found %s".formatted(size, found));
    }
  }

  private ArchiveException fault(String name, String problem) {
    return new ArchiveException(
        archive, "entry '" + name + "': " + problem + "; get the archive anew");
  }
}
