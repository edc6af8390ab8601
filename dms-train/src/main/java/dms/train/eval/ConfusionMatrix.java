package dms.train.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often which value was predicted for which gold value, for the values that take part in most
 * errors; all others together are a last row and a last column, so that the counts add up to the
 * tokens. Immutable.
 */
public final class ConfusionMatrix {
  private final List<String> values;
  private final long[][] counts;

  private ConfusionMatrix(List<String> values, long[][] counts) {
    this.values = values;
    this.counts = counts;
  }

  /**
   * Counts results.
   *
   * @param size how many values have a row and a column of their own, at most
   */
  public static ConfusionMatrix of(List<TokenResult> results, int size) {
    List<String> values = mostConfused(results, size);
    Map<String, Integer> places = new HashMap<>();
    values.forEach(value -> places.put(value, places.size()));
    long[][] counts = new long[values.size() + 1][values.size() + 1];
    for (TokenResult result : results) {
      int gold = places.getOrDefault(result.gold(), values.size());
      int predicted = places.getOrDefault(result.predicted().value(), values.size());
      counts[gold][predicted]++;
    }
    return new ConfusionMatrix(values, counts);
  }

  /** Those with most errors as gold or predicted value, in alphabetical order. */
  private static List<String> mostConfused(List<TokenResult> results, int size) {
    Map<String, Long> errors = new HashMap<>();
    for (TokenResult result : results) {
      if (!result.right()) {
        errors.merge(result.gold(), 1L, Long::sum);
        errors.merge(result.predicted().value(), 1L, Long::sum);
      }
    }
    Comparator<String> byErrors = Comparator.comparing(errors::get, Comparator.reverseOrder());
    List<String> values = new ArrayList<>(errors.keySet());
    values.sort(byErrors.thenComparing(Comparator.naturalOrder()));
    return values.stream().limit(size).sorted().toList();
  }

  /** The values that have a row and a column, in alphabetical order. */
  public List<String> values() {
    return values;
  }

  /**
   * A count.
   *
   * @param gold place in {@link #values}, or their number for all others
   * @param predicted the same
   */
  public long count(int gold, int predicted) {
    return counts[gold][predicted];
  }

  /** The largest count of a confusion of two values that have a row; 0 where there is none. */
  public long largestConfusion() {
    long largest = 0;
    for (int gold = 0; gold < values.size(); gold++) {
      for (int predicted = 0; predicted < values.size(); predicted++) {
        largest = gold == predicted ? largest : Math.max(largest, counts[gold][predicted]);
      }
    }
    return largest;
  }
}
