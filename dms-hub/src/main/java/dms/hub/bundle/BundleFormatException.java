package dms.hub.bundle;

import dms.core.file.FaultyFileException;
import java.nio.file.Path;

/**
 * A bundle is damaged or of a format that this version does not know. The message names the file,
 * what was expected, what was found and what to do.
 */
public final class BundleFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /** Makes the message {@code FILE: PROBLEM}. */
  public BundleFormatException(Path file, String problem) {
    this(file, problem, null);
  }

  /** Makes the message {@code FILE: PROBLEM}, with the failure behind it. */
  public BundleFormatException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
