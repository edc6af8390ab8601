package dms.train.cli;

import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.RunConfig;
import dms.train.TrainingRun;
import dms.train.experiment.Grid;
import dms.train.experiment.MultiRun;
import dms.train.experiment.RunSeries;
import dms.train.experiment.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dms train}: trains a model from a configuration file. */
@Command(
    name = "train",
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
        "Trains a model; the run's folder gets metrics, checkpoints and, at the end, bundle/.",
    footer = {
      "",
      "Examples:",
      "  dms train examples/demo.conf",
      "  dms train examples/icelandic-modern.conf data.train=[train.conllu] data.dev=[dev.conllu]",
      "  dms train my.conf training.seed=2 decoders.lemma.weight=0.3 name=second",
      "  dms train my.conf --resume",
      "  dms train my.conf --multirun training.seed=1,2,3 schedule.type=one-cycle,constant",
      "",
      "A killed run goes on from its last checkpoint with --resume and ends with the same bits.",
      "SIGTERM and Ctrl-C write a checkpoint first and exit with 143 and 130."
    })
public final class TrainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Mixin private ConfigFile configuration;

  @Option(names = "--resume", description = "Go on from the run's newest checkpoint.")
  private boolean resume;

  @Option(
      names = "--multirun",
      description = {
        "Train every combination of the settings that have several values, as a=1,2 b=x,y,",
        "and write a table of them. What is finished is not trained again."
      })
  private boolean multirun;

  @Override
  public Integer call() throws Exception {
    return multirun ? callMultiRun() : callRun();
  }

  private int callMultiRun() throws IOException {
    MultiRun runs = new MultiRun(new Grid(configuration.overrides()), configuration::load);
    try (StopOnSignal stop = new StopOnSignal()) {
      runs.run(new RunSeries(Screens.stderr(), stop)).ifPresent(table -> show(table, runs));
    }
    return 0;
  }

  private void show(Table table, MultiRun runs) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(table.toText());
    out.println("table: " + runs.tableFile());
    out.flush();
  }

  private int callRun() throws IOException {
    RunConfig config = configuration.load();
    PrintWriter out = spec.commandLine().getOut();
    try (StopOnSignal stop = new StopOnSignal()) {
      TrainingRun run = new TrainingRun(config, Screens.stderr(), stop);
      TrainingRun.Result result = run.run(resume);
      if (result.finished()) {
        out.print(result.scores().orElseThrow().toTable());
        out.println("model: " + result.bundle());
        out.flush();
      }
    }
    return 0;
  }
}
