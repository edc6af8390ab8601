package dms.train.experiment;

import dms.core.file.DurableFile;
import dms.train.FinishedRun;
import dms.train.NonFiniteLossException;
import dms.train.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Trains a run for each combination of a {@link Grid} and writes one table of them: {@code
 * OUTPUT/NAME/multirun/table.tsv}, beside a folder for each run.
 */
public final class MultiRun {
  /** Folder of the runs in the folder of the experiment. */
  static final String FOLDER = "multirun";

  /** What a table says of a run whose training diverged. */
  static final String DIVERGED = "diverged";

  private final Map<Grid.Combination, RunConfig> runs = new LinkedHashMap<>();
  private final Path folder;

  /** A run that is done: the scores of a finished one, none of one that diverged. */
  private record Done(Grid.Combination combination, Optional<FinishedRun> run, RunScores scores) {}

  /**
   * Checks all configurations before any is trained.
   *
   * @param load reads the configuration with overrides
   * @throws dms.components.config.ConfigurationException when one cannot be used
   */
  public MultiRun(Grid grid, Function<List<String>, RunConfig> load) {
    List<RunConfig> configs =
        grid.combinations().stream().map(c -> load.apply(c.overrides())).toList();
    configs.forEach(RunConfig::blueprint);
    this.folder = configs.get(0).folder().resolve(FOLDER);
    for (int i = 0; i < configs.size(); i++) {
      Grid.Combination combination = grid.combinations().get(i);
      Map<String, String> place =
          Map.of("name", combination.folderName(), "output", folder.toString());
      runs.put(combination, Variation.of(configs.get(i), place));
    }
  }

  /** The file of the table. */
  public Path tableFile() {
    return folder.resolve("table.tsv");
  }

  /**
   * Trains what is not finished yet. The table is written after each run.
   *
   * @return the table for people; empty when it was asked to stop first
   * @throws IOException when a run fails for another reason than that its training diverged
   */
  public Optional<Table> run(RunSeries series) throws IOException {
    List<Done> done = new ArrayList<>();
    for (Map.Entry<Grid.Combination, RunConfig> entry : runs.entrySet()) {
      String label =
          "run %d of %d: %s".formatted(done.size() + 1, runs.size(), entry.getKey().label());
      try {
        Optional<FinishedRun> run = series.train(label, entry.getValue());
        if (run.isEmpty()) {
          return Optional.empty();
        }
        done.add(new Done(entry.getKey(), run, RunScores.read(run.get().scoresFile())));
      } catch (NonFiniteLossException e) {
        series.say(label + ": " + DIVERGED + ": " + e.getMessage());
        done.add(new Done(entry.getKey(), Optional.empty(), new RunScores(Map.of())));
      }
      DurableFile.writeString(tableFile(), table(done, metric -> true).toTsv());
    }
    return Optional.of(table(done, metric -> metric.endsWith(RunScores.ACCURACY)));
  }

  private Table table(List<Done> done, Predicate<String> shown) throws IOException {
    List<String> keys = List.copyOf(runs.keySet().iterator().next().values().keySet());
    Set<String> metrics = new LinkedHashSet<>();
    done.forEach(d -> d.scores().metrics().keySet().stream().filter(shown).forEach(metrics::add));
    List<String> header = new ArrayList<>(keys);
    metrics.forEach(metric -> header.add(metric + " %"));
    header.addAll(List.of("tokens/s", "seconds", "run"));
    List<List<String>> rows = new ArrayList<>();
    for (Done each : done) {
      List<String> row = new ArrayList<>(each.combination().values().values());
      metrics.forEach(metric -> row.add(each.scores().percent(metric)));
      row.add(figure(each.run(), "tokensPerSecond", "%.0f"));
      row.add(figure(each.run(), "seconds", "%.1f"));
      row.add(each.run().map(run -> run.folder().getFileName().toString()).orElse(DIVERGED));
      rows.add(row);
    }
    return new Table(header, rows);
  }

  private static String figure(Optional<FinishedRun> run, String field, String format)
      throws IOException {
    Optional<Double> value = run.isEmpty() ? Optional.empty() : run.get().summary(field);
    return value.map(number -> String.format(Locale.ROOT, format, number)).orElse("–");
  }
}
