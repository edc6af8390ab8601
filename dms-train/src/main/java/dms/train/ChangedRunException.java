package dms.train;

import dms.hub.cli.ExitCoded;
import dms.hub.cli.ExitCodes;
import java.io.IOException;

/**
 * What a run or an experiment depends on was changed since it was begun, so that it cannot go on.
 */
public final class ChangedRunException extends IOException implements ExitCoded {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names each difference
   */
  public ChangedRunException(String message) {
    super(message);
  }

  @Override
  public int exitCode() {
    return ExitCodes.CONFIGURATION;
  }
}
