package dms.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the table.
 *
 * @param group the class of the benchmark in short: {@code step}
 * @param what the method, and the parameters that tell rows apart
 * @param unit what the time is of: {@code step}, {@code 1,000 tokens}, {@code 1,000 rows}
 * @param millis time of that unit
 * @param error half the width of the time's 99.9 % confidence interval, as a share of the time;
 *     empty where there are too few iterations to tell
 * @param tokensPerSecond empty where no tokens are counted
 * @param bytesPerToken bytes of Java heap allocated for a token, by all threads
 * @param share of the step's own thread that preparing its batch took, 0 to 1; of steps only
 */
public record Measurement(
    String group,
    String what,
    String unit,
    double millis,
    OptionalDouble error,
    OptionalDouble tokensPerSecond,
    OptionalDouble bytesPerToken,
    OptionalDouble share) {
  /** Group of the training steps. */
  public static final String STEP = "step";

  private static final Pattern NAME = Pattern.compile("(?:.*\\.)?(\\w+?)(?:Benchmark)?\\.(\\w+)");
  private static final Set<String> SIZES = Set.of("tokens", "threads");
  private static final double MILLIS_PER_SECOND = 1000;

  /**
   * Reads JMH's results.
   *
   * @param results the list that JMH writes as JSON
   * @throws IllegalArgumentException when it is not such a list
   */
  public static List<Measurement> of(JsonNode results) {
    List<Measurement> rows = new ArrayList<>();
    for (JsonNode result : results) {
      Matcher name = NAME.matcher(result.path("benchmark").asText());
      if (!name.matches() || !result.path("primaryMetric").path("score").isNumber()) {
        throw new IllegalArgumentException(
            "results: expected a list of results of JMH, found " + result);
      }
      String group =
          name.group(1).substring(0, 1).toLowerCase(Locale.ROOT) + name.group(1).substring(1);
      add(group, what(group, name.group(2), result.path("params")), result, rows);
    }
    return List.copyOf(rows);
  }

  private static String what(String group, String method, JsonNode params) {
    List<String> words = new ArrayList<>();
    // Of a group with a single method its name says nothing more.
    if (group.equals("component") || params.isMissingNode()) {
      words.add(method);
    }
    for (Map.Entry<String, JsonNode> param : params.properties()) {
      if (!SIZES.contains(param.getKey())) {
        words.add(param.getValue().asText());
      }
    }
    return words.isEmpty() ? method : String.join(" ", words);
  }

  private static void add(String group, String what, JsonNode result, List<Measurement> rows) {
    JsonNode time = result.path("primaryMetric");
    JsonNode perToken = result.path("secondaryMetrics").path("tokens");
    JsonNode perRow = result.path("secondaryMetrics").path("rows");
    boolean wholeCalls = group.equals(STEP) || perToken.isMissingNode();
    double factor = wholeCalls ? 1 : 1000;
    JsonNode unitTime = wholeCalls ? time : perToken;
    rows.add(
        new Measurement(
            group,
            what,
            group.equals(STEP) ? "step" : wholeCalls ? "call" : "1,000 tokens",
            millis(unitTime) * factor,
            error(unitTime),
            perToken.isMissingNode()
                ? OptionalDouble.empty()
                : OptionalDouble.of(MILLIS_PER_SECOND / millis(perToken)),
            bytesPerToken(result, perToken),
            share(result)));
    if (!perRow.isMissingNode()) {
      rows.add(
          new Measurement(
              group,
              what,
              "1,000 rows",
              millis(perRow) * 1000,
              error(perRow),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty()));
    }
  }

  private static double millis(JsonNode metric) {
    double score = metric.path("score").asDouble();
    String unit = metric.path("scoreUnit").asText();
    return switch (unit) {
      case "s/op" -> score * 1e3;
      case "ms/op" -> score;
      case "us/op" -> score / 1e3;
      case "ns/op" -> score / 1e6;
      default ->
          throw new IllegalArgumentException("results: expected a time per call, found " + unit);
    };
  }

  private static OptionalDouble error(JsonNode metric) {
    JsonNode error = metric.path("scoreError");
    double score = metric.path("score").asDouble();
    return error.isNumber() ? OptionalDouble.of(error.asDouble() / score) : OptionalDouble.empty();
  }

  /** JMH counts bytes per call; both times are of the same run. */
  private static OptionalDouble bytesPerToken(JsonNode result, JsonNode perToken) {
    JsonNode bytes = result.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score");
    if (!bytes.isNumber() || perToken.isMissingNode()) {
      return OptionalDouble.empty();
    }
    double tokens = millis(result.path("primaryMetric")) / millis(perToken);
    return OptionalDouble.of(bytes.asDouble() / tokens);
  }

  private static OptionalDouble share(JsonNode result) {
    JsonNode preparing = result.path("secondaryMetrics").path("preparingNanos").path("score");
    JsonNode step = result.path("secondaryMetrics").path("stepNanos").path("score");
    return preparing.isNumber() && step.isNumber()
        ? OptionalDouble.of(preparing.asDouble() / step.asDouble())
        : OptionalDouble.empty();
  }
}
