package dms.core.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Memory that this process holds, tensors included, in bytes; empty where Linux does not tell. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long BYTES_PER_KB = 1024;

  private ProcessMemory() {}

  /**
   * Resident now.
   *
   * @throws IOException when the system's account cannot be read
   */
  public static OptionalLong resident() throws IOException {
    return entry("VmRSS:");
  }

  /**
   * The most that was resident since the start.
   *
   * @throws IOException when the system's account cannot be read
   */
  public static OptionalLong peak() throws IOException {
    return entry("VmHWM:");
  }

  private static OptionalLong entry(String name) throws IOException {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> BYTES_PER_KB * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst();
  }
}
