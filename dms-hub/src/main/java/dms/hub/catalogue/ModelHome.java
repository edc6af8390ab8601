package dms.hub.catalogue;

import dms.core.file.DurableFile;
import dms.hub.bundle.ModelName;
import dms.hub.bundle.SemanticVersion;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where models are kept:
 *
 * <ul>
 *   <li>{@code models/NAME/VERSION/}, the bundle of a model, whole or not there at all,
 *   <li>{@code downloads/}, parts of archives, and the locks of those who download,
 *   <li>{@code archives/SHA256/}, the bundles of archive files that were used by their path.
 * </ul>
 *
 * <p>Finding models writes nothing and works in a home that is read-only or not there.
 */
public final class ModelHome {
  private static final String DESCRIPTION = "bundle.json";

  private final Path root;

  /** The home in that folder, which need not exist. */
  public ModelHome(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** Where the bundle of that model is, or would be. */
  public Path folder(String name, SemanticVersion version) {
    return models().resolve(ModelName.of(name, version).name()).resolve(version.text());
  }

  Path models() {
    return root.resolve("models");
  }

  Path downloads() {
    return root.resolve("downloads");
  }

  Path archives() {
    return root.resolve("archives");
  }

  /**
   * All models, by name, the highest version of each first.
   *
   * @throws IOException when a folder cannot be read
   */
  public List<InstalledModel> installed() throws IOException {
    List<InstalledModel> installed = new ArrayList<>();
    for (Path model : children(models())) {
      String name = model.getFileName().toString();
      for (Path folder : children(model)) {
        Optional<SemanticVersion> version = SemanticVersion.find(folder.getFileName().toString());
        if (version.isPresent() && ModelName.isName(name) && isBundle(folder)) {
          installed.add(new InstalledModel(name, version.get(), folder));
        }
      }
    }
    installed.sort(
        Comparator.comparing(InstalledModel::name)
            .thenComparing(InstalledModel::version, Comparator.reverseOrder()));
    return installed;
  }

  /**
   * The model of that name; where no version is asked for, its highest.
   *
   * @throws IOException when a folder cannot be read
   */
  public Optional<InstalledModel> find(ModelName name) throws IOException {
    return installed().stream()
        .filter(model -> name.matches(model.name(), model.version()))
        .findFirst();
  }

  /**
   * Deletes a model at once: it is never seen half deleted. Parts of its download go with it.
   *
   * @throws CacheException when the home cannot be written
   */
  public void remove(InstalledModel model) throws IOException {
    try {
      DurableFile.deleteFolder(model.folder());
      new Leftovers(this).removeAbandoned(model.modelName());
      Files.deleteIfExists(model.folder().getParent());
    } catch (DirectoryNotEmptyException e) {
      // Other versions are there, or another process is about to add one.
      return;
    } catch (IOException e) {
      throw FreeSpace.failure(model.folder(), e);
    }
  }

  /**
   * Makes a folder in the home.
   *
   * @throws CacheException when the home cannot be written, naming it and how to choose another
   */
  Path make(Path folder) throws CacheException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(e);
    }
    if (!Files.isWritable(folder)) {
      throw unwritable(null);
    }
    return folder;
  }

  private CacheException unwritable(IOException cause) {
    return new CacheException(
        "%s: models are kept here, and it cannot be written%s; set %s to a folder that can"
            .formatted(root, cause == null ? "" : " (" + cause + ")", HubSettings.HOME),
        cause);
  }

  static boolean isBundle(Path folder) {
    return Files.isRegularFile(folder.resolve(DESCRIPTION));
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }
}
