package dms.hub.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.AsiExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads {@code .zip} by its central directory, and only if the local headers agree with it. */
final class Zip {
  private static final int TYPE_BITS = 0170000;
  private static final int FILE = 0100000;
  private static final int FOLDER = 0040000;

  private Zip() {}

  /**
   * Unpacks an archive.
   *
   * @throws ArchiveException when it is damaged or holds what it may not
   * @throws IOException when a file cannot be written
   */
  static void read(Path archive, ArchiveLimits limits, EntryWriter target) throws IOException {
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
      ZipHeaders headers = ZipHeaders.read(archive, channel, limits);
      try (ZipFile zip = open(archive, channel)) {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        headers.requireSame(entries);
        for (ZipArchiveEntry entry : entries) {
          require(archive, zip, entry, limits);
        }
        target.requireRoom(entries.stream().mapToLong(ZipArchiveEntry::getSize).sum());
        for (ZipArchiveEntry entry : entries) {
          write(archive, zip, entry, target);
        }
      }
    }
  }

  /** Names are read from the bytes that both headers have, and from nowhere else. */
  private static ZipFile open(Path archive, FileChannel channel) throws ArchiveException {
    try {
      return ZipFile.builder()
          .setSeekableByteChannel(channel)
          .setCharset(StandardCharsets.UTF_8)
          .setUseUnicodeExtraFields(false)
          .get();
    } catch (IOException | RuntimeException e) {
      throw damaged(archive, e);
    }
  }

  private static void write(Path archive, ZipFile zip, ZipArchiveEntry entry, EntryWriter target)
      throws IOException {
    if (entry.isDirectory()) {
      target.folder(entry.getName());
      return;
    }
    try (InputStream content = content(archive, zip, entry)) {
      target.file(entry.getName(), entry.getSize(), content, () -> Long.MAX_VALUE);
    }
  }

  private static InputStream content(Path archive, ZipFile zip, ZipArchiveEntry entry)
      throws ArchiveException {
    try {
      return zip.getInputStream(entry);
    } catch (IOException | RuntimeException e) {
      throw damaged(archive, e);
    }
  }

  private static void require(
      Path archive, ZipFile zip, ZipArchiveEntry entry, ArchiveLimits limits)
      throws ArchiveException {
    requirePlain(archive, entry);
    boolean known = entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
    if (!known || !zip.canReadEntryData(entry)) {
      throw new ArchiveException(
          archive,
          "entry '%s': expected it stored or deflated and not encrypted, found another way of packing; pack it anew"
              .formatted(entry.getName()));
    }
    // The writer stops at the declared size, so it is enough that this one is in proportion.
    if (entry.getSize() > limits.unpackedOf(entry.getCompressedSize())) {
      throw new ArchiveException(
          archive,
          "entry '%s': expected at most %d bytes for a packed one, found %d for %d; get the archive anew"
              .formatted(
                  entry.getName(), limits.ratio(), entry.getSize(), entry.getCompressedSize()));
    }
  }

  private static void requirePlain(Path archive, ZipArchiveEntry entry) throws ArchiveException {
    int type = (int) (entry.getExternalAttributes() >> Short.SIZE) & TYPE_BITS;
    boolean plain = type == 0 || type == FILE || type == FOLDER;
    boolean link =
        Arrays.stream(entry.getExtraFields())
            .anyMatch(field -> field instanceof AsiExtraField asi && asi.isLink());
    if (!plain || link || type == FOLDER && !entry.isDirectory()) {
      throw new ArchiveException(
          archive,
          "entry '%s': expected a file or a folder, found a link, device or other special entry; get the archive anew"
              .formatted(entry.getName()));
    }
  }

  private static ArchiveException damaged(Path archive, Exception cause) {
    return new ArchiveException(
        archive,
        "expected a .zip, found a fault: %s; get it anew".formatted(cause.getMessage()),
        cause);
  }
}
