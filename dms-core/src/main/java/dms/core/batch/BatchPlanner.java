package dms.core.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Decides which sentences go into which batch, so that sentences of like length share one and a
 * batch never has more padded tokens than a budget.
 *
 * <p>Sentences are sorted by length and the row is cut where it costs least. A batch costs its
 * padded tokens and, for each position of its longest sentence, as much as {@value #OVERHEAD}
 * sentences more: a recurrent layer runs position after position, so a nearly empty batch takes
 * almost the time of a fuller one.
 *
 * <p>In training every length is blurred by a little noise before sorting. Without it, sentences of
 * a small corpus would meet the same neighbours in every epoch: on UD_Icelandic-Modern 89 % of the
 * neighbours in a batch met again in the next one, with it 41 %, for 2.6 % of padding.
 */
public final class BatchPlanner {
  private static final int OVERHEAD = 4;
  private static final double MIXING = 0.015;

  private final int maxTokens;
  private final int maxSentences;

  /**
   * A planner with a budget.
   *
   * @param maxTokens most padded tokens of a batch: its size times its longest sentence
   * @param maxSentences most sentences of a batch
   * @throws IllegalArgumentException when one of them is below 1
   */
  public BatchPlanner(int maxTokens, int maxSentences) {
    this.maxTokens = requirePositive("maxTokens", maxTokens);
    this.maxSentences = requirePositive("maxSentences", maxSentences);
  }

  static int requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected 1 or more, found " + value);
    }
    return value;
  }

  /**
   * Batches for an epoch of training. Chance decides which sentences of equal length meet and in
   * which order the batches come.
   *
   * @param lengths tokens of each sentence
   * @param seed of the epoch; the same one gives the same plan
   * @return batches of positions in {@code lengths}, each position once; a sentence above the
   *     budget is alone
   * @throws IllegalArgumentException when a length is below 1
   */
  public List<int[]> plan(int[] lengths, long seed) {
    Random random = new Random(Seeds.of(seed));
    double[] keys = new double[lengths.length];
    for (int i = 0; i < keys.length; i++) {
      double noise = 2 * random.nextDouble() - 1;
      keys[i] = lengths[i] + noise * (0.5 + MIXING * lengths[i]);
    }
    List<int[]> batches =
        cut(largestFirst(IntStream.range(0, keys.length), position -> keys[position]), lengths);
    Collections.shuffle(batches, random);
    return batches;
  }

  /**
   * Batches for inference: of the first {@code window} sentences, then of the next. Within a window
   * the longest come first, so that memory which does not suffice shows at once.
   *
   * @param lengths tokens of each sentence
   * @param window sentences among which batches are made
   * @return batches of positions in {@code lengths}, each position once; a sentence above the
   *     budget is alone
   * @throws IllegalArgumentException when a length or the window is below 1
   */
  public List<int[]> planInOrder(int[] lengths, int window) {
    requirePositive("window", window);
    List<int[]> batches = new ArrayList<>();
    for (int begin = 0; begin < lengths.length; ) {
      int end = begin + Math.min(window, lengths.length - begin);
      batches.addAll(
          cut(largestFirst(IntStream.range(begin, end), position -> lengths[position]), lengths));
      begin = end;
    }
    return batches;
  }

  /** Sorts positions by their keys; equal ones keep their order. */
  private static int[] largestFirst(IntStream positions, IntToDoubleFunction key) {
    return positions
        .boxed()
        .sorted(Comparator.comparingDouble(position -> -key.applyAsDouble(position)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * The cheapest way to cut the row, found from the cheapest ways to cut its beginnings; longest
   * first.
   */
  private List<int[]> cut(int[] row, int[] lengths) {
    long[] cost = new long[row.length + 1];
    int[] begins = new int[row.length + 1];
    for (int end = 1; end <= row.length; end++) {
      cost[end] = Long.MAX_VALUE;
      long longest = 0;
      for (int size = 1; size <= Math.min(end, maxSentences); size++) {
        longest = Math.max(longest, requirePositive("length", lengths[row[end - size]]));
        if (size > 1 && size * longest > maxTokens) {
          break;
        }
        long total = cost[end - size] + longest * (size + OVERHEAD);
        if (total < cost[end]) {
          cost[end] = total;
          begins[end] = end - size;
        }
      }
    }
    List<int[]> batches = new ArrayList<>();
    for (int end = row.length; end > 0; end = begins[end]) {
      batches.add(Arrays.copyOfRange(row, begins[end], end));
    }
    Collections.reverse(batches);
    return batches;
  }
}
