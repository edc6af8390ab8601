package dms.train;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** The treebanks that tests of real data read. */
public final class SharedTreebanks {
  private SharedTreebanks() {}

  /** A file of them; the test that asks is skipped where there is none. */
  public static Path file(String name) {
    String shared = System.getenv("DMS_SHARED");
    if (shared != null && Files.exists(Path.of(shared, "data", name))) {
      return Path.of(shared, "data", name);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return abort("no shared/data/" + name + " above the working directory, nor under DMS_SHARED");
  }
}
