package dms.hub.cli;

import picocli.CommandLine.Option;

/** Options of every command, to be mixed in. */
public final class CommonOptions {
  static final String VERBOSE = "--verbose";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit")
  private boolean help;

  @Option(
      names = {"-v", VERBOSE},
      description = "after an error, show where in the program it happened")
  private boolean verbose;

  /** Made by picocli. */
  public CommonOptions() {}

  /** Whether an error shall be told with its stack trace; {@link ErrorReport} does. */
  public boolean verbose() {
    return verbose;
  }
}
