package dms.train;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository that tests look at. */
public final class Repository {
  private Repository() {}

  /** A file of the repository, whatever folder the test was started in. */
  public static Path file(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/architecture.md"))) {
      folder = folder.getParent();
    }
    return folder.resolve(name);
  }
}
