package dms.bench.growth;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The measurements by name. */
@Command(
    name = "growth",
    subcommands = {
      BatchShapes.class,
      Padding.class,
      TextLength.class,
      SentenceLength.class,
      Preparation.class
    },
    description = "how time and memory grow",
    mixinStandardHelpOptions = true)
public final class Growth {
  private Growth() {}

  /** Runs one of them. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Growth()).execute(arguments));
  }
}
