package dms.train.eval;

import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A way to sort tokens into buckets, to see where errors concentrate.
 *
 * @param title what the buckets are about
 * @param buckets their names in order
 * @param bucketOf gives the place of a token's bucket
 */
public record Dimension(String title, List<String> buckets, ToIntFunction<TokenOutcome> bucketOf) {
  private static final int[] LENGTHS = {5, 10, 20, 30, 50};
  private static final int[] FREQUENCIES = {0, 1, 4, 9, 99};

  /** The ways that need nothing but the corpus. */
  public static List<Dimension> of(List<Sentence> corpus) {
    return List.of(
        new Dimension(
            "Form in the training data",
            List.of("known", "unknown"),
            outcome -> outcome.known() ? 0 : 1),
        new Dimension(
            "Kind of form",
            FormKind.names(),
            outcome -> FormKind.of(outcome.form(corpus), outcome.token() == 0).ordinal()),
        new Dimension(
            "Place in the sentence",
            List.of("first", "within", "last"),
            outcome -> place(outcome.token(), corpus.get(outcome.sentence()).size())),
        new Dimension(
            "Tokens of the sentence",
            names(LENGTHS, 1),
            outcome -> step(LENGTHS, corpus.get(outcome.sentence()).size())));
  }

  /**
   * By how often the training data has the form.
   *
   * @param counts the number of each form there
   */
  public static Dimension frequency(List<Sentence> corpus, Map<String, Integer> counts) {
    return new Dimension(
        "How often the training data has the form",
        names(FREQUENCIES, 0),
        outcome -> step(FREQUENCIES, counts.getOrDefault(outcome.form(corpus), 0)));
  }

  /** The accuracy in each bucket, in their order. */
  public List<Accuracy> count(Collection<TokenOutcome> outcomes) {
    List<Accuracy> counts = new ArrayList<>(Collections.nCopies(buckets.size(), Accuracy.NONE));
    for (TokenOutcome outcome : outcomes) {
      int bucket = bucketOf.applyAsInt(outcome);
      counts.set(bucket, counts.get(bucket).plus(outcome.right()));
    }
    return counts;
  }

  /** A sentence of one token is all first. */
  private static int place(int token, int length) {
    if (token == 0) {
      return 0;
    }
    return token == length - 1 ? 2 : 1;
  }

  private static int step(int[] ends, int value) {
    int step = 0;
    while (step < ends.length && value > ends[step]) {
      step++;
    }
    return step;
  }

  private static List<String> names(int[] ends, int first) {
    List<String> names = new ArrayList<>();
    int from = first;
    for (int end : ends) {
      names.add(from == end ? Integer.toString(end) : from + "–" + end);
      from = end + 1;
    }
    names.add(from + " or more");
    return names;
  }
}
