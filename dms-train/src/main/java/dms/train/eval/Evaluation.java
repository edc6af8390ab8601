package dms.train.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How good a model is on a corpus.
 *
 * @param decoders each decoder as a user meets it, by name, in the order of the model
 * @param views decoders looked at in other ways, such as {@code lemma (gold tags)}, by name
 * @param allCorrect over the tokens that have a gold value for every decoder; right where every
 *     decoder is
 */
public record Evaluation(
    Map<String, DecoderEvaluation> decoders,
    Map<String, DecoderEvaluation> views,
    DecoderEvaluation allCorrect) {
  /** Name of the row in which a token is right when every decoder is. */
  public static final String ALL = "all";

  /** Copies the maps, keeping their order. */
  public Evaluation {
    decoders = Collections.unmodifiableMap(new LinkedHashMap<>(decoders));
    views = Collections.unmodifiableMap(new LinkedHashMap<>(views));
  }

  /** Decoders, views and {@value #ALL}, in this order. */
  public Map<String, DecoderEvaluation> rows() {
    Map<String, DecoderEvaluation> rows = new LinkedHashMap<>(decoders);
    rows.putAll(views);
    rows.put(ALL, allCorrect);
    return Collections.unmodifiableMap(rows);
  }

  /**
   * The value of a metric of a decoder, of {@code all} or of {@code mean}.
   *
   * @param name such as {@code xpos.accuracy}, see {@link Metric}
   * @return from 0 to 1; empty when no token was counted
   * @throws IllegalArgumentException when there is no such metric; the message names the nearest
   *     and lists all
   */
  public OptionalDouble metric(String name) {
    return Metric.parse(name, decoders.keySet()).of(this);
  }

  /** The counts as one line of JSON; its keys always come in the same order. */
  public String toJson() {
    return EvaluationReport.json(this);
  }

  /** The percentages as a table of aligned columns with a header, each line ended by LF. */
  public String toTable() {
    return EvaluationReport.table(this);
  }
}
