package dms.train.cli;

import dms.hub.DmsVersion;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.CompletionCommand;
import dms.hub.cli.DemoCommand;
import dms.hub.cli.DoctorCommand;
import dms.hub.cli.ErrorReport;
import dms.hub.cli.ExitCodes;
import dms.hub.cli.HubCommand;
import dms.hub.cli.LemmatizeCommand;
import dms.hub.cli.SplitCommand;
import dms.hub.cli.TagCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of DMS. */
@Command(
    name = "dms",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    description =
        "Trains and runs taggers and lemmatizers: a Dynamic Multitask System on libtorch.",
    versionProvider = Main.Version.class,
    subcommands = {
      DemoCommand.class,
      TagCommand.class,
      LemmatizeCommand.class,
      TrainCommand.class,
      CrossvalCommand.class,
      AblateCommand.class,
      EvaluateCommand.class,
      ScoreCommand.class,
      SplitCommand.class,
      ConfigCommand.class,
      LexiconCommand.class,
      HubCommand.class,
      DoctorCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Begin with: dms demo",
      "The launcher also knows: dms test (builds and runs all tests)",
      "                         dms bench (measures speed; see dms bench --help)"
    })
public final class Main implements Runnable {
  @Mixin private CommonOptions common;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  @Spec private CommandSpec spec;

  private Main() {}

  /** Gives picocli the version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"dms " + DmsVersion.current()};
    }
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line with all its commands, as {@link #main} runs it. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(new ErrorReport())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }
}
