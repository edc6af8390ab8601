package dms.train;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an epoch is drawn from several corpora. */
class CorpusSamplingTest {
  private static final int LARGE = 900;
  private static final int SMALL = 100;

  private static List<Sentence> sentences() {
    List<Sentence> sentences = new ArrayList<>();
    Sentence word = Sentence.ofForms(List.of("a"));
    IntStream.range(0, LARGE).forEach(i -> sentences.add(word.inCorpus("large")));
    IntStream.range(0, SMALL).forEach(i -> sentences.add(word.inCorpus("small")));
    return sentences;
  }

  private static long ofSmall(int[] sample) {
    return Arrays.stream(sample).filter(i -> i >= LARGE).count();
  }

  @Test
  void temperatureOneTakesEverySentenceOnce() {
    int[] sample = new CorpusSampling(sentences(), 1).sample(5);
    assertThat(sample).isEqualTo(IntStream.range(0, LARGE + SMALL).toArray());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 2, 5, 1e9})
  void sharesAreSizesToThePowerOfOneOverTheTemperature(double temperature) {
    int[] sample = new CorpusSampling(sentences(), temperature).sample(5);
    double large = Math.pow(LARGE, 1 / temperature);
    double small = Math.pow(SMALL, 1 / temperature);
    assertThat(sample).hasSize(LARGE + SMALL);
    assertThat((double) ofSmall(sample))
        .isBetween(1000 * small / (large + small) - 1, 1000 * small / (large + small) + 1);
  }

  @Test
  void placesAreExactlyAsManyAsSentences() {
    assertThat(CorpusSampling.places(new int[] {7, 3, 1}, 2)).containsExactly(5, 4, 2);
    assertThat(CorpusSampling.places(new int[] {900, 100}, 1e12)).containsExactly(500, 500);
    assertThat(CorpusSampling.places(new int[] {5}, 3)).containsExactly(5);
  }

  @Test
  void aSmallCorpusGivesEachSentenceAsOftenAsTheOthersGiveOrTakeOne() {
    int[] sample = new CorpusSampling(sentences(), 2).sample(5);
    for (int i = LARGE; i < LARGE + SMALL; i++) {
      int sentence = i;
      assertThat(Arrays.stream(sample).filter(s -> s == sentence).count()).isBetween(2L, 3L);
    }
    assertThat(Arrays.stream(sample).filter(s -> s < LARGE).distinct().count()).isEqualTo(750);
  }

  @Test
  void theSeedOfTheEpochDecidesAndNothingElse() {
    CorpusSampling sampling = new CorpusSampling(sentences(), 3);
    assertThat(sampling.sample(5)).isEqualTo(sampling.sample(5));
    assertThat(sampling.sample(5)).isNotEqualTo(sampling.sample(6));
    assertThat(new CorpusSampling(sentences(), 3).sample(5)).isEqualTo(sampling.sample(5));
  }
}
