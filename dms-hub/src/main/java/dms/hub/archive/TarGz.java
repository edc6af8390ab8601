package dms.hub.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Reads and writes {@code .tar.gz}. */
final class TarGz {
  private static final int FILE_MODE = 0644;

  /** Room for a header with a long name, for the padding before it and the blocks of zeros. */
  private static final int HEADER_BYTES = 1 << 15;

  private TarGz() {}

  /**
   * Writes files under one folder and leaves the stream open; the same files give the same bytes,
   * whoever packs them, where and when.
   *
   * @param folder that the files are in
   * @param top name of the folder in the archive
   * @param names of the files within the folder, parts joined by {@code /}, in the order to write
   */
  static void write(OutputStream out, Path folder, String top, List<String> names)
      throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
    OutputStream gzip = new GzipCompressorOutputStream(new Unclosed(out), parameters);
    try (TarArchiveOutputStream tar = new NamelessTar(gzip)) {
      for (String name : names) {
        Path file = folder.resolve(name);
        TarArchiveEntry entry = new TarArchiveEntry(top + "/" + name);
        entry.setSize(Files.size(file));
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
    }
  }

  /** The file is closed by who opened it, after its content was forced to the disk. */
  private static final class Unclosed extends BufferedOutputStream {
    Unclosed(OutputStream out) {
      super(out, 1 << 16);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /** Forgets who packs and when, in the entries that Commons Compress adds as well. */
  private static final class NamelessTar extends TarArchiveOutputStream {
    NamelessTar(OutputStream out) {
      super(out, StandardCharsets.UTF_8.name());
      setLongFileMode(LONGFILE_POSIX);
      setBigNumberMode(BIGNUMBER_POSIX);
      setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public void putArchiveEntry(TarArchiveEntry entry) throws IOException {
      entry.setModTime(0);
      entry.setIds(0, 0);
      entry.setNames("", "");
      entry.setMode(FILE_MODE);
      super.putArchiveEntry(entry);
    }
  }

  /**
   * Unpacks an archive.
   *
   * @throws ArchiveException when it is damaged or holds what it may not
   * @throws IOException when a file cannot be written
   */
  static void read(Path archive, ArchiveLimits limits, EntryWriter target) throws IOException {
    try (InputStream file = Files.newInputStream(archive)) {
      MeteredInput packed = new MeteredInput(file);
      MeteredInput unpacked = new MeteredInput(open(archive, packed));
      TarArchiveInputStream tar =
          new TarArchiveInputStream(unpacked, StandardCharsets.UTF_8.name());
      for (TarArchiveEntry entry = next(archive, tar, unpacked);
          entry != null;
          entry = next(archive, tar, unpacked)) {
        require(archive, entry);
        if (entry.isDirectory()) {
          target.folder(entry.getName());
        } else {
          unpacked.allow(Long.MAX_VALUE - unpacked.bytes());
          target.file(
              entry.getName(), entry.getSize(), tar, () -> limits.unpackedOf(packed.bytes()));
        }
      }
      requireEnd(archive, unpacked);
    }
  }

  private static InputStream open(Path archive, InputStream packed) throws ArchiveException {
    try {
      return GzipCompressorInputStream.builder()
          .setInputStream(packed)
          .setDecompressConcatenated(true)
          .get();
    } catch (IOException e) {
      throw damaged(archive, e);
    }
  }

  private static TarArchiveEntry next(
      Path archive, TarArchiveInputStream tar, MeteredInput unpacked) throws ArchiveException {
    try {
      unpacked.allow(HEADER_BYTES);
      return tar.getNextEntry();
    } catch (IOException | RuntimeException e) {
      throw damaged(archive, e);
    }
  }

  private static void require(Path archive, TarArchiveEntry entry) throws ArchiveException {
    byte kind = entry.getLinkFlag();
    boolean plain =
        kind == TarConstants.LF_NORMAL
            || kind == TarConstants.LF_OLDNORM
            || kind == TarConstants.LF_DIR;
    if (!plain || entry.isSparse()) {
      throw new ArchiveException(
          archive,
          ("entry '%s': expected a file or a folder, found a link, device or other special entry"
                  + " (type '%c'); get the archive anew")
              .formatted(entry.getName(), kind == 0 ? '0' : (char) kind));
    }
    if (!entry.isCheckSumOK()) {
      throw new ArchiveException(
          archive,
          "entry '%s': its header does not match its checksum; get the archive anew"
              .formatted(entry.getName()));
    }
  }

  /** Reads to the end, where gzip has its checksum. */
  private static void requireEnd(Path archive, MeteredInput unpacked) throws ArchiveException {
    byte[] buffer = new byte[HEADER_BYTES];
    try {
      unpacked.allow(HEADER_BYTES);
      for (int read = unpacked.read(buffer); read >= 0; read = unpacked.read(buffer)) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] != 0) {
            throw new ArchiveException(
                archive, "expected nothing after the last entry, found more; get it anew");
          }
        }
      }
    } catch (ArchiveException e) {
      throw e;
    } catch (IOException e) {
      throw damaged(archive, e);
    }
  }

  private static ArchiveException damaged(Path archive, Exception cause) {
    return new ArchiveException(
        archive,
        "expected a .tar.gz, found a fault: %s; get it anew".formatted(cause.getMessage()),
        cause);
  }
}
