package dms.core.file;

import java.io.IOException;

/**
 * A file can be read but its content is not what it should be: damaged, cut short, of another
 * format, or not what goes with the other files. The message names the file, what was expected and
 * what was found.
 */
public abstract class FaultyFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the file
   */
  protected FaultyFileException(String message) {
    super(message);
  }

  /**
   * @param message names the file
   * @param cause the failure behind it, or null where there is none
   */
  protected FaultyFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
