package dms.train.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.core.file.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The course of a training, read from its {@code metrics.jsonl}.
 *
 * @param training losses and learning rate by name, over steps
 * @param dev scores on dev by name, over epochs of all stages
 * @param stages where each named stage but the first begins, in steps and in epochs
 */
public record RunMetrics(
    Map<String, Curve> training, Map<String, Curve> dev, List<StageStart> stages) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Where a stage begins.
   *
   * @param name of the stage
   * @param step the last step before it
   * @param epoch the last epoch before it, of all stages
   */
  public record StageStart(String name, double step, double epoch) {}

  /** A file that is no log of metrics. */
  public static final class MetricsFormatException extends FaultyFileException {
    private static final long serialVersionUID = 1L;

    MetricsFormatException(Path file, long line, JsonProcessingException cause) {
      super(
          "%s:%d: expected a JSON object, as a training writes it into metrics.jsonl; found %s"
              .formatted(file, line, cause.getOriginalMessage()),
          cause);
    }
  }

  /**
   * Reads a log. A last line without end is left out: the training is under way.
   *
   * @throws MetricsFormatException when a line is no JSON
   * @throws IOException when it cannot be read
   */
  public static RunMetrics read(Path file) throws IOException {
    String text = Files.readString(file);
    RunMetrics metrics =
        new RunMetrics(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    Position position = new Position();
    long number = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
      number++;
      if (!line.isBlank()) {
        try {
          metrics.add(JSON.readTree(line), position);
        } catch (JsonProcessingException e) {
          throw new MetricsFormatException(file, number, e);
        }
      }
    }
    return metrics;
  }

  /** How far the log was read. */
  private static final class Position {
    private String stage = "";
    private double step;
    private int epochs;
    private boolean started;
  }

  private void add(JsonNode line, Position position) {
    String stage = line.path("stage").asText("");
    if (position.started && !stage.equals(position.stage)) {
      stages.add(new StageStart(stage, position.step, position.epochs));
    }
    position.started = true;
    position.stage = stage;
    position.step = line.path("step").asDouble();
    boolean isDev = line.path("type").asText().equals("dev");
    position.epochs += isDev ? 1 : 0;
    double x = isDev ? position.epochs : position.step;
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      if (field.getValue().isNumber()) {
        (isDev ? dev : training)
            .computeIfAbsent(field.getKey(), name -> new Curve())
            .add(x, field.getValue().asDouble());
      }
    }
  }
}
