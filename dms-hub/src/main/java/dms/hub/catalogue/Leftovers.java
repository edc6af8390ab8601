package dms.hub.catalogue;

import dms.core.file.DurableFile;
import dms.hub.bundle.ModelName;
import dms.hub.bundle.SemanticVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Temporary files of the model home: each process has its own, and takes over or deletes those of
 * processes that were killed.
 */
final class Leftovers {
  /** Stands in place of the owner where a download gave up and everyone may go on. */
  private static final String FREE = ".free.";

  private static final int SUM_DIGITS = 16;

  private final ModelHome home;

  Leftovers(ModelHome home) {
    this.home = home;
  }

  /**
   * A file of this process for the archive of a model. It holds what a process that ended before
   * had brought, if there is any.
   */
  Path claim(CatalogueEntry model) throws IOException {
    Path mine = home.downloads().resolve(prefix(model) + Owner.current().inName() + suffix(model));
    List<Path> parts =
        list(home.downloads(), prefix(model) + ".").stream()
            .filter(file -> isFree(file) || Owner.isAbandoned(file))
            .sorted(Comparator.comparingLong(Leftovers::size).reversed())
            .toList();
    for (Path part : parts) {
      try {
        // Of several who try, one succeeds.
        Files.move(part, mine, StandardCopyOption.ATOMIC_MOVE);
        return mine;
      } catch (NoSuchFileException e) {
        continue;
      }
    }
    return mine;
  }

  /** Leaves a part to whoever downloads next, this process or another. */
  void free(CatalogueEntry model, Path part) throws IOException {
    if (Files.exists(part)) {
      Path free = home.downloads().resolve(prefix(model) + FREE + suffix(model));
      Files.move(part, free, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** A folder of this process beside the model's own, to be filled and renamed. */
  Path workFolder(ModelName model, Path target) throws IOException {
    Path folder =
        target.resolveSibling(
            "." + model.version().orElseThrow() + Owner.current().inName() + "tmp");
    // Whoever removed another version meanwhile took the folder of the name along.
    Files.createDirectories(folder.getParent());
    return Files.createDirectory(folder);
  }

  /** Deletes what nobody works on any more of a model that is there, or is no longer wanted. */
  void removeAbandoned(ModelName model) throws IOException {
    SemanticVersion version = model.version().orElseThrow();
    for (Path file : list(home.downloads(), model + ".")) {
      if (isFree(file) || Owner.isAbandoned(file)) {
        Files.deleteIfExists(file);
      }
    }
    Path parent = home.folder(model.name(), version).getParent();
    for (Path folder : list(parent, "." + version + ".")) {
      if (Owner.isAbandoned(folder)) {
        delete(folder);
      }
    }
  }

  /** Deletes a folder that another process may be deleting too. */
  static void delete(Path folder) throws IOException {
    try {
      DurableFile.deleteFolder(folder);
    } catch (NoSuchFileException e) {
      return;
    }
  }

  private static boolean isFree(Path file) {
    return file.getFileName().toString().contains(FREE);
  }

  /** Parts of other bytes have another prefix. */
  private static String prefix(CatalogueEntry model) {
    return model.modelName() + "." + model.sha256().substring(0, SUM_DIGITS);
  }

  private static String suffix(CatalogueEntry model) {
    String path = Optional.ofNullable(model.addresses().get(0).getPath()).orElse("");
    return path.endsWith(".zip") ? "zip" : "tar.gz";
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<Path> list(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }
}
