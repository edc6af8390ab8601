package dms.hub.catalogue;

import dms.core.file.FaultyFileException;
import dms.core.file.Sha256;
import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles of archive files: unpacked once into the model home under the archive's SHA-256, or
 * into a temporary folder where the home cannot be written.
 */
final class ArchivedBundles {
  private static final Logger LOG = LoggerFactory.getLogger(ArchivedBundles.class);

  private final ModelHome home;
  private final UnpackedBundle unpacked;

  /** Folders of bundles that could not be put into the home. */
  private final Set<Path> temporary = ConcurrentHashMap.newKeySet();

  ArchivedBundles(ModelHome home, Unpacker unpacker) {
    this.home = home;
    this.unpacked = new UnpackedBundle(unpacker);
  }

  /** Whether a bundle came out of an archive, also where its folder was named since. */
  boolean owns(Bundle bundle) throws IOException {
    Path archives = home.archives();
    return temporary.contains(bundle.folder())
        || Files.isDirectory(archives) && bundle.folder().startsWith(archives.toRealPath());
  }

  /** Reads the bundle of an archive. */
  Bundle read(Path archive) throws IOException {
    Path folder = home.archives().resolve(Sha256.of(archive));
    if (Files.isDirectory(folder)) {
      try {
        return Bundle.read(folder);
      } catch (FaultyFileException e) {
        LOG.warn("{}; unpacked anew", e.getMessage());
        Leftovers.delete(folder);
      }
    }
    try {
      home.make(home.archives());
    } catch (CacheException e) {
      LOG.debug("{}: unpacked into a temporary folder: {}", archive, e.getMessage());
      Bundle bundle = Bundle.read(unpackTemporarily(archive));
      temporary.add(bundle.folder());
      return bundle;
    }
    try {
      unpacked.write(archive, folder);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("{}: another process was first", folder);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    return Bundle.read(folder);
  }

  private Path unpackTemporarily(Path archive) throws IOException {
    Path parent = Files.createTempDirectory("dms-archive-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(parent)));
    Path folder = parent.resolve("bundle");
    unpacked.write(archive, folder);
    return folder;
  }

  private static void deleteQuietly(Path folder) {
    try {
      Leftovers.delete(folder);
    } catch (IOException e) {
      LOG.debug("{}: stays", folder, e);
    }
  }
}
