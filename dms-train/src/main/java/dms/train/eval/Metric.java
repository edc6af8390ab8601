package dms.train.eval;

import dms.components.setting.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A figure of an evaluation by which models are compared: {@code accuracy} (of all tokens), {@code
 * known} or {@code unknown} of a decoder, as in {@code xpos.accuracy}; of {@code all}, where every
 * decoder must be right; or of {@code mean}, the mean over the decoders. {@code unseen}, of tokens
 * whose gold value training did not have, is one of single decoders only.
 */
public final class Metric {
  /** Name of the mean over the decoders. */
  public static final String MEAN = "mean";

  private enum Part {
    ACCURACY("accuracy", DecoderEvaluation::all),
    KNOWN("known", DecoderEvaluation::known),
    UNKNOWN("unknown", DecoderEvaluation::unknown),
    UNSEEN("unseen", row -> row.unseen().orElse(Accuracy.NONE));

    private final String key;
    private final Function<DecoderEvaluation, Accuracy> accuracy;

    Part(String key, Function<DecoderEvaluation, Accuracy> accuracy) {
      this.key = key;
      this.accuracy = accuracy;
    }

    OptionalDouble of(DecoderEvaluation row) {
      return accuracy.apply(row).share();
    }
  }

  private final String row;
  private final Part part;

  private Metric(String row, Part part) {
    this.row = row;
    this.part = part;
  }

  /**
   * The metric of a name; can be asked for before anything is evaluated.
   *
   * @param decoders names of the decoders that there will be
   * @throws IllegalArgumentException when there is no such metric; the message names the nearest
   *     and lists all
   */
  public static Metric parse(String name, Collection<String> decoders) {
    List<Metric> known = metrics(decoders);
    return known.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, known.stream().map(Metric::name).toList()));
  }

  private static List<Metric> metrics(Collection<String> decoders) {
    List<String> rows = new ArrayList<>(decoders);
    rows.add(Evaluation.ALL);
    rows.add(MEAN);
    List<Metric> metrics = new ArrayList<>();
    for (String row : rows) {
      for (Part part : Part.values()) {
        if (part != Part.UNSEEN || decoders.contains(row)) {
          metrics.add(new Metric(row, part));
        }
      }
    }
    return metrics;
  }

  private static IllegalArgumentException unknown(String name, List<String> known) {
    return new IllegalArgumentException(
        "metric: there is no \"%s\"%s; there are %s"
            .formatted(name, NearestName.suggestion(name, known), String.join(", ", known)));
  }

  /** The name, such as {@code xpos.accuracy}. */
  public String name() {
    return row + "." + part.key;
  }

  /** Name of the decoder that it measures, {@code all} or {@code mean}. */
  public String row() {
    return row;
  }

  /** The figure of one decoder that it looks at: the share of right tokens, empty of none. */
  public OptionalDouble share(DecoderEvaluation decoder) {
    return part.of(decoder);
  }

  /**
   * Its value.
   *
   * @return from 0 to 1; empty when no token was counted, for a mean when that is so of one decoder
   * @throws IllegalArgumentException when the evaluation lacks the decoder
   */
  public OptionalDouble of(Evaluation evaluation) {
    if (row.equals(MEAN)) {
      return mean(evaluation.decoders().values());
    }
    DecoderEvaluation found = evaluation.rows().get(row);
    if (found == null) {
      throw new IllegalArgumentException(
          "metric %s: the evaluation has only %s".formatted(name(), evaluation.rows().keySet()));
    }
    return part.of(found);
  }

  private OptionalDouble mean(Collection<DecoderEvaluation> rows) {
    List<OptionalDouble> shares = rows.stream().map(part::of).toList();
    return shares.stream().allMatch(OptionalDouble::isPresent)
        ? shares.stream().mapToDouble(OptionalDouble::getAsDouble).average()
        : OptionalDouble.empty();
  }

  @Override
  public String toString() {
    return name();
  }
}
