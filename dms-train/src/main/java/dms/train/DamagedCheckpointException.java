package dms.train;

import dms.core.file.FaultyFileException;

/** A checkpoint is not whole, or not what was written. */
public final class DamagedCheckpointException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the file, what was expected and what to do
   */
  DamagedCheckpointException(String message) {
    super(message);
  }

  /**
   * @param message names the file, what was expected and what to do
   * @param cause what was thrown while it was read
   */
  DamagedCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
