package dms.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small result, of round numbers in the form that JMH writes. */
public final class Recorded {
  private Recorded() {}

  /** Writes it into a folder. */
  public static Path file(Path folder) throws IOException {
    Path file = folder.resolve("recorded.json");
    try (InputStream recorded = Recorded.class.getResourceAsStream("recorded.json")) {
      Files.copy(recorded, file);
    }
    return file;
  }

  static BenchmarkReport report(Path folder) throws IOException {
    return BenchmarkReport.read(file(folder));
  }
}
