package dms.train;

import dms.hub.cli.ExitCoded;
import dms.hub.cli.ExitCodes;
import java.io.IOException;

/** A checkpoint is not whole, or not what was written. */
public final class DamagedCheckpointException extends IOException implements ExitCoded {
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

  @Override
  public int exitCode() {
    return ExitCodes.DATA;
  }
}
