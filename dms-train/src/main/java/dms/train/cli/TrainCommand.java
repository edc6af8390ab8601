package dms.train.cli;

import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.RunConfig;
import dms.train.TrainingRun;
import dms.train.experiment.Grid;
import dms.train.experiment.MultiRun;
import dms.train.experiment.RunSeries;
import dms.train.experiment.Table;
import dms.train.log.ProgressBar;
import dms.train.parallel.ProcessRanks;
import dms.train.parallel.RankPlace;
import dms.train.parallel.Rendezvous;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "  dms train my.conf --nproc 2",
      "  dms train my.conf --rank 1 --world-size 2 --master first-machine:29500",
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

  @Mixin private RankOptions processes;

  @Override
  public Integer call() throws Exception {
    if (multirun && processes.several()) {
      throw new ParameterException(
          spec.commandLine(), "--multirun trains with one process; leave --nproc out");
    }
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
    try (StopOnSignal stop = new StopOnSignal()) {
      if (processes.several()) {
        return callRanks(config, stop);
      }
      train(new TrainingRun(config, Screens.stderr(), stop));
    }
    return 0;
  }

  private boolean train(TrainingRun run) throws IOException {
    TrainingRun.Result result = run.run(resume);
    if (result.scores().isPresent()) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(result.scores().get().toTable());
      out.println("model: " + result.bundle());
      out.flush();
    }
    return result.finished();
  }

  private int callRanks(RunConfig config, StopOnSignal stop) throws IOException {
    RankPlace place = processes.place();
    ProgressBar.Screen screen = place.rank() == 0 ? Screens.stderr() : Screens.none();
    if (processes.started()) {
      LocalProcesses.endWithStarter(place.rank(), ExitCodes.IO, Screens.stderr().out());
    }
    try (Rendezvous rendezvous = Rendezvous.open(place);
        LocalProcesses others = others(rendezvous.place());
        ProcessRanks ranks = ProcessRanks.join(rendezvous, others::trouble)) {
      try {
        boolean finished = train(new TrainingRun(config, screen, stop, ranks));
        // One that was not asked to stop itself stopped for another one.
        return finished ? ExitCodes.OK : ExitCodes.TERMINATED;
      } catch (IOException | RuntimeException | Error e) {
        ranks.fail(e.getMessage() == null ? e.toString() : e.getMessage());
        throw e;
      }
    }
  }

  private LocalProcesses others(RankPlace place) throws IOException {
    return processes.started()
        ? LocalProcesses.none(place)
        : LocalProcesses.start(
            place,
            spec.root().commandLine().getParseResult().originalArgs(),
            Screens.stderr().out());
  }
}
