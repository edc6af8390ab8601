package dms.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.SharedData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchPlannerTest {
  private static final int[] LENGTHS = new Random(1).ints(3000, 1, 60).toArray();

  @ParameterizedTest
  @CsvSource({"100, 1000", "1500, 1000", "4000, 7", "1, 1", "2147483647, 2147483647"})
  void everySentenceIsInOneBatchWithinTheBudget(int maxTokens, int maxSentences) {
    BatchPlanner planner = new BatchPlanner(maxTokens, maxSentences);
    for (List<int[]> plan : List.of(planner.plan(LENGTHS, 5), planner.planInOrder(LENGTHS, 700))) {
      assertThat(positions(plan).sorted()).containsExactlyElementsOf(upTo(LENGTHS.length));
      for (int[] batch : plan) {
        assertThat(batch.length).isBetween(1, maxSentences);
        assertThat(batch.length == 1 || padded(batch, LENGTHS) <= maxTokens).isTrue();
      }
    }
  }

  @Test
  void sameSeedGivesSamePlanAndAnotherSeedAnother() {
    BatchPlanner planner = new BatchPlanner(500, 100);
    assertThat(planner.plan(LENGTHS, 5).toArray(int[][]::new))
        .isDeepEqualTo(planner.plan(LENGTHS, 5).toArray(int[][]::new));
    assertThat(contents(planner.plan(LENGTHS, 5)))
        .as("sentences that meet")
        .isNotEqualTo(contents(planner.plan(LENGTHS, 6)));
  }

  @Test
  void batchesDoNotComeInTheOrderOfTheirLengths() {
    List<Integer> longest =
        new BatchPlanner(500, 100)
            .plan(LENGTHS, 5).stream().map(batch -> longest(batch, LENGTHS)).toList();
    assertThat(longest).isNotEqualTo(longest.stream().sorted().toList());
  }

  @Test
  void sentenceAboveTheBudgetIsAlone() {
    int[] lengths = {3, 20_000, 4, Integer.MAX_VALUE, 5};
    List<int[]> plan = new BatchPlanner(100, 10).plan(lengths, 1);
    assertThat(contents(plan)).contains(Set.of(1), Set.of(3));
    assertThat(positions(plan).sorted()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void noSentenceNeedsNoBatch() {
    assertThat(new BatchPlanner(100, 10).plan(new int[0], 1)).isEmpty();
    assertThat(new BatchPlanner(100, 10).planInOrder(new int[0], 1)).isEmpty();
  }

  @Test
  void windowsAreBatchedOneAfterTheOther() {
    List<Integer> planned =
        positions(new BatchPlanner(300, 20).planInOrder(LENGTHS, 700)).boxed().toList();
    for (int begin = 0; begin < LENGTHS.length; begin += 700) {
      int end = Math.min(begin + 700, LENGTHS.length);
      assertThat(planned.subList(begin, end))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(begin, end).boxed().toList());
    }
    assertThat(new BatchPlanner(300, 20).planInOrder(LENGTHS, Integer.MAX_VALUE)).isNotEmpty();
  }

  /** What is allocated tells the work that is done for each window. */
  @Test
  void workForAWindowDoesNotGrowWithTheCorpus() {
    int[] corpus = new Random(2).ints(100_000, 1, 60).toArray();
    long one = allocatedBytes(Arrays.copyOf(corpus, 10_000));
    long ten = allocatedBytes(corpus);
    assertThat(ten).isLessThan(15 * one);
  }

  private static long allocatedBytes(int[] lengths) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    new BatchPlanner(1500, 100).planInOrder(lengths, 100);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void longestSentencesOfAWindowComeFirst() {
    List<int[]> plan = new BatchPlanner(300, 20).planInOrder(LENGTHS, LENGTHS.length);
    int[] lengths = positions(plan).map(i -> -LENGTHS[i]).toArray();
    assertThat(lengths).isSorted();
  }

  @Test
  void mostNeighboursOfAnEpochPartInTheNext() {
    Random random = new Random(5);
    int[] lengths = IntStream.range(0, 3000).map(i -> 1 + random.nextInt(60)).toArray();
    BatchPlanner planner = new BatchPlanner(1500, 100);
    int[] batchOf = new int[lengths.length];
    List<int[]> first = planner.plan(lengths, 1);
    for (int b = 0; b < first.size(); b++) {
      for (int position : first.get(b)) {
        batchOf[position] = b;
      }
    }
    long again = 0;
    long pairs = 0;
    for (int[] batch : planner.plan(lengths, 2)) {
      for (int i = 1; i < batch.length; i++) {
        again += batchOf[batch[i]] == batchOf[batch[i - 1]] ? 1 : 0;
        pairs++;
      }
    }
    assertThat(again / (double) pairs).isLessThan(0.5);
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> new BatchPlanner(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTokens: expected 1 or more, found 0");
    assertThatThrownBy(() -> new BatchPlanner(1, -1)).hasMessageContaining("maxSentences");
    BatchPlanner planner = new BatchPlanner(10, 10);
    assertThatThrownBy(() -> planner.planInOrder(LENGTHS, 0)).hasMessageContaining("window");
    assertThatThrownBy(() -> planner.plan(new int[] {1, 0}, 1))
        .hasMessage("length: expected 1 or more, found 0");
  }

  @ParameterizedTest
  @CsvSource({
    "ud-icelandic-modern, 1500",
    "ud-icelandic-icepahc, 1500",
    "ud-icelandic-icepahc, 4000",
    "ud-english-ewt, 1500",
    "ud-english-ewt, 4000"
  })
  void atMostThreePercentOfATreebankIsPadding(String treebank, int maxTokens) throws IOException {
    int[] lengths = lengths(SharedData.file(treebank + "/train.conllu"));
    List<int[]> plan = new BatchPlanner(maxTokens, 1000).plan(lengths, 1);
    long padded = plan.stream().mapToLong(batch -> padded(batch, lengths)).sum();
    double waste = 1 - Arrays.stream(lengths).sum() / (double) padded;
    assertThat(waste).isLessThan(0.03);
    assertThat(shapes(plan, lengths)).hasSizeLessThan(160);
  }

  private static int[] lengths(Path corpus) throws IOException {
    try (SentenceReader reader = CorpusFormat.ofFile(corpus).reader(corpus)) {
      return reader.stream().mapToInt(Sentence::size).toArray();
    }
  }

  private static IntStream positions(List<int[]> plan) {
    return plan.stream().flatMapToInt(Arrays::stream);
  }

  private static List<Integer> upTo(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  private static Set<Set<Integer>> contents(List<int[]> plan) {
    return plan.stream()
        .map(batch -> Arrays.stream(batch).boxed().collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }

  private static Set<String> shapes(List<int[]> plan, int[] lengths) {
    return plan.stream()
        .map(batch -> batch.length + " x " + longest(batch, lengths))
        .collect(Collectors.toSet());
  }

  private static int longest(int[] batch, int[] lengths) {
    return Arrays.stream(batch).map(i -> lengths[i]).max().orElseThrow();
  }

  private static long padded(int[] batch, int[] lengths) {
    return (long) batch.length * longest(batch, lengths);
  }
}
