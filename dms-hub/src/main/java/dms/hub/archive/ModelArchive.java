package dms.hub.archive;

import dms.core.file.DurableFile;
import dms.core.file.RegularFile;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle as one file: a {@code .tar.gz} with the bundle's files in one folder, {@code
 * NAME-VERSION}. Such a file may come from anyone, so {@link #unpack} believes nothing that stands
 * in it: names, sizes, counts and kinds of entries are checked before anything is written, and the
 * bundle is verified before it gets its name.
 */
public final class ModelArchive {
  /** Ends the name of the archives that are written. */
  public static final String EXTENSION = ".tar.gz";

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZIP = {'P', 'K'};

  private ModelArchive() {}

  /**
   * Packs the files that a bundle lists; others in its folder are left out. The same bundle gives
   * the same bytes, whatever the times and owners of its files are (and the same zlib in Java).
   *
   * @param archive replaced if it is there
   * @throws dms.hub.bundle.BundleFormatException when the bundle is damaged
   * @throws IOException when it cannot be read or the archive not written; it then is as before
   */
  public static void pack(Path bundleFolder, Path archive) throws IOException {
    Bundle bundle = Bundle.read(bundleFolder);
    BundleDescription description = bundle.description();
    String top = description.name() + "-" + description.version();
    Bundle.requireFileName(top);
    List<String> names = bundle.fileNames();
    DurableFile.write(
        archive,
        channel -> TarGz.write(Channels.newOutputStream(channel), bundle.folder(), top, names));
  }

  /**
   * Unpacks a {@code .tar.gz} or {@code .zip} within the {@linkplain ArchiveLimits#STANDARD usual
   * limits}.
   *
   * @param archive told from its first bytes, whatever it is called
   * @param targetFolder of the bundle; must not exist yet, folders above it are made. It is there
   *     once the bundle in it is whole and verified, or not at all
   * @throws FileAlreadyExistsException when the target exists
   * @throws ArchiveException when the archive is damaged or holds what it may not
   * @throws dms.hub.bundle.BundleFormatException when what is in it is no sound bundle
   * @throws IOException when the archive cannot be read or the target not be written; where the
   *     disk is full, the message tells how many bytes are needed and free
   */
  public static void unpack(Path archive, Path targetFolder) throws IOException {
    unpack(archive, targetFolder, ArchiveLimits.STANDARD);
  }

  /** As {@link #unpack(Path, Path)}, within other limits. */
  public static void unpack(Path archive, Path targetFolder, ArchiveLimits limits)
      throws IOException {
    unpack(archive, targetFolder, limits, Disk.SYSTEM);
  }

  static void unpack(Path archive, Path targetFolder, ArchiveLimits limits, Disk disk)
      throws IOException {
    byte[] magic = magic(archive);
    Path target = targetFolder.toAbsolutePath().normalize();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "exists already; unpack to another folder or remove it");
    }
    if (target.getParent() == null) {
      throw new IllegalArgumentException(targetFolder + ": expected a folder with a name");
    }
    Files.createDirectories(target.getParent());
    DurableFile.writeFolder(
        target,
        temporary -> {
          EntryWriter writer = new EntryWriter(archive, temporary, limits, disk);
          if (begins(magic, GZIP)) {
            TarGz.read(archive, limits, writer);
          } else {
            Zip.read(archive, limits, writer);
          }
          Bundle.read(temporary);
        });
  }

  /**
   * Whether a file begins as the archives that {@link #unpack(Path, Path)} reads.
   *
   * @throws IOException when it cannot be read
   */
  public static boolean isArchive(Path file) throws IOException {
    byte[] first = firstBytes(file);
    return begins(first, GZIP) || begins(first, ZIP);
  }

  private static byte[] magic(Path archive) throws IOException {
    if (!Files.exists(archive)) {
      throw new NoSuchFileException(archive.toString(), null, "there is no such archive");
    }
    RegularFile.require(archive, "the archive of a model");
    byte[] first = firstBytes(archive);
    if (!begins(first, GZIP) && !begins(first, ZIP)) {
      throw new ArchiveException(
          archive, "expected a .tar.gz or a .zip, found another file; get the archive anew");
    }
    return first;
  }

  private static byte[] firstBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(2);
    }
  }

  private static boolean begins(byte[] bytes, byte[] magic) {
    return bytes.length >= 2 && bytes[0] == magic[0] && bytes[1] == magic[1];
  }
}
