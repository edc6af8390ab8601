package dms.hub.catalogue;

import dms.components.setting.NearestName;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundledCode;
import dms.hub.bundle.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds a model by what a user calls it, in this order:
 *
 * <ol>
 *   <li>the folder of a bundle, or an archive of one,
 *   <li>a model in a jar on the class path,
 *   <li>a model in the model home,
 *   <li>a model of a catalogue, which is downloaded.
 * </ol>
 *
 * <p>Where no version is asked for, a model that is there already is taken though a catalogue may
 * have a higher one: finding it needs no network.
 */
public final class ModelFinder {
  private final ModelHome home;
  private final ClassPathSource classPath;
  private final Catalogues catalogues;
  private final ModelInstaller installer;
  private final ArchivedBundles archived;
  private final KnownModels known;
  private final Set<String> trusted;

  ModelFinder(
      ModelHome home,
      ClassPathSource classPath,
      Catalogues catalogues,
      ModelInstaller installer,
      Unpacker unpacker,
      Set<String> trusted) {
    this.home = home;
    this.classPath = classPath;
    this.catalogues = catalogues;
    this.installer = installer;
    this.archived = new ArchivedBundles(home, unpacker);
    this.trusted = Set.copyOf(trusted);
    this.known = new KnownModels(home, classPath, catalogues);
  }

  /**
   * Finds a model, without telling how a download goes.
   *
   * @throws IOException as {@link #find(String, DownloadProgress)}
   */
  public Bundle find(String nameOrPath) throws IOException {
    return find(nameOrPath, DownloadProgress.NONE);
  }

  /**
   * Finds a model to be loaded and checks every file of it. Out of an archive or a catalogue, one
   * with code is found only where the user trusts that code; what is installed was trusted then,
   * and folders and jars are the user's own.
   *
   * @param nameOrPath a folder, an archive, {@code name} or {@code name@version}
   * @param progress hears how a download goes
   * @throws UnknownModelException when there is none, listing those that are known
   * @throws dms.hub.bundle.UntrustedCodeException when it holds code that the user does not trust
   * @throws dms.core.file.FaultyFileException when the model or a catalogue is damaged
   * @throws DownloadException when it cannot be downloaded, or may not
   * @throws CacheException when the model home cannot be written
   * @throws IOException when a file cannot be read
   */
  public Bundle find(String nameOrPath, DownloadProgress progress) throws IOException {
    Optional<Bundle> bundle = findHere(nameOrPath);
    if (bundle.isEmpty()) {
      return Bundle.read(download(ModelName.parse(nameOrPath), progress).folder());
    }
    if (archived.owns(bundle.get())) {
      BundledCode.requireTrusted(bundle.get(), trusted);
    }
    return bundle.get();
  }

  /**
   * Finds a model that need not be downloaded, to be looked at; no catalogue is read.
   *
   * @param nameOrPath as above
   * @return empty where a catalogue may have it
   * @throws UnknownModelException when it is no path that exists, and cannot be a name
   * @throws dms.core.file.FaultyFileException when the model is damaged
   * @throws IOException when a file cannot be read
   */
  public Optional<Bundle> findHere(String nameOrPath) throws IOException {
    Optional<Path> path = existingPath(nameOrPath);
    if (path.isPresent()) {
      return Optional.of(
          Files.isDirectory(path.get()) ? Bundle.read(path.get()) : archived.read(path.get()));
    }
    if (!ModelName.isName(nameOrPath)) {
      throw new UnknownModelException(
          nameOrPath, "there is no such folder or archive, and no model can have this name");
    }
    ModelName name = ModelName.parse(nameOrPath);
    Optional<Bundle> bundle = onClassPath(name);
    if (bundle.isPresent()) {
      return bundle;
    }
    Optional<InstalledModel> installed = home.find(name);
    return installed.isPresent()
        ? Optional.of(Bundle.read(installed.get().folder()))
        : Optional.empty();
  }

  /** A folder without a bundle hides no model of its name, unless it was meant as a path. */
  private static Optional<Path> existingPath(String nameOrPath) {
    try {
      Path path = Path.of(nameOrPath);
      boolean meant = !ModelName.isName(nameOrPath) || ModelHome.isBundle(path);
      return Files.isRegularFile(path) || Files.isDirectory(path) && meant
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * A model in a jar on the class path, checked.
   *
   * @throws dms.core.file.FaultyFileException when it is damaged
   * @throws IOException when it cannot be read
   */
  public Optional<Bundle> onClassPath(ModelName name) throws IOException {
    return classPath.find(name.toString());
  }

  /**
   * Names of all models on the class path.
   *
   * @throws IOException when they cannot be read
   */
  public List<String> namesOnClassPath() throws IOException {
    return classPath.names();
  }

  /**
   * Installs a model from a catalogue, unless that version is there already.
   *
   * @param name where it has no version, the highest of the first catalogue that has the model
   * @param progress hears how it goes
   * @throws IOException as {@link #find(String, DownloadProgress)}
   */
  public InstalledModel download(ModelName name, DownloadProgress progress) throws IOException {
    Optional<CatalogueEntry> entry;
    try {
      entry = catalogues.find(name);
    } catch (OfflineException e) {
      throw new OfflineException("%s is not in %s".formatted(name, home.models()));
    }
    return installer.install(entry.orElseThrow(() -> unknown(name.toString())), progress);
  }

  /**
   * The installed models of a name: all versions, or the one that is asked for.
   *
   * @throws UnknownModelException when there is none
   * @throws IOException when the model home cannot be read
   */
  public List<InstalledModel> installed(ModelName name) throws IOException {
    List<InstalledModel> models =
        home.installed().stream()
            .filter(model -> name.matches(model.name(), model.version()))
            .toList();
    if (models.isEmpty()) {
      throw notInstalled(name.toString());
    }
    return models;
  }

  /**
   * The failure to be thrown for a model that is not here; no catalogue is read.
   *
   * @return it lists what is installed
   */
  public UnknownModelException notInstalled(String name) {
    List<String> ids;
    try {
      ids = home.installed().stream().map(model -> model.modelName().toString()).toList();
    } catch (IOException e) {
      ids = List.of();
    }
    return new UnknownModelException(
        name,
        "it is not installed in %s; installed are: %s"
            .formatted(home.models(), ids.isEmpty() ? "none" : String.join(", ", ids)));
  }

  /**
   * The failure to be thrown for a name that nobody knows.
   *
   * @return it lists what is known, and the nearest name
   */
  public UnknownModelException unknown(String name) {
    List<KnownModel> models;
    try {
      models = known.list().models();
    } catch (IOException e) {
      models = List.of();
    }
    TreeSet<String> ids = new TreeSet<>(models.stream().map(KnownModel::id).toList());
    TreeSet<String> names =
        new TreeSet<>(
            models.stream()
                .flatMap(
                    model -> name.contains("@") ? Stream.of(model.id()) : Stream.of(model.name()))
                .toList());
    return new UnknownModelException(
        name,
        String.format(
            Locale.ROOT,
            "there is no such folder, archive or model; known are: %s%s%s",
            ids.isEmpty() ? "none" : String.join(", ", ids),
            NearestName.suggestion(name, names),
            catalogues.addresses().isEmpty()
                ? "; no catalogue is set, so only models that are installed or on the class path "
                    + "are known: name one by --catalogue or "
                    + HubSettings.CATALOGUES
                : ""));
  }
}
