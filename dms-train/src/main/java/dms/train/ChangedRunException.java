package dms.train;

import dms.hub.cli.ExitCoded;
import dms.hub.cli.ExitCodes;
import java.io.IOException;

/** What a run depends on was changed since its checkpoint, so that it cannot be resumed. */
public final class ChangedRunException extends IOException implements ExitCoded {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names each difference
   */
  ChangedRunException(String message) {
    super(message);
  }

  @Override
  public int exitCode() {
    return ExitCodes.CONFIGURATION;
  }
}
