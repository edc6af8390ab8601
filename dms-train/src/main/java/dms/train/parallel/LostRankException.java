package dms.train.parallel;

import dms.hub.cli.ExitCoded;
import dms.hub.cli.ExitCodes;

/** Another process of the training failed or is gone, so that this one cannot go on. */
public final class LostRankException extends RuntimeException implements ExitCoded {
  private static final long serialVersionUID = 1L;

  /**
   * @param what happened to whom
   * @param cause what the native library said; null where it was not asked
   */
  LostRankException(String what, Throwable cause) {
    super(
        what
            + "; this process ends too; start all of them again with --resume, which goes on from"
            + " the last checkpoint, also with another number of processes",
        cause);
  }

  @Override
  public int exitCode() {
    return ExitCodes.IO;
  }
}
