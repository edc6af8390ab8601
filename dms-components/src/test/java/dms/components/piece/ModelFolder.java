package dms.components.piece;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a model folder, as the tokenizer takes them. */
public final class ModelFolder {
  private ModelFolder() {}

  /** All small files of a folder by name; weights stay where they are. */
  static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> names = Files.list(folder)) {
      for (Path file : (Iterable<Path>) names::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json") || name.endsWith(".txt")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  /** A folder of the shared fixtures; the test that asks is skipped where there is none. */
  public static Path fixture(String name) {
    String shared = System.getenv("DMS_SHARED");
    if (shared != null && Files.exists(Path.of(shared, "fixtures", name))) {
      return Path.of(shared, "fixtures", name);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path fixture = folder.resolve("shared/fixtures").resolve(name);
      if (Files.exists(fixture)) {
        return fixture;
      }
    }
    return abort("no shared/fixtures/" + name + " above the working directory or in DMS_SHARED");
  }
}
