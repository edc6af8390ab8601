package dms.hub.bundle;

import dms.core.file.DurableFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a bundle. A new bundle is filled in a temporary folder beside it; then the old one
 * is renamed to {@code .NAME.previous}, the new one gets the name, and the old one is deleted. No
 * system that Java runs on lets two folders change places in one step, so between the two renames
 * the bundle is at its previous name only; {@link #current()} finds it there, also after a process
 * was killed just then.
 */
final class BundleFolder {
  private static final Logger LOG = LoggerFactory.getLogger(BundleFolder.class);

  private final Path target;
  private final Path previous;

  BundleFolder(Path folder) {
    this.target = folder.toAbsolutePath().normalize();
    Path name = target.getFileName();
    if (name == null) {
      throw new IllegalArgumentException(folder + ": expected a folder with a name");
    }
    this.previous = target.resolveSibling("." + name + ".previous");
  }

  /** Where the bundle is to be read. */
  Path current() {
    return !exists(target) && exists(previous) ? previous : target;
  }

  /**
   * Fills and publishes a new bundle, in place of the old one if there is one.
   *
   * @throws FileAlreadyExistsException when something else than a bundle has the name
   * @throws IOException when the folder cannot be filled or published; the old bundle then stays
   */
  void replace(DurableFile.FolderContent content) throws IOException {
    Files.createDirectories(target.getParent());
    recover();
    requireReplaceable();
    try {
      DurableFile.writeFolder(
          target,
          temporary -> {
            content.writeTo(temporary);
            if (exists(target)) {
              rename(target, previous);
            }
          });
    } finally {
      if (exists(previous) && !exists(target)) {
        rename(previous, target);
      }
    }
    if (exists(previous)) {
      deleteReplaced();
    }
  }

  private void recover() throws IOException {
    if (exists(previous)) {
      if (exists(target)) {
        DurableFile.deleteFolder(previous);
      } else {
        rename(previous, target);
      }
    }
  }

  private void requireReplaceable() throws IOException {
    if (!exists(target)) {
      return;
    }
    boolean replaceable =
        Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
            && (exists(target.resolve(Bundle.DESCRIPTION)) || isEmpty(target));
    if (!replaceable) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "it is no bundle and is not replaced; choose another folder");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /** The new bundle is there by now, so a failure to tidy up is none of the write. */
  private void deleteReplaced() {
    try {
      DurableFile.deleteFolder(previous);
    } catch (IOException e) {
      LOG.warn("{}: the replaced bundle cannot be deleted; delete it by hand", previous, e);
    }
  }

  private static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
