package dms.train.parallel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Shares out the sentences of a batch among ranks: the longest first, each to the rank that has the
 * fewest tokens so far. No two ranks then differ by more tokens than the longest sentence has.
 */
public final class BatchShares {
  private BatchShares() {}

  private static final class Share {
    private final int rank;
    private final List<Integer> positions = new ArrayList<>();
    private long tokens;

    private Share(int rank) {
      this.rank = rank;
    }

    private void add(int position, int length) {
      positions.add(position);
      tokens += length;
    }
  }

  /**
   * Positions of the batch's sentences for each rank, ascending. With fewer sentences than ranks
   * some ranks have none.
   *
   * @param lengths tokens of each sentence
   * @param ranks number of them, at least 1
   */
  public static List<int[]> of(int[] lengths, int ranks) {
    List<Share> shares = IntStream.range(0, ranks).mapToObj(Share::new).toList();
    PriorityQueue<Share> fewest =
        new PriorityQueue<>(
            Comparator.<Share>comparingLong(share -> share.tokens)
                .thenComparingInt(share -> share.rank));
    fewest.addAll(shares);
    IntStream.range(0, lengths.length)
        .boxed()
        .sorted(Comparator.comparingInt(position -> -lengths[position]))
        .forEach(
            position -> {
              Share share = fewest.remove();
              share.add(position, lengths[position]);
              fewest.add(share);
            });
    return shares.stream()
        .map(share -> share.positions.stream().mapToInt(Integer::intValue).sorted().toArray())
        .toList();
  }
}
