package dms.train.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dms.train.eval.Accuracy;
import dms.train.eval.SentenceScores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a cross-validation found.
 *
 * @param name of the configuration
 * @param folds scores of each fold, by a model that was trained on the others
 */
record FoldScores(String name, List<ScoredRun> folds) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  FoldScores {
    folds = List.copyOf(folds);
  }

  /** All metrics that some fold has, in the order of the report. */
  Set<String> metrics() {
    Set<String> metrics = new LinkedHashSet<>();
    folds.forEach(fold -> metrics.addAll(fold.scores().metrics().keySet()));
    return metrics;
  }

  /** The counts of a metric, by fold. */
  List<Accuracy> counts(String metric) {
    return folds.stream()
        .map(fold -> fold.scores().metrics().getOrDefault(metric, Accuracy.NONE))
        .toList();
  }

  /** A metric of one fold, from 0 to 1; empty where nothing was counted. */
  OptionalDouble value(String metric, int fold) {
    return counts(metric).get(fold).share();
  }

  /** Over the folds in which something was counted. */
  Spread spread(String metric) {
    return Spread.of(
        counts(metric).stream()
            .map(Accuracy::share)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray());
  }

  /** Every sentence of the corpus, each scored by the model that has not seen it. */
  SentenceScores sentences() {
    return folds.stream().map(ScoredRun::sentences).reduce(SentenceScores::plus).orElseThrow();
  }

  /** A row for each fold, and mean and standard deviation, in percent. */
  Table table(Predicate<String> shown) {
    List<String> metrics = metrics().stream().filter(shown).toList();
    List<String> header = new ArrayList<>(List.of("fold"));
    metrics.forEach(metric -> header.add(metric + " %"));
    List<List<String>> rows = new ArrayList<>();
    for (int fold = 0; fold < folds.size(); fold++) {
      RunScores scores = folds.get(fold).scores();
      rows.add(row(Integer.toString(fold + 1), metrics.stream().map(scores::percent).toList()));
    }
    rows.add(row("mean", metrics.stream().map(m -> percent(spread(m).mean())).toList()));
    rows.add(row("sd", metrics.stream().map(m -> percent(spread(m).deviation())).toList()));
    return new Table(header, rows);
  }

  private static List<String> row(String name, List<String> cells) {
    List<String> row = new ArrayList<>(List.of(name));
    row.addAll(cells);
    return row;
  }

  /** A share in percent with two decimals; a dash for what is not a number. */
  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  /**
   * Mean, standard deviation and the value of each fold, by metric, from 0 to 1.
   *
   * @param made how the cross-validation was made
   */
  String toJson(Map<String, ?> made) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("name", name);
    root.put("folds", folds.size());
    root.set("made", JSON.valueToTree(made));
    ObjectNode all = root.putObject("metrics");
    for (String metric : metrics()) {
      ObjectNode node = all.putObject(metric);
      putNumber(node, "mean", spread(metric).mean());
      putNumber(node, "sd", spread(metric).deviation());
      ArrayNode values = node.putArray("folds");
      for (int fold = 0; fold < folds.size(); fold++) {
        value(metric, fold).ifPresentOrElse(values::add, values::addNull);
      }
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void putNumber(ObjectNode node, String key, double number) {
    if (Double.isNaN(number)) {
      node.putNull(key);
    } else {
      node.put(key, number);
    }
  }
}
