package dms.hub.catalogue;

import dms.core.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The bundle in an archive as a folder of its own, whatever folder it has in the archive. */
final class UnpackedBundle {
  private static final String WITHIN = ".unpacked";

  private final Unpacker unpacker;

  UnpackedBundle(Unpacker unpacker) {
    this.unpacker = unpacker;
  }

  /**
   * Unpacks an archive and brings every file of it to the disk.
   *
   * @param target that does not exist; it appears when it is complete
   */
  void write(Path archive, Path target) throws IOException {
    DurableFile.writeFolder(
        target,
        folder -> {
          Path within = folder.resolve(WITHIN);
          unpacker.unpack(archive, within);
          Path root = root(within);
          for (Path file : children(root)) {
            Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
          }
          Files.deleteIfExists(root);
          Files.deleteIfExists(within);
        });
  }

  /** The folder with the files: the target itself, or the only one in it. */
  private static Path root(Path within) throws IOException {
    List<Path> children = children(within);
    return children.size() == 1 && Files.isDirectory(children.get(0)) ? children.get(0) : within;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
