package dms.train.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.train.eval.Accuracy;
import dms.train.eval.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scores read from the JSON of an {@link Evaluation}, whatever rows and parts it has.
 *
 * @param metrics counts by metric, such as {@code xpos.accuracy}, {@code lemma (gold tags).unknown}
 */
public record RunScores(Map<String, Accuracy> metrics) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL_TOKENS = "all";

  /** What is added to the name of a decoder for its accuracy on all tokens. */
  static final String ACCURACY = ".accuracy";

  /** Copies the map, keeping its order. */
  public RunScores {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * Reads a file such as {@code scores.json}.
   *
   * @throws IOException when it cannot be read or is no JSON
   */
  public static RunScores read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static RunScores parse(String json) throws IOException {
    JsonNode root = JSON.readTree(json);
    Map<String, Accuracy> metrics = new LinkedHashMap<>();
    root.path("decoders").properties().forEach(row -> add(row.getKey(), row.getValue(), metrics));
    root.path("views").properties().forEach(row -> add(row.getKey(), row.getValue(), metrics));
    add(Evaluation.ALL, root.path(Evaluation.ALL), metrics);
    return new RunScores(metrics);
  }

  private static void add(String name, JsonNode row, Map<String, Accuracy> metrics) {
    row.properties()
        .forEach(
            part -> {
              JsonNode counts = part.getValue();
              if (counts.has("correct")) {
                String suffix = part.getKey().equals(ALL_TOKENS) ? ACCURACY : "." + part.getKey();
                metrics.put(
                    name + suffix,
                    new Accuracy(counts.get("correct").asLong(), counts.path("total").asLong()));
              }
            });
  }

  /** In percent with two decimals; a dash where there is no such metric or nothing was counted. */
  String percent(String metric) {
    return Optional.ofNullable(metrics.get(metric)).orElse(Accuracy.NONE).percent();
  }
}
