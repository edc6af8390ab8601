package dms.hub.cli;

/**
 * Exit codes of the commands, those of {@code sysexits.h} where it has one, and their descriptions
 * for {@code --help} in the form {@code CODE:TEXT}.
 */
public final class ExitCodes {
  /** All is well. */
  public static final int OK = 0;

  /** A check failed. */
  public static final int FAILED = 1;

  /** The command line or an argument is wrong. */
  public static final int USAGE = 64;

  /** An input file, bundle or weight file breaks its format. */
  public static final int DATA = 65;

  /** An input file or model is not there. */
  public static final int NO_INPUT = 66;

  /** A model or catalogue cannot be downloaded. */
  public static final int UNAVAILABLE = 69;

  /** DMS or a native library failed. */
  public static final int SOFTWARE = 70;

  /** Reading or writing failed. */
  public static final int IO = 74;

  /** A file may not be read or written by this user. */
  public static final int NO_PERMISSION = 77;

  /** The configuration of a run or bundle cannot be used. */
  public static final int CONFIGURATION = 78;

  /** A training diverged: a loss or gradient was infinite or not a number. */
  public static final int DIVERGED = 79;

  /** Ctrl-C: 128 + SIGINT. */
  public static final int INTERRUPTED = 130;

  /** Who read the standard output closed it, as {@code head} does: 128 + SIGPIPE. */
  public static final int CLOSED_OUTPUT = 141;

  /** Asked to end, as by {@code kill}: 128 + SIGTERM. */
  public static final int TERMINATED = 143;

  /** For {@code --help}. */
  public static final String HEADING = "%nExit codes:%n";

  /** For {@code --help}. */
  public static final String OK_TEXT = "0:Done.";

  /** For {@code --help}. */
  public static final String FAILED_TEXT = "1:A check failed.";

  /** For {@code --help}. */
  public static final String USAGE_TEXT = "64:Wrong command line or argument.";

  /** For {@code --help}. */
  public static final String DATA_TEXT = "65:An input file, a checkpoint or the model is damaged.";

  /** For {@code --help}. */
  public static final String NO_INPUT_TEXT = "66:An input file or the model is not there.";

  /** For {@code --help}. */
  public static final String UNAVAILABLE_TEXT =
      "69:A model or catalogue cannot be downloaded, or may not.";

  /** For {@code --help}. */
  public static final String SOFTWARE_TEXT = "70:DMS or a native library failed.";

  /** For {@code --help}. */
  public static final String IO_TEXT = "74:Reading or writing failed.";

  /** For {@code --help}. */
  public static final String NO_PERMISSION_TEXT =
      "77:No permission to read or write a file, or untrusted code.";

  /** For {@code --help}. */
  public static final String CONFIGURATION_TEXT =
      "78:A configuration cannot be used, or not for the run to be resumed.";

  /** For {@code --help}. */
  public static final String CLOSED_OUTPUT_TEXT = "141:The standard output was closed, as by head.";

  /** For {@code --help}. */
  public static final String DIVERGED_TEXT = "79:The training diverged: a loss is not finite.";

  /** For {@code --help}. */
  public static final String INTERRUPTED_TEXT = "130:Stopped by Ctrl-C.";

  /** For {@code --help}. */
  public static final String TERMINATED_TEXT = "143:Stopped by SIGTERM.";

  private ExitCodes() {}
}
