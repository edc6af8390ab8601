package dms.components.lexicon;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DIM files for tests, small ones and the real one. */
final class DimFiles {
  private DimFiles() {}

  static DimReader reader(String... lines) {
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return DimReader.of(new ByteArrayInputStream(bytes), "tiny.csv");
  }

  static List<DimEntry> entries(DimReader reader) throws IOException {
    List<DimEntry> entries = new ArrayList<>();
    for (Optional<DimEntry> next = reader.read(); next.isPresent(); next = reader.read()) {
      entries.add(next.get());
    }
    return entries;
  }

  /** An entry of no domain in particular. */
  static DimEntry entry(String lemma, String wordClass, String form, String mark) {
    return new DimEntry(lemma, 1, wordClass, "alm", form, mark);
  }

  /** The real file; the test that asks is skipped where there is none. */
  static Path real() {
    String shared = System.getenv("DMS_SHARED");
    if (shared != null && Files.exists(Path.of(shared, "data/dim/SHsnid.csv.gz"))) {
      return Path.of(shared, "data/dim/SHsnid.csv.gz");
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data/dim/SHsnid.csv.gz");
      if (Files.exists(file)) {
        return file;
      }
    }
    return abort("no shared/data/dim above the working directory, nor under DMS_SHARED");
  }
}
