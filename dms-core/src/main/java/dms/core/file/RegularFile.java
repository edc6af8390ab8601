package dms.core.file;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a folder from a file before it is read: the system's own message names neither. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Refuses a folder. A file that is missing is left to who opens it, and a pipe can be read.
   *
   * @param what settings or options that name the file, for the message
   * @throws FileSystemException naming it
   */
  public static void require(Path file, String what) throws FileSystemException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(
          file.toString(), null, "expected a file, found a folder (named by " + what + ")");
    }
  }
}
