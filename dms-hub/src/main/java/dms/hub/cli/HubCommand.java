package dms.hub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hub}: trained systems as archives that others can get. */
@Command(
    name = "hub",
    description = "Packages, finds and keeps trained systems.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    subcommands = {HubPackageCommand.class})
public final class HubCommand implements Runnable {
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by the program or by picocli. */
  public HubCommand() {}

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command of hub");
  }
}
