package dms.bench.growth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Memory of this process as Linux tells it, in bytes. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MEGABYTE = 1 << 20;

  private ProcessMemory() {}

  /** Resident now. */
  static long resident() {
    return entry("VmRSS:");
  }

  /** The most that was resident since the start. */
  static long peak() {
    return entry("VmHWM:");
  }

  /** Resident once the Java heap was collected. */
  static long settled() {
    System.gc();
    return resident();
  }

  /** Java heap that was in use after the last collection, and what came since. */
  static long heap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** In megabytes, for tables. */
  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f", bytes / MEGABYTE);
  }

  private static long entry(String name) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(STATUS + ": no entry " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(STATUS + ": needed to measure memory; Linux has it", e);
    }
  }
}
