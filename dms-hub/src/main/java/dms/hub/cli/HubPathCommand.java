package dms.hub.cli;

import dms.hub.archive.ClassPathModels;
import dms.hub.bundle.Bundle;
import dms.hub.catalogue.Hub;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hub path}: where a model is. */
@Command(
    name = "path",
    description = "Prints the folder of a model that is here, and nothing else.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.DATA_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT
    },
    footer = {"", "Example:", "  cd \"$(dms hub path is-small)\""})
public final class HubPathCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      description = "NAME, NAME@VERSION, folder of a bundle, or archive.")
  private String model;

  @Mixin private HubOptions hub;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public HubPathCommand() {
    this(new HubOptions());
  }

  HubPathCommand(HubOptions hub) {
    this.hub = hub;
  }

  @Override
  public Integer call() throws IOException {
    Hub open = hub.open();
    Bundle bundle =
        open.finder().findHere(model).orElseThrow(() -> open.finder().notInstalled(model));
    if (ClassPathModels.isCopy(bundle)) {
      throw new NoSuchFileException(
          model, null, "it is in a jar on the class path and has no folder; use it by its name");
    }
    spec.commandLine().getOut().println(bundle.folder());
    spec.commandLine().getOut().flush();
    return ExitCodes.OK;
  }
}
