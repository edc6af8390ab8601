package dms.hub.cli;

import dms.hub.bundle.ModelName;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.InstalledModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hub remove}: deletes installed models. */
@Command(
    name = "remove",
    description = {
      "Deletes installed models without asking, and names each that it deleted.",
      "A name without a version stands for all its versions."
    },
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT
    },
    footer = {"", "Examples:", "  dms hub remove is-small", "  dms hub remove is-small@1.0.0"})
public final class HubRemoveCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "MODEL", description = "NAME or NAME@VERSION.")
  private List<String> models;

  @Mixin private HubOptions hub;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public HubRemoveCommand() {
    this(new HubOptions());
  }

  HubRemoveCommand(HubOptions hub) {
    this.hub = hub;
  }

  @Override
  public Integer call() throws IOException {
    Hub open = hub.open();
    // All names first: a wrong one shall not leave half of the work done.
    List<InstalledModel> condemned = new ArrayList<>();
    for (String model : models) {
      condemned.addAll(open.finder().installed(ModelName.parse(model)));
    }
    for (InstalledModel model : condemned.stream().distinct().toList()) {
      open.home().remove(model);
      spec.commandLine()
          .getOut()
          .println("removed %s (%s)".formatted(model.modelName(), model.folder()));
    }
    spec.commandLine().getOut().flush();
    return ExitCodes.OK;
  }
}
