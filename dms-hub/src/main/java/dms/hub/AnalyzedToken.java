package dms.hub;

import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A token and what a system says of it; immutable.
 *
 * @param begin where it begins, in UTF-16 units ({@code char}s) of the text
 * @param end where it ends, exclusive
 * @param form the word as it is written in the text
 * @param values by task, which is the name of a column such as {@code xpos} or {@code lemma}, in
 *     the order in which the system predicts them. Columns that are predicted together, such as
 *     {@code upos+feats}, are tasks of their own, each with the probability of both
 */
public record AnalyzedToken(int begin, int end, String form, Map<String, Prediction> values) {
  /** Copies the map. */
  public AnalyzedToken {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The value of a task.
   *
   * @throws IllegalArgumentException when the system does not have that task, listing those it has
   */
  public String value(String task) {
    return prediction(task).value();
  }

  /**
   * The value of a task with what is known of it. Its probability does not depend on what was
   * computed at the same time but for rounding: about five decimals are the same every time.
   *
   * @throws IllegalArgumentException when the system does not have that task, listing those it has
   */
  public Prediction prediction(String task) {
    Prediction prediction = values.get(task);
    if (prediction == null) {
      throw new IllegalArgumentException(
          "task: expected one of %s, found '%s'".formatted(values.keySet(), task));
    }
    return prediction;
  }

  /**
   * The lemma.
   *
   * @throws IllegalArgumentException when the system gives none
   */
  public String lemma() {
    return value(Column.LEMMA.spec());
  }

  /**
   * Where the lemma comes from; empty when the system does not say.
   *
   * @throws IllegalArgumentException when the system gives none
   */
  public Optional<LemmaSource> lemmaSource() {
    return prediction(Column.LEMMA.spec()).source();
  }
}
