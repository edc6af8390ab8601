package dms.hub.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * What a {@code .zip} says twice. Its end tells how many entries there are, before a reader makes
 * an object for each; and every entry stands in a header of its own as well as in the central
 * directory. An archive that says two things, or has entries that only one kind of reader sees, is
 * refused.
 *
 * <p>Offsets and signatures: PKWARE, .ZIP File Format Specification 6.3.10, sections 4.3.7, 4.3.9,
 * 4.3.16.
 */
final class ZipHeaders {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int SIZES_FOLLOW = 1 << 3;

  /** Without and with its optional signature. */
  private static final List<Long> DESCRIPTOR_BYTES = List.of(12L, 16L);

  /** In the central directory, name and extra fields included. */
  private static final int MAX_BYTES_PER_ENTRY = 1 << 10;

  private final Path archive;
  private final FileChannel channel;
  private final int entries;
  private final long directory;

  private ZipHeaders(Path archive, FileChannel channel, int entries, long directory) {
    this.archive = archive;
    this.channel = channel;
    this.entries = entries;
    this.directory = directory;
  }

  /**
   * Reads the end of an archive.
   *
   * @throws ArchiveException when it is damaged or tells of too many entries
   */
  static ZipHeaders read(Path archive, FileChannel channel, ArchiveLimits limits)
      throws IOException {
    long end = channel.size() - END_BYTES;
    ByteBuffer buffer = read(archive, channel, end, END_BYTES);
    if (buffer.getInt(0) != END_SIGNATURE) {
      throw new ArchiveException(
          archive,
          "expected the end of a .zip without a comment, found something else; get it anew");
    }
    int entries = Short.toUnsignedInt(buffer.getShort(10));
    long size = Integer.toUnsignedLong(buffer.getInt(12));
    long begin = Integer.toUnsignedLong(buffer.getInt(16));
    if (entries > limits.entries()) {
      throw new ArchiveException(
          archive,
          "expected at most %d entries, found %d; get it anew"
              .formatted(limits.entries(), entries));
    }
    if (begin + size != end || size > (long) entries * MAX_BYTES_PER_ENTRY) {
      throw new ArchiveException(
          archive,
          ("expected a central directory of %d entries right before the end, found %d bytes at %d"
                  + " of %d; get it anew, or a .tar.gz where it is larger than 4 GiB")
              .formatted(entries, size, begin, channel.size()));
    }
    return new ZipHeaders(archive, channel, entries, begin);
  }

  /**
   * Checks that the entries' own headers say what the central directory says, and that nothing lies
   * between or before them.
   *
   * @throws ArchiveException naming the first that differs
   */
  void requireSame(List<ZipArchiveEntry> central) throws IOException {
    if (central.size() != entries) {
      throw new ArchiveException(
          archive, "expected %d entries, found %d; get it anew".formatted(entries, central.size()));
    }
    long end = 0;
    boolean described = false;
    for (ZipArchiveEntry entry :
        central.stream()
            .sorted(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset))
            .toList()) {
      requireAdjacent(end, entry.getLocalHeaderOffset(), described);
      end = requireSame(entry);
      described = entry.getGeneralPurposeBit().usesDataDescriptor();
    }
    requireAdjacent(end, directory, described);
  }

  /** Returns where the entry's data end. */
  private long requireSame(ZipArchiveEntry entry) throws IOException {
    long begin = entry.getLocalHeaderOffset();
    ByteBuffer local = read(archive, channel, begin, LOCAL_BYTES);
    int nameLength = Short.toUnsignedInt(local.getShort(26));
    ByteBuffer name = read(archive, channel, begin + LOCAL_BYTES, nameLength);
    boolean described = entry.getGeneralPurposeBit().usesDataDescriptor();
    boolean same =
        local.getInt(0) == LOCAL_SIGNATURE
            && Arrays.equals(name.array(), entry.getRawName())
            && ((local.getShort(6) & SIZES_FOLLOW) != 0) == described
            && Short.toUnsignedInt(local.getShort(8)) == entry.getMethod()
            && (described || sameSizes(local, entry));
    if (!same) {
      throw new ArchiveException(
          archive,
          "entry '%s': its header differs from the central directory; the archive was changed: get it anew"
              .formatted(entry.getName()));
    }
    int extra = Short.toUnsignedInt(local.getShort(28));
    return begin + LOCAL_BYTES + nameLength + extra + entry.getCompressedSize();
  }

  private static boolean sameSizes(ByteBuffer local, ZipArchiveEntry entry) {
    return Integer.toUnsignedLong(local.getInt(14)) == entry.getCrc()
        && Integer.toUnsignedLong(local.getInt(18)) == entry.getCompressedSize()
        && Integer.toUnsignedLong(local.getInt(22)) == entry.getSize();
  }

  private void requireAdjacent(long end, long next, boolean described) throws ArchiveException {
    long gap = next - end;
    if (described ? !DESCRIPTOR_BYTES.contains(gap) : gap != 0) {
      throw new ArchiveException(
          archive,
          "expected the next header right after byte %d, found it at %d; entries are hidden or overlap: get it anew"
              .formatted(end, next));
    }
  }

  private static ByteBuffer read(Path archive, FileChannel channel, long from, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int read = from < 0 ? -1 : channel.read(buffer, from + buffer.position());
      if (read < 0) {
        throw new ArchiveException(archive, "expected a .zip, found it cut short; get it anew");
      }
    }
    return buffer;
  }
}
