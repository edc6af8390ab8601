package dms.hub.archive;

import dms.core.file.DurableFile;
import dms.core.file.Sha256;
import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bundles as folders that came out of jars. Components map files into memory and libtorch's weights
 * are read from one, so a bundle must be files; they are this process's own and go with it.
 */
final class ModelCopies {
  /** A bundle is copied once, however often it is asked for. */
  static final ModelCopies OF_PROCESS = new ModelCopies(temporaryFolders());

  private static final Logger LOG = LoggerFactory.getLogger(ModelCopies.class);

  private final List<Path> parents;

  /** Folders by the sum of the description, which holds the sums of all else. */
  private final Map<String, Path> copies = new HashMap<>();

  /**
   * @param parents folders that copies may be put in, in the order to try
   */
  ModelCopies(List<Path> parents) {
    this.parents = parents;
  }

  /** Linux has a disk in memory, which can be written where nothing else can. */
  private static List<Path> temporaryFolders() {
    return List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/dev/shm"));
  }

  /**
   * The bundle in a place of the class path, verified.
   *
   * @param place URL of its folder
   * @param json its description
   * @param content writes everything else
   */
  synchronized Bundle open(String place, byte[] json, DurableFile.FolderContent content)
      throws IOException {
    if (place.startsWith("file:")) {
      return Bundle.read(Path.of(URI.create(place)));
    }
    String key = Sha256.of(json);
    Path copy = copies.get(key);
    if (copy == null || !Files.isDirectory(copy)) {
      copy = copy(json, content);
      copies.put(key, copy);
    }
    return Bundle.read(copy);
  }

  /** Whether a folder is a copy, which goes with this process. */
  synchronized boolean has(Path folder) throws IOException {
    for (Path copy : copies.values()) {
      if (Files.isDirectory(copy) && Files.isSameFile(copy, folder)) {
        return true;
      }
    }
    return false;
  }

  private Path copy(byte[] json, DurableFile.FolderContent content) throws IOException {
    Path folder = newFolder();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "dms-model-copies"));
    try {
      Files.write(folder.resolve("bundle.json"), json);
      content.writeTo(folder);
      return folder;
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  /** Readable by this user only. */
  private Path newFolder() throws IOException {
    IOException failure =
        new IOException(
            "a model on the class path cannot be copied to any of %s; name a folder that can be written with -Djava.io.tmpdir=…"
                .formatted(parents));
    for (Path parent : parents) {
      try {
        return Files.createTempDirectory(parent, "dms-model-");
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private static void delete(Path folder) {
    try {
      if (Files.exists(folder)) {
        DurableFile.deleteFolder(folder);
      }
    } catch (IOException e) {
      LOG.warn("{}: the copy of a model cannot be deleted; delete it by hand", folder, e);
    }
  }

  /** Copies at most one byte more than there should be; the bundle's check tells the rest. */
  static void copy(InputStream in, long size, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] buffer = new byte[1 << 16];
    long left = size + 1;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      while (read > 0) {
        out.write(buffer, 0, read);
        left -= read;
        read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      }
    }
  }
}
