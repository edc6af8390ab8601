package dms.train.eval;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How well one value, such as a tag, is found.
 *
 * @param value the value
 * @param support how many tokens have it as gold value
 * @param predicted for how many it was predicted
 * @param correct for how many of these it is right
 */
public record ValueScores(String value, long support, long predicted, long correct) {
  /** The scores of all values that occur as gold or prediction, those with most support first. */
  public static List<ValueScores> of(List<TokenResult> results) {
    TreeMap<String, ValueScores> scores = new TreeMap<>();
    for (TokenResult result : results) {
      String predicted = result.predicted().value();
      scores.merge(
          result.gold(),
          new ValueScores(result.gold(), 1, 0, result.right() ? 1 : 0),
          ValueScores::plus);
      scores.merge(predicted, new ValueScores(predicted, 0, 1, 0), ValueScores::plus);
    }
    return scores.values().stream()
        .sorted(Comparator.comparing(ValueScores::support, Comparator.reverseOrder()))
        .toList();
  }

  private ValueScores plus(ValueScores other) {
    return new ValueScores(
        value, support + other.support, predicted + other.predicted, correct + other.correct);
  }

  /** The share of its predictions that are right; empty where it was never predicted. */
  public OptionalDouble precision() {
    return new Accuracy(correct, predicted).share();
  }

  /** The share of its tokens for which it was predicted; empty where no token has it. */
  public OptionalDouble recall() {
    return new Accuracy(correct, support).share();
  }

  /** The harmonic mean of both; 0 where it is never right. */
  public double f1() {
    return 2.0 * correct / (support + predicted);
  }

  /** The mean F1 of the values that occur as gold values; empty of none. */
  public static OptionalDouble macroF1(List<ValueScores> scores) {
    return scores.stream().filter(s -> s.support() > 0).mapToDouble(ValueScores::f1).average();
  }
}
