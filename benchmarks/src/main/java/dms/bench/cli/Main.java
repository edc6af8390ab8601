package dms.bench.cli;

import dms.hub.cli.ErrorReport;
import picocli.CommandLine;

/** The command line of the benchmarks, which {@code ./dms bench} starts. */
public final class Main {
  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command with its options, as {@link #main} runs it. */
  public static CommandLine commandLine() {
    return new CommandLine(new BenchCommand())
        .setExecutionExceptionHandler(new ErrorReport())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
