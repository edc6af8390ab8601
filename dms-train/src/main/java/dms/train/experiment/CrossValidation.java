package dms.train.experiment;

import dms.components.config.Blueprint;
import dms.components.config.ConfigurationException;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.file.DurableFile;
import dms.train.DataConfig;
import dms.train.FinishedRun;
import dms.train.FolderLock;
import dms.train.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Trains on all folds but one and scores that one, for each fold. The epoch is chosen on a share of
 * the training folds; {@code data.dev} is not read. While it runs, a lock keeps other processes
 * from the same folder.
 *
 * <p>{@code OUTPUT/NAME/crossval/} gets {@code folds/}, a folder of the run of each fold, {@code
 * table.tsv} and {@code crossval.json}.
 */
public final class CrossValidation {
  /** Folder of the runs in the folder of the experiment. */
  static final String FOLDER = "crossval";

  private static final String HELD_OUT = "held-out";

  private final RunConfig config;
  private final Options options;
  private final Path folder;
  private final FoldFiles files;
  private final Blueprint blueprint;

  /**
   * What beside the configuration decides.
   *
   * @param plan how {@code data.train} is cut; of no effect when there are files
   * @param files the folds, a file each; empty when {@code data.train} is cut
   * @param selectionShare of the training folds to choose the epoch on
   * @param selectOnScored whether the epoch is chosen on the scored fold instead, which flatters
   *     the scores
   */
  public record Options(
      FoldPlan plan, List<Path> files, double selectionShare, boolean selectOnScored) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when there is one file only
     */
    public Options {
      files = List.copyOf(files);
      if (files.size() == 1) {
        throw new IllegalArgumentException("--folds: expected at least 2 files, found " + files);
      }
    }

    private int folds() {
      return files.isEmpty() ? plan.folds() : files.size();
    }

    /** How the folds were made and what the epochs were chosen on, for {@code crossval.json}. */
    Map<String, Object> description() {
      Map<String, Object> description = new LinkedHashMap<>();
      if (files.isEmpty()) {
        description.put("seed", plan.seed());
        description.put("byDocument", plan.byDocument());
        description.put("contiguous", plan.contiguous());
      } else {
        description.put("files", Variation.strings(files));
      }
      description.put("selection", selectionShare);
      description.put("selectOnScored", selectOnScored);
      return description;
    }
  }

  /**
   * Checks the configuration as that of a fold; nothing is read or written yet.
   *
   * @throws ConfigurationException when it cannot be used, or a stage's data are those that are cut
   */
  public CrossValidation(RunConfig config, Options options) {
    requireOneCorpus(config);
    this.config = config;
    this.options = options;
    this.folder = config.folder().resolve(FOLDER);
    List<Path> sources = sources();
    if (sources.isEmpty()) {
      throw new ConfigurationException(
          "data.train: expected files to cut into folds, found none; give them, or the folds with --folds");
    }
    requireApart(config, sources);
    boolean allTsv =
        sources.stream().allMatch(file -> CorpusFormat.ofFile(file) == CorpusFormat.TSV);
    CorpusFormat format = allTsv ? CorpusFormat.TSV : CorpusFormat.CONLLU;
    this.files = new FoldFiles(folder.resolve("folds"), options.folds(), format);
    this.blueprint = runOf(0).blueprint();
  }

  /** What is cut must be what is trained on in the end. */
  private static void requireOneCorpus(RunConfig config) {
    if (!config.data().corpora().isEmpty()) {
      throw new ConfigurationException(
          "data.corpora: expected data.train, which is cut into folds, found several corpora");
    }
    int last = config.stages().size() - 1;
    if (last >= 0 && config.stages().get(last).data().isPresent()) {
      throw new ConfigurationException(
          "stages.%d.data: expected the last stage to have the run's data, since data.train is cut into folds; move them there"
              .formatted(last));
    }
  }

  /** A stage that reads what is cut would train on the fold that is scored. */
  private static void requireApart(RunConfig config, List<Path> sources) {
    Set<Path> cut = sources.stream().map(CrossValidation::real).collect(Collectors.toSet());
    for (int i = 0; i < config.stages().size(); i++) {
      Optional<DataConfig> data = config.stages().get(i).data();
      for (Path file : data.map(CrossValidation::files).orElse(List.of())) {
        if (cut.contains(real(file))) {
          throw new ConfigurationException(
              "stages.%d.data: expected other files than those that are cut into folds, found %s, which would train on the fold that is scored; leave data out, and the stage has the folds"
                  .formatted(i, file));
        }
      }
    }
  }

  private static List<Path> files(DataConfig data) {
    return Stream.concat(data.allTrain().stream(), data.allDev().stream()).toList();
  }

  /** The file itself, whatever links lead to it; its path where there is none. */
  static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }

  /** The files that are cut, or that are the folds. */
  List<Path> sources() {
    return options.files.isEmpty() ? config.data().train() : options.files;
  }

  /** Where table, scores and runs are kept. */
  public Path folder() {
    return folder;
  }

  RunConfig config() {
    return config;
  }

  /** The components of the configuration. */
  Blueprint blueprint() {
    return blueprint;
  }

  Options options() {
    return options;
  }

  /**
   * Trains and scores what is not done yet.
   *
   * @return the table for people; empty when it was asked to stop first
   * @throws IOException when a run fails or a file cannot be read or written
   */
  public Optional<Table> run(RunSeries series) throws IOException {
    return scores(series).map(scores -> scores.table(m -> m.endsWith(RunScores.ACCURACY)));
  }

  Optional<FoldScores> scores(RunSeries series) throws IOException {
    Files.createDirectories(folder);
    FolderLock lock = FolderLock.of(folder, "cross-validation");
    try (lock) {
      return scoresOfLocked(series);
    }
  }

  private Optional<FoldScores> scoresOfLocked(RunSeries series) throws IOException {
    files.write(cut(), options.selectionShare);
    List<ScoredRun> scored = new ArrayList<>();
    for (int fold = 0; fold < files.count(); fold++) {
      RunConfig run = runOf(fold);
      String label = "%s, fold %d of %d".formatted(config.name(), fold + 1, files.count());
      Optional<FinishedRun> finished = series.train(label, run);
      if (finished.isEmpty()) {
        return Optional.empty();
      }
      List<Path> heldOut = files.whole(fold);
      scored.add(
          ScoredRun.of(finished.get(), run, HELD_OUT, heldOut, () -> run.data().read(heldOut)));
    }
    FoldScores scores = new FoldScores(config.name(), scored);
    DurableFile.writeString(folder.resolve("table.tsv"), scores.table(metric -> true).toTsv());
    DurableFile.writeString(folder.resolve("crossval.json"), scores.toJson(options.description()));
    return Optional.of(scores);
  }

  private List<List<Sentence>> cut() throws IOException {
    if (options.files.isEmpty()) {
      return options.plan.cut(config.data().read(config.data().train()));
    }
    List<List<Sentence>> folds = new ArrayList<>();
    for (Path file : options.files) {
      folds.add(config.data().read(List.of(file)));
    }
    return folds;
  }

  private RunConfig runOf(int fold) {
    boolean scored = options.selectOnScored;
    List<Path> train = scored ? files.wholeWithout(fold) : files.trainWithout(fold);
    List<Path> dev = scored ? files.whole(fold) : files.selectionWithout(fold);
    Map<String, Object> values = new HashMap<>();
    values.put("name", "fold-" + (fold + 1));
    values.put("output", folder.toString());
    values.put("data.train", Variation.strings(train));
    values.put("data.dev", Variation.strings(dev));
    // The folds are written with a header.
    values.put("data.columns", List.of());
    return Variation.of(config, values);
  }
}
