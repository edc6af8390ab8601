package dms.train.eval.conll;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.BiFunction;

/** Writes scores down; the tables look like those of the shared task's script. */
final class ConllReport {
  private static final String RULE =
      "-----------+-----------+-----------+-----------+-----------\n";

  private ConllReport() {}

  static String table(ConllScores scores) {
    return table(
        scores,
        "Metric     | Precision |    Recall |  F1 Score | AligndAcc\n",
        (metric, score) ->
            row(
                metric,
                percent(score.precision()),
                percent(score.recall()),
                percent(score.f1()),
                score.alignedAccuracy().isPresent()
                    ? percent(score.alignedAccuracy().getAsDouble())
                    : ""));
  }

  static String countTable(ConllScores scores) {
    return table(
        scores,
        "Metric     | Correct   |      Gold | Predicted | Aligned\n",
        (metric, score) ->
            row(
                metric,
                Integer.toString(score.correct()),
                Integer.toString(score.gold()),
                Integer.toString(score.system()),
                aligned(metric, score)));
  }

  private static String aligned(ConllMetric metric, ConllScore score) {
    int aligned = metric == ConllMetric.WORDS ? score.correct() : score.aligned().orElse(0);
    return aligned == 0 ? "" : Integer.toString(aligned);
  }

  private static String table(
      ConllScores scores, String heading, BiFunction<ConllMetric, ConllScore, String> row) {
    StringBuilder table = new StringBuilder(heading).append(RULE);
    scores.all().forEach((metric, score) -> table.append(row.apply(metric, score)));
    return table.toString();
  }

  private static String row(
      ConllMetric metric, String first, String second, String third, String fourth) {
    String cells =
        String.format(
            Locale.ROOT,
            "%-11s|%10s |%10s |%10s |%10s",
            metric.label(),
            first,
            second,
            third,
            fourth);
    return cells.stripTrailing() + "\n";
  }

  /** Rounded as the script's language does it: the double's exact value, a half to even. */
  private static String percent(double share) {
    return new BigDecimal(100 * share).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  static String json(ConllScores scores) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    scores
        .all()
        .forEach(
            (metric, score) -> {
              ObjectNode node = root.putObject(metric.label());
              node.put("precision", score.precision());
              node.put("recall", score.recall());
              node.put("f1", score.f1());
              score.alignedAccuracy().ifPresent(share -> node.put("alignedAccuracy", share));
              node.put("correct", score.correct());
              node.put("gold", score.gold());
              node.put("system", score.system());
              score.aligned().ifPresent(aligned -> node.put("aligned", aligned));
            });
    return root.toString();
  }
}
