package dms.hub.catalogue;

import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import dms.hub.bundle.BundledCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/**
 * Brings models of a catalogue into the model home: downloaded, checked, unpacked and checked again
 * before the folder gets its name, in one rename. Several processes may do so at once; with or
 * without working locks, one of them wins and the others check and use what it brought.
 */
public final class ModelInstaller {
  private final ModelHome home;
  private final NetworkGate gate;
  private final Downloader downloader;
  private final UnpackedBundle unpacked;
  private final DownloadLimits limits;
  private final Leftovers leftovers;
  private final Set<String> trusted;

  ModelInstaller(
      ModelHome home,
      NetworkGate gate,
      Downloader downloader,
      Unpacker unpacker,
      DownloadLimits limits,
      Set<String> trusted) {
    this.home = home;
    this.gate = gate;
    this.downloader = downloader;
    this.unpacked = new UnpackedBundle(unpacker);
    this.limits = limits;
    this.trusted = Set.copyOf(trusted);
    this.leftovers = new Leftovers(home);
  }

  /**
   * Installs a model unless it is there.
   *
   * @param progress hears how it goes
   * @return where it is
   * @throws OfflineException when it would have to come from the network, which is forbidden
   * @throws DownloadException when no address has it as the catalogue says
   * @throws CacheException when the home is read-only or full
   * @throws dms.hub.bundle.UntrustedCodeException when it holds code that the user does not trust
   * @throws dms.core.file.FaultyFileException when the archive or the bundle in it is damaged
   */
  @SuppressWarnings("try")
  public InstalledModel install(CatalogueEntry model, DownloadProgress progress)
      throws IOException {
    InstalledModel target =
        new InstalledModel(
            model.name(), model.version(), home.folder(model.name(), model.version()));
    if (isThere(target)) {
      return target;
    }
    if (model.addresses().stream().noneMatch(Addresses::isFile)) {
      gate.require("%s is not in %s".formatted(model.modelName(), home.models()));
    }
    home.make(home.downloads());
    home.make(target.folder().getParent());
    try (ModelLock lock = lock(target, progress)) {
      if (!isThere(target)) {
        bring(model, target, progress);
      }
      leftovers.removeAbandoned(model.modelName());
    }
    return target;
  }

  private static boolean isThere(InstalledModel model) {
    return ModelHome.isBundle(model.folder());
  }

  private ModelLock lock(InstalledModel target, DownloadProgress progress) throws IOException {
    return limits.locks()
        ? ModelLock.acquire(
            home.downloads().resolve(target.modelName() + ".lock"),
            limits.lockWait(),
            () -> isThere(target),
            () -> progress.note(target.modelName(), "waits for another process to download it"))
        : ModelLock.none();
  }

  private void bring(CatalogueEntry model, InstalledModel target, DownloadProgress progress)
      throws IOException {
    Path part = leftovers.claim(model);
    boolean complete = false;
    try {
      // What is to come, and about as much again once it is unpacked.
      long there = Files.exists(part) ? Files.size(part) : 0;
      FreeSpace.require(
          home.downloads(), model.modelName(), 2 * model.size() - Math.min(there, model.size()));
      downloader.download(model, part, progress);
      complete = true;
    } finally {
      if (!complete) {
        leftovers.free(model, part);
      }
    }
    try {
      publish(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void publish(Path archive, InstalledModel target) throws IOException {
    Path work = leftovers.workFolder(target.modelName(), target.folder());
    try {
      Path bundle = work.resolve("bundle");
      unpacked.write(archive, bundle);
      requireSound(bundle, target);
      rename(bundle, target);
    } finally {
      Leftovers.delete(work);
    }
  }

  private void requireSound(Path folder, InstalledModel target) throws IOException {
    Bundle bundle = Bundle.read(folder);
    BundleDescription found = bundle.description();
    if (!found.name().equals(target.name()) || !found.version().equals(target.version().text())) {
      throw new DownloadException(
          "%s: expected the model of this name and version in its archive, found %s@%s"
              .formatted(target.modelName(), found.name(), found.version()));
    }
    BundledCode.requireTrusted(bundle, trusted);
  }

  private static void rename(Path bundle, InstalledModel target) throws IOException {
    try {
      Files.move(bundle, target.folder(), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!isThere(target)) {
        throw FreeSpace.failure(target.folder(), e);
      }
      // Another process was first; what it brought must be as good.
      Bundle.read(target.folder());
    }
  }
}
