package dms.bench.growth;

import dms.core.tensor.ProcessMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.OptionalLong;

/** Memory of this process as Linux tells it, in bytes. */
final class MeasuredMemory {
  private static final double MEGABYTE = 1 << 20;

  private MeasuredMemory() {}

  /** Resident now. */
  static long resident() {
    return told(ProcessMemory::resident);
  }

  /** The most that was resident since the start. */
  static long peak() {
    return told(ProcessMemory::peak);
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

  /** The system's account. */
  @FunctionalInterface
  private interface Account {
    OptionalLong bytes() throws IOException;
  }

  private static long told(Account account) {
    try {
      return account
          .bytes()
          .orElseThrow(
              () -> new IllegalStateException("memory: not told by this system; Linux does"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
