package dms.train.cli;

import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.experiment.AblationStudy;
import dms.train.experiment.RunSeries;
import dms.train.experiment.Table;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dms ablate}: trains a model without each of its components, one at a time. */
@Command(
    name = "ablate",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.DATA_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT,
      ExitCodes.NO_PERMISSION_TEXT,
      ExitCodes.CONFIGURATION_TEXT,
      ExitCodes.DIVERGED_TEXT,
      ExitCodes.INTERRUPTED_TEXT,
      ExitCodes.TERMINATED_TEXT
    },
    description =
        "Trains a model without each of its components, one at a time, and compares each with the whole model.",
    footer = {
      "",
      "What built on the component is rewired; the note tells how, or why that cannot be. Differences",
      "are in percentage points on the dev files, with a paired bootstrap interval over sentences.",
      "Started again, it goes on where it was stopped.",
      "",
      "Example:",
      "  dms ablate examples/demo.conf training.epochs=10"
    })
public final class AblateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Mixin private ConfigFile configuration;

  @Override
  public Integer call() throws Exception {
    AblationStudy study = new AblationStudy(configuration.load());
    try (StopOnSignal stop = new StopOnSignal()) {
      Optional<Table> table = study.run(new RunSeries(Screens.stderr(), stop));
      PrintWriter out = spec.commandLine().getOut();
      table.ifPresent(shown -> out.print(shown.toText() + "table: " + study.tableFile() + "\n"));
      out.flush();
    }
    return 0;
  }
}
