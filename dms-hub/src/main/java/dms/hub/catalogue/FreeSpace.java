package dms.hub.catalogue;

import dms.hub.bundle.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the disk of the model home holds what is to come. */
final class FreeSpace {
  private FreeSpace() {}

  /**
   * Refuses what would not fit.
   *
   * @param folder that exists
   * @param needed bytes
   * @throws CacheException naming needed and free bytes
   */
  static void require(Path folder, ModelName model, long needed) throws CacheException {
    long free;
    try {
      free = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      // Some file systems do not tell; a write that fails tells by itself.
      return;
    }
    if (free < needed) {
      throw new CacheException(
          "%s: %s does not fit: about %d bytes are needed, %d bytes are free; make room or set %s"
              .formatted(folder, model, needed, free, HubSettings.HOME),
          null);
    }
  }

  /** A failure to write, with the bytes that are free now. */
  static CacheException failure(Path file, IOException cause) {
    String free;
    try {
      free = Files.getFileStore(file.getParent()).getUsableSpace() + " bytes are free";
    } catch (IOException e) {
      free = "free bytes unknown";
    }
    return new CacheException(
        "cannot write %s: %s (%s); make room, or set %s to a folder that can be written"
            .formatted(file, cause.getMessage(), free, HubSettings.HOME),
        cause);
  }
}
