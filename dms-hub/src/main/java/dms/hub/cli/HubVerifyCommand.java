package dms.hub.cli;

import dms.core.file.FaultyFileException;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.ModelName;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.InstalledModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hub verify}: sums the files of installed models again. */
@Command(
    name = "verify",
    description = "Checks size and SHA-256 of every file of installed models.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.FAILED_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.IO_TEXT
    },
    footer = {"", "Examples:", "  dms hub verify", "  dms hub verify is-small@1.0.0"})
public final class HubVerifyCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "NAME or NAME@VERSION (default: all that are installed).")
  private List<String> models = List.of();

  @Mixin private HubOptions hub;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public HubVerifyCommand() {
    this(new HubOptions());
  }

  HubVerifyCommand(HubOptions hub) {
    this.hub = hub;
  }

  @Override
  public Integer call() throws IOException {
    Hub open = hub.open();
    List<InstalledModel> installed = new ArrayList<>();
    for (String model : models) {
      installed.addAll(open.finder().installed(ModelName.parse(model)));
    }
    boolean sound = true;
    for (InstalledModel model : models.isEmpty() ? open.home().installed() : installed) {
      sound &= verify(model);
    }
    spec.commandLine().getOut().flush();
    return sound ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private boolean verify(InstalledModel model) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      int files = Bundle.read(model.folder()).description().files().size();
      out.println("%s: sound, %d files".formatted(model.modelName(), files));
      return true;
    } catch (FaultyFileException e) {
      out.println(
          "%1$s: damaged: %2$s (dms hub remove %1$s; dms hub download %1$s)"
              .formatted(model.modelName(), e.getMessage()));
      return false;
    }
  }
}
