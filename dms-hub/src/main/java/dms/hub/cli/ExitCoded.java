package dms.hub.cli;

/** A failure that says its own exit code, so that {@link ErrorReport} need not know its class. */
public interface ExitCoded {
  /** One of {@link ExitCodes}. */
  int exitCode();
}
