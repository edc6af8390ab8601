package dms.train.cli;

import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.experiment.CrossValidation;
import dms.train.experiment.FoldComparison;
import dms.train.experiment.FoldPlan;
import dms.train.experiment.RunSeries;
import dms.train.experiment.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dms crossval}: trains on all folds but one and scores that one. */
@Command(
    name = "crossval",
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
        "Cross-validates a configuration, or compares two on the same folds: trains on all folds but one and scores that one, for each fold.",
    footer = {
      "",
      "The folds are cut from data.train, or are the files of --folds, which are not cut. data.dev is",
      "not read: the epoch is chosen on a tenth of the training folds. Started again, it goes on where",
      "it was stopped; with other folds it is refused.",
      "",
      "Examples:",
      "  dms crossval my.conf folds=9",
      "  dms crossval my.conf other.conf folds=9 training.epochs=20",
      "  dms crossval my.conf --folds 1.conllu 2.conllu 3.conllu"
    })
public final class CrossvalCommand implements Callable<Integer> {
  private static final String FOLDS = "folds=";
  private static final int DEFAULT_FOLDS = 10;

  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "CONFIG|SETTING",
      description = {
        "One or two configuration files; folds=N (default: 10); settings that win over the files'",
        "as train takes them."
      })
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--folds",
      arity = "2..*",
      paramLabel = "FILE",
      description = "Files that are the folds, in place of data.train.")
  private List<Path> files = List.of();

  @Option(names = "--by-document", description = "Keep documents (# newdoc) whole.")
  private boolean byDocument;

  @Option(
      names = "--contiguous",
      description = "Cut blocks of the corpus; otherwise it is shuffled first.")
  private boolean contiguous;

  @Option(
      names = "--fold-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the shuffling (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--selection",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Share of the training folds on which the epoch is chosen (default: ${DEFAULT-VALUE}).")
  private double selection;

  @Option(
      names = "--select-on-scored",
      description = "Choose the epoch on the scored fold, which flatters the scores.")
  private boolean selectOnScored;

  @Override
  public Integer call() throws Exception {
    List<CrossValidation> validations = validations();
    try (StopOnSignal stop = new StopOnSignal()) {
      RunSeries series = new RunSeries(Screens.stderr(), stop);
      if (validations.size() == 2) {
        FoldComparison comparison = new FoldComparison(validations.get(0), validations.get(1));
        show(comparison.run(series), comparison.tableFile());
      } else {
        CrossValidation only = validations.get(0);
        show(only.run(series), only.folder().resolve("table.tsv"));
      }
    }
    return 0;
  }

  private List<CrossValidation> validations() {
    refuseOptionsBesideFiles();
    List<Path> configs = new ArrayList<>();
    List<String> overrides = new ArrayList<>();
    int folds = DEFAULT_FOLDS;
    for (String argument : arguments) {
      if (argument.startsWith(FOLDS)) {
        refuseBesideFiles(argument);
        folds = number(argument);
      } else if (argument.indexOf('=') < 0 && !argument.matches("[+~].*")) {
        configs.add(Path.of(argument));
      } else {
        overrides.add(argument);
      }
    }
    if (configs.isEmpty() || configs.size() > 2) {
      throw new ParameterException(
          spec.commandLine(), "expected one or two configuration files, found " + configs);
    }
    CrossValidation.Options options =
        new CrossValidation.Options(
            new FoldPlan(folds, byDocument, contiguous, seed), files, selection, selectOnScored);
    return configs.stream()
        .map(file -> new CrossValidation(ConfigFile.load(file, overrides), options))
        .toList();
  }

  private void refuseOptionsBesideFiles() {
    for (String option : List.of("--by-document", "--contiguous", "--fold-seed")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        refuseBesideFiles(option);
      }
    }
  }

  /** What says how data.train is cut would be passed over. */
  private void refuseBesideFiles(String argument) {
    if (!files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          argument
              + ": the files of --folds are the folds, nothing is cut; leave one of the two out");
    }
  }

  private int number(String argument) {
    try {
      return Integer.parseInt(argument.substring(FOLDS.length()));
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(), argument + ": expected a number of folds, such as folds=9", e);
    }
  }

  private void show(Optional<Table> table, Path file) {
    PrintWriter out = spec.commandLine().getOut();
    table.ifPresent(shown -> out.print(shown.toText() + "table: " + file + "\n"));
    out.flush();
  }
}
