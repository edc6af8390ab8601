package dms.train.experiment;

import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import dms.components.config.LeaveOut;
import dms.core.file.DurableFile;
import dms.train.FinishedRun;
import dms.train.NonFiniteLossException;
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
  private static final SentenceScores NO_SCORES = new SentenceScores(Map.of());
  private static final List<String> HEADER =
      List.of("without", "decoder", "accuracy %", "difference", "95 % interval", "note");

  private final Path folder;
  private final Variant whole;
  private final List<Variant> variants = new ArrayList<>();

  /**
   * The model without one component, or the whole one.
   *
   * @param removed name of the component, or {@value #WHOLE}
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
    this.whole = new Variant(WHOLE, Optional.of(placed(complete, "whole", Map.of())), "");
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
      Map<String, Object> values = new LeftOutNames(rest, config).settings(changes);
      values.put("encoders", rest.encoders());
      values.put("decoders", rest.decoders());
      RunConfig variant = placed(config, "without-" + name, values);
      variant.blueprint();
      return new Variant(name, Optional.of(variant), String.join("; ", changes));
    } catch (ConfigurationException e) {
      return new Variant(name, Optional.empty(), reason(e));
    }
  }

  /** In one line, as a cell of the table has it. */
  static String reason(ConfigurationException refusal) {
    return "cannot be left out: " + String.join("; ", refusal.problems());
  }

  /** The file of the table. */
  public Path tableFile() {
    return folder.resolve("table.tsv");
  }

  /**
   * Trains what is not finished yet. The table is written after each run.
   *
   * @return the table; empty when it was asked to stop first
   * @throws IOException when a run fails for another reason than that its training diverged, or a
   *     file cannot be read or written
   */
  public Optional<Table> run(RunSeries series) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    Optional<Outcome> full = outcome(series, "the whole model", whole);
    if (full.isEmpty()) {
      return Optional.empty();
    }
    rows.addAll(full.get().rows(NO_SCORES));
    for (Variant variant : variants) {
      Optional<Outcome> rest = outcome(series, "without " + variant.removed, variant);
      if (rest.isEmpty()) {
        return Optional.empty();
      }
      rows.addAll(rest.get().rows(full.get().scores));
      DurableFile.writeString(tableFile(), new Table(HEADER, rows).toTsv());
    }
    return Optional.of(new Table(HEADER, rows));
  }

  /** Empty when it was asked to stop first. */
  private static Optional<Outcome> outcome(RunSeries series, String label, Variant variant)
      throws IOException {
    if (variant.config.isEmpty()) {
      series.say(label + ": " + variant.note);
      return Optional.of(new Outcome(variant.removed, NO_SCORES, variant.note));
    }
    try {
      return scores(series, label, variant.config.get())
          .map(scores -> new Outcome(variant.removed, scores, variant.note));
    } catch (NonFiniteLossException e) {
      series.say(label + ": " + MultiRun.DIVERGED + ": " + e.getMessage());
      String note = variant.note.isEmpty() ? "" : variant.note + "; ";
      return Optional.of(new Outcome(variant.removed, NO_SCORES, note + MultiRun.DIVERGED));
    }
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

  /**
   * What came of a variant.
   *
   * @param scores without decoders when it was not trained to its end
   */
  private record Outcome(String removed, SentenceScores scores, String note) {

    /** A row for each decoder, or one that says why there is none. */
    List<List<String>> rows(SentenceScores full) {
      if (scores.decoders().isEmpty()) {
        return List.of(List.of(removed, NONE, NONE, NONE, NONE, note));
      }
      List<List<String>> rows = new ArrayList<>();
      scores
          .decoders()
          .forEach(
              (name, counts) ->
                  rows.add(row(name, counts, full.decoders().getOrDefault(name, List.of()))));
      return rows;
    }

    private List<String> row(String decoder, List<Accuracy> counts, List<Accuracy> before) {
      String percent = counts.stream().reduce(Accuracy.NONE, Accuracy::plus).percent();
      boolean counted = before.stream().anyMatch(count -> count.total() > 0);
      if (!counted || !PairedBootstrap.onSameTokens(before, counts)) {
        return List.of(removed, decoder, percent, NONE, NONE, note);
      }
      PairedBootstrap.Interval interval = PairedBootstrap.standard().compare(before, counts);
      return List.of(
          removed,
          decoder,
          percent,
          Differences.points(interval.mean()),
          Differences.interval(interval),
          note);
    }
  }
}
