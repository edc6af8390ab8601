package dms.hub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hub}: lists, gets, keeps and packages models. */
@Command(
    name = "hub",
    description = "Lists, downloads, checks, removes and packages models.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.SOFTWARE_TEXT},
    subcommands = {
      HubListCommand.class,
      HubInfoCommand.class,
      HubDownloadCommand.class,
      HubVerifyCommand.class,
      HubRemoveCommand.class,
      HubPathCommand.class,
      HubPackageCommand.class
    },
    footer = {
      "",
      "A model is called NAME or NAME@VERSION; without a version, the highest is meant.",
      "",
      "Environment:",
      "  DMS_CATALOGUES  addresses or paths of catalogues, with blanks between them;",
      "                  none is built in: without, only models that are installed or on",
      "                  the class path are known",
      "  DMS_HOME        folder where models are kept (default: dms in the user's cache folder)",
      "  DMS_OFFLINE     1 forbids the network",
      "  DMS_TRUST       SHA-256 of code in models that you trust, with blanks between them",
      "  HTTPS_PROXY, HTTP_PROXY, NO_PROXY  as other programs have them",
      "",
      "Examples:",
      "  dms hub list --catalogue https://models.example/catalogue.json",
      "  dms hub download is-small@1.0.0",
      "  dms tag --model is-small --input in.txt --output out.conllu"
    })
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
