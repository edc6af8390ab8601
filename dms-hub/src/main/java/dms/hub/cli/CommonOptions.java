package dms.hub.cli;

import picocli.CommandLine.Option;

/** Options of every command, to be mixed in. */
public final class CommonOptions {
  static final String VERBOSE = "--verbose";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-v", VERBOSE},
      description = "Tell more; after an error, where in the program it happened.")
  private boolean verbose;

  /** Made by picocli. */
  public CommonOptions() {}

  /** Whether more shall be told; the stack trace of an error is {@link ErrorReport}'s. */
  public boolean verbose() {
    return verbose;
  }
}
