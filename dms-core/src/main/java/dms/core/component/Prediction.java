package dms.core.component;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a decoder chose for one token; immutable.
 *
 * @param value the value, as {@link BatchPostprocess#postprocess} gives it
 * @param probability that the model gives this value among all that it could choose, from 0 to 1;
 *     empty where the decoder does not say
 * @param source where a lemma comes from; empty for other values
 */
public record Prediction(String value, OptionalDouble probability, Optional<LemmaSource> source) {
  /** A value of which nothing else is known. */
  public static Prediction of(String value) {
    return new Prediction(value, OptionalDouble.empty(), Optional.empty());
  }

  /** A value with its probability. */
  public static Prediction of(String value, double probability) {
    return new Prediction(value, OptionalDouble.of(probability), Optional.empty());
  }

  /** A lemma with its probability and source. */
  public static Prediction ofLemma(String lemma, double probability, LemmaSource source) {
    return new Prediction(lemma, OptionalDouble.of(probability), Optional.of(source));
  }
}
