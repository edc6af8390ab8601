package dms.train.cli;

import dms.components.lexicon.DimReader;
import dms.components.lexicon.LeftOut;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The DIM as the lexicon commands take it, and what they tell of reading it; mixed in. */
final class DimFile {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long LINES_BETWEEN = 1_000_000;

  private final long start = System.nanoTime();

  @Option(
      names = "--dim",
      required = true,
      paramLabel = "FILE",
      description = "The DIM: SHsnid.csv or SHsnid.csv.gz.")
  private Path file;

  DimReader open() throws IOException {
    return DimReader.open(file);
  }

  /** Tells every million lines that they were read. */
  void progress(PrintWriter err, long line) {
    if (line % LINES_BETWEEN == 0) {
      tell(err, "read %,d lines of %s".formatted(line, file));
    }
  }

  /** What was left out, and why. */
  void tellLeftOut(PrintWriter err, LeftOut leftOut) {
    leftOut.lines().forEach(err::println);
    err.flush();
  }

  /** A line with the time since the command began. */
  void tell(PrintWriter err, String what) {
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    err.println(String.format(Locale.ROOT, "%s (%.1f s)", what, seconds));
    err.flush();
  }
}
