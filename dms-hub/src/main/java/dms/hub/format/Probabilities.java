package dms.hub.format;

import dms.core.component.Prediction;
import dms.core.corpus.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Probabilities and sources as values of columns of their own. */
final class Probabilities {
  private Probabilities() {}

  /** Four digits after the point: more would only tell rounding. */
  static String text(double probability) {
    return String.format(Locale.ROOT, "%.4f", probability);
  }

  /** In TSV and tables: {@code xpos.p}, {@code lemma.p}, {@code lemma.source}. */
  static Column dotted(Column column, String what) {
    return Column.parse(column.spec().replace('+', '_') + "." + what);
  }

  /** In MISC of CoNLL-U: {@code XposP}, {@code LemmaP}, {@code LemmaSource}. */
  static Column inMisc(Column column, String what) {
    StringBuilder key = new StringBuilder();
    for (String part : (column.spec() + "." + what).replace("misc.", "").split("[+.]")) {
      key.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    return Column.parse("misc." + key);
  }

  /** How the columns of probability and source are named. */
  interface Naming {
    Column name(Column column, String what);
  }

  /**
   * The values of a sentence by column: each predicted column, after it its probabilities and, of
   * lemmas, the sources; an empty value where there is none.
   */
  static Map<Column, List<String>> with(Map<Column, List<Prediction>> predictions, Naming naming) {
    Map<Column, List<String>> values = new LinkedHashMap<>();
    predictions.forEach(
        (column, ofTokens) -> {
          values.put(column, each(ofTokens, Prediction::value));
          values.put(naming.name(column, "p"), each(ofTokens, Probabilities::probability));
          if (column.equals(Column.LEMMA)) {
            values.put(naming.name(column, "source"), each(ofTokens, Probabilities::source));
          }
        });
    return values;
  }

  /** The values of a sentence by column, and nothing else. */
  static Map<Column, List<String>> without(Map<Column, List<Prediction>> predictions) {
    Map<Column, List<String>> values = new LinkedHashMap<>();
    predictions.forEach(
        (column, ofTokens) -> values.put(column, each(ofTokens, Prediction::value)));
    return values;
  }

  private static String probability(Prediction prediction) {
    return prediction.probability().isPresent() ? text(prediction.probability().getAsDouble()) : "";
  }

  private static String source(Prediction prediction) {
    return prediction.source().map(source -> source.name().toLowerCase(Locale.ROOT)).orElse("");
  }

  private static List<String> each(List<Prediction> ofTokens, Function<Prediction, String> part) {
    List<String> values = new ArrayList<>(ofTokens.size());
    ofTokens.forEach(prediction -> values.add(part.apply(prediction)));
    return values;
  }
}
