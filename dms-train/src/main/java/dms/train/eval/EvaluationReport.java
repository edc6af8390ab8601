package dms.train.eval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes an evaluation down. */
final class EvaluationReport {
  private static final List<String> HEADER =
      List.of(
          "decoder",
          "all %",
          "known %",
          "unknown %",
          "unseen tag %",
          "tokens",
          "unknown",
          "unseen tag",
          "no gold");
  private static final String NOTHING = "–";
  private static final String GAP = "  ";

  private EvaluationReport() {}

  static String json(Evaluation evaluation) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("decoders", json(evaluation.decoders()));
    root.set("views", json(evaluation.views()));
    root.set(Evaluation.ALL, json(evaluation.allCorrect()));
    return root.toString();
  }

  private static ObjectNode json(Map<String, DecoderEvaluation> rows) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    rows.forEach((name, row) -> node.set(name, json(row)));
    return node;
  }

  private static ObjectNode json(DecoderEvaluation row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("all", json(row.all()));
    node.set("known", json(row.known()));
    node.set("unknown", json(row.unknown()));
    row.unseen().ifPresent(unseen -> node.set("unseen", json(unseen)));
    node.put("withoutGold", row.withoutGold());
    return node;
  }

  private static ObjectNode json(Accuracy accuracy) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("correct", accuracy.correct());
    node.put("total", accuracy.total());
    accuracy
        .share()
        .ifPresentOrElse(share -> node.put("accuracy", share), () -> node.putNull("accuracy"));
    return node;
  }

  static String table(Evaluation evaluation) {
    List<List<String>> lines = new ArrayList<>(List.of(HEADER));
    evaluation.rows().forEach((name, row) -> lines.add(cells(name, row)));
    StringBuilder table = new StringBuilder();
    for (List<String> line : lines) {
      for (int column = 0; column < line.size(); column++) {
        String padding = " ".repeat(width(lines, column) - length(line.get(column)));
        table.append(column == 0 ? line.get(0) + padding : GAP + padding + line.get(column));
      }
      table.append('\n');
    }
    return table.toString();
  }

  private static List<String> cells(String name, DecoderEvaluation row) {
    return List.of(
        name,
        row.all().percent(),
        row.known().percent(),
        row.unknown().percent(),
        row.unseenPercent(),
        Long.toString(row.all().total()),
        Long.toString(row.unknown().total()),
        row.unseen().map(unseen -> Long.toString(unseen.total())).orElse(NOTHING),
        Long.toString(row.withoutGold()));
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> length(line.get(column))).max().orElseThrow();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
