package dms.train.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of sharing out a batch, on seeded random ones. */
class BatchSharesTest {
  private static int[] lengths(Random random) {
    return random.ints(1 + random.nextInt(60), 1, 80).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 16})
  void everySentenceIsInOneShareOnly(int ranks) {
    Random random = new Random(ranks);
    for (int trial = 0; trial < 200; trial++) {
      int[] lengths = lengths(random);
      List<Integer> all = new ArrayList<>();
      for (int[] share : BatchShares.of(lengths, ranks)) {
        assertThat(share).isSorted();
        Arrays.stream(share).forEach(all::add);
      }
      assertThat(all)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, lengths.length).boxed().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 16})
  void noTwoSharesDifferByMoreThanTheLongestSentence(int ranks) {
    Random random = new Random(ranks);
    for (int trial = 0; trial < 200; trial++) {
      int[] lengths = lengths(random);
      int[] tokens =
          BatchShares.of(lengths, ranks).stream()
              .mapToInt(share -> Arrays.stream(share).map(i -> lengths[i]).sum())
              .toArray();
      int most = Arrays.stream(tokens).max().orElseThrow();
      int least = Arrays.stream(tokens).min().orElseThrow();
      assertThat(most - least).isLessThanOrEqualTo(Arrays.stream(lengths).max().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void theFirstRanksHaveASentenceWhereThereAreTooFew(int ranks) {
    Random random = new Random(ranks);
    for (int trial = 0; trial < 200; trial++) {
      int[] lengths = lengths(random);
      List<int[]> shares = BatchShares.of(lengths, ranks);
      for (int rank = 0; rank < ranks; rank++) {
        assertThat(shares.get(rank).length > 0).isEqualTo(rank < lengths.length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theSameBatchIsSharedOutAlike(int ranks) {
    int[] lengths = lengths(new Random(9));
    assertThat(BatchShares.of(lengths, ranks))
        .usingRecursiveComparison()
        .isEqualTo(BatchShares.of(lengths.clone(), ranks));
  }
}
