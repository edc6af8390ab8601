package dms.train.experiment;

import com.typesafe.config.ConfigObject;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import dms.components.config.LeaveOut;
import dms.core.file.DurableFile;
import dms.train.FinishedRun;
import dms.train.RunConfig;
import dms.train.RunEvaluation;
import dms.train.eval.Accuracy;
import dms.train.eval.PairedBootstrap;
import dms.train.eval.SentenceScores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a model without each of its components, one at a time, and compares it with the whole one
 * on the dev files: {@code OUTPUT/NAME/ablate/table.tsv}, beside a folder for each run.
 */
public final class AblationStudy {
  /** Folder of the runs in the folder of the experiment. */
  static final String FOLDER = "ablate";

  private static final String NONE = "–";
  private static final String WHOLE = "nothing";
  private static final List<String> HEADER =
      List.of("without", "decoder", "accuracy %", "difference", "95 % interval", "note");

  private final Path folder;
  private final RunConfig whole;
  private final List<Variant> variants = new ArrayList<>();

  /**
   * The model without one component.
   *
   * @param removed name of the component
   * @param config empty when the rest cannot be wired without it
   * @param note what was rewired, or why it cannot be
   */
  private record Variant(String removed, Optional<RunConfig> config, String note) {}

  /**
   * Makes the configurations; nothing is read or written yet.
   *
   * @throws ConfigurationException when the configuration cannot be used
   */
  public AblationStudy(RunConfig config) {
    Blueprint blueprint = config.blueprint();
    RunConfig complete = config.withComponents(blueprint.encoders(), blueprint.decoders());
    this.folder = config.folder().resolve(FOLDER);
    this.whole = placed(complete, "whole", Map.of());
    List<String> names = new ArrayList<>(blueprint.encoders().keySet());
    names.addAll(blueprint.decoders().keySet());
    names.forEach(name -> variants.add(without(name, blueprint, complete)));
  }

  private RunConfig placed(RunConfig config, String name, Map<String, ?> more) {
    Map<String, Object> values = new LinkedHashMap<>(more);
    values.put("name", name);
    values.put("output", folder.toString());
    return Variation.of(config, values);
  }

  private Variant without(String name, Blueprint blueprint, RunConfig config) {
    try {
      LeaveOut rest = LeaveOut.of(blueprint, name, ComponentRegistry.load());
      List<String> changes = new ArrayList<>(rest.changes());
      Map<String, Object> values = new LinkedHashMap<>(settings(rest, config, changes));
      values.put("encoders", rest.encoders());
      values.put("decoders", rest.decoders());
      RunConfig variant = placed(config, "without-" + name, values);
      variant.blueprint();
      return new Variant(name, Optional.of(variant), String.join("; ", changes));
    } catch (ConfigurationException e) {
      return new Variant(name, Optional.empty(), "cannot be left out: " + e.getMessage());
    }
  }

  /** What names a component or its column outside of the components. */
  private static Map<String, Object> settings(
      LeaveOut rest, RunConfig config, List<String> changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    String row = config.selection().metric().replaceFirst("\\.[^.]*$", "");
    if (config.decoders().containsKey(row) && !rest.decoders().containsKey(row)) {
      values.put("selection.metric", "mean.accuracy");
      changes.add("selection.metric = mean.accuracy");
    }
    Map<String, Object> rates = new LinkedHashMap<>(config.optimizer().rates());
    rates
        .keySet()
        .removeIf(n -> !rest.encoders().containsKey(n) && !rest.decoders().containsKey(n));
    values.put("optimizer.rates", rates);
    List<Object> columns = columns(rest.decoders());
    Map<String, Object> exclude = new LinkedHashMap<>(config.evaluation().exclude());
    exclude.keySet().removeIf(c -> columns(config.decoders()).contains(c) && !columns.contains(c));
    values.put("evaluation.exclude", exclude);
    return values;
  }

  private static List<Object> columns(Map<String, ConfigObject> decoders) {
    return decoders.values().stream()
        .filter(settings -> settings.containsKey("column"))
        .map(settings -> settings.get("column").unwrapped())
        .toList();
  }

  /** The file of the table. */
  public Path tableFile() {
    return folder.resolve("table.tsv");
  }

  /**
   * Trains what is not finished yet. The table is written after each run.
   *
   * @return the table; empty when it was asked to stop first
   * @throws IOException when a run fails or a file cannot be read or written
   */
  public Optional<Table> run(RunSeries series) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    Optional<SentenceScores> full = scores(series, "the whole model", whole);
    if (full.isEmpty()) {
      return Optional.empty();
    }
    full.get().decoders().forEach((name, counts) -> rows.add(row(WHOLE, name, counts, "")));
    for (Variant variant : variants) {
      if (variant.config.isEmpty()) {
        series.say("without %s: %s".formatted(variant.removed, variant.note));
        rows.add(List.of(variant.removed, NONE, NONE, NONE, NONE, variant.note));
        continue;
      }
      Optional<SentenceScores> rest =
          scores(series, "without " + variant.removed, variant.config.get());
      if (rest.isEmpty()) {
        return Optional.empty();
      }
      rows.addAll(compared(variant, full.get(), rest.get()));
      DurableFile.writeString(tableFile(), new Table(HEADER, rows).toTsv());
    }
    Table table = new Table(HEADER, rows);
    DurableFile.writeString(tableFile(), table.toTsv());
    return Optional.of(table);
  }

  private static Optional<SentenceScores> scores(RunSeries series, String label, RunConfig config)
      throws IOException {
    Optional<FinishedRun> run = series.train(label, config);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    RunEvaluation dev = new RunEvaluation(config);
    return Optional.of(
        ScoredRun.of(run.get(), config, "dev", dev.devFiles(), dev::readDev).sentences());
  }

  private static List<List<String>> compared(
      Variant variant, SentenceScores full, SentenceScores rest) {
    List<List<String>> rows = new ArrayList<>();
    rest.decoders()
        .forEach(
            (name, counts) -> {
              List<Accuracy> before = full.decoders().get(name);
              List<String> row = new ArrayList<>(row(variant.removed, name, counts, variant.note));
              boolean counted = before.stream().anyMatch(count -> count.total() > 0);
              if (counted && total(before).total() == total(counts).total()) {
                PairedBootstrap.Interval interval =
                    PairedBootstrap.standard().compare(before, counts);
                row.set(3, Differences.points(interval.mean()));
                row.set(4, Differences.interval(interval));
              }
              rows.add(row);
            });
    return rows;
  }

  private static Accuracy total(List<Accuracy> counts) {
    return counts.stream().reduce(Accuracy.NONE, Accuracy::plus);
  }

  private static List<String> row(
      String removed, String decoder, List<Accuracy> counts, String note) {
    return List.of(removed, decoder, total(counts).percent(), NONE, NONE, note);
  }
}
