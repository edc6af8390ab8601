package dms.train.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dms.train.eval.PairedBootstrap.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Intervals that can be worked out by hand. */
class PairedBootstrapTest {
  private static final PairedBootstrap BOOTSTRAP = PairedBootstrap.standard();

  private static List<Accuracy> counts(int... correctAndTotal) {
    List<Accuracy> counts = new ArrayList<>();
    for (int i = 0; i < correctAndTotal.length; i += 2) {
      counts.add(new Accuracy(correctAndTotal[i], correctAndTotal[i + 1]));
    }
    return counts;
  }

  @Test
  void sameModelTwiceDiffersByNothing() {
    List<Accuracy> counts = counts(1, 2, 0, 3, 4, 4);
    Interval interval = BOOTSTRAP.compare(counts, counts);
    assertThat(interval).isEqualTo(new Interval(0, 0, 0));
    assertThat(interval.isClear()).isFalse();
  }

  @Test
  void oneSentenceHasOneResampleOnly() {
    assertThat(BOOTSTRAP.compare(counts(1, 4), counts(3, 4))).isEqualTo(new Interval(.5, .5, .5));
  }

  @Test
  void sameGainInEverySentenceOfTheSameLengthIsCertain() {
    Interval interval = BOOTSTRAP.compare(counts(1, 4, 2, 4, 0, 4), counts(2, 4, 3, 4, 1, 4));
    assertThat(interval).isEqualTo(new Interval(.25, .25, .25));
    assertThat(interval.isClear()).isTrue();
  }

  /** Resamples are both, twice the first or twice the second: 1/2, 1/4, 1/4. */
  @Test
  void twoSentencesSpanFromTheOneToTheOther() {
    Interval interval = BOOTSTRAP.compare(counts(0, 2, 1, 6), counts(1, 2, 0, 6));
    assertThat(interval).isEqualTo(new Interval(0, -1.0 / 6, .5));
  }

  /** Each of the means 0 and 1 of four sentences has a chance of 1/16, more than 2.5 %. */
  @Test
  void tailsAreCutWhereTheChanceFallsBelowTheLevel() {
    List<Accuracy> none = counts(0, 1, 0, 1, 0, 1, 0, 1);
    List<Accuracy> half = counts(1, 1, 1, 1, 0, 1, 0, 1);
    assertThat(BOOTSTRAP.compare(none, half)).isEqualTo(new Interval(.5, 0, 1));
  }

  /** Of 400 sentences with a gain of 0 or 1 the mean has a standard error of 1/40. */
  @Test
  void manySentencesGiveTheIntervalOfTheNormalDistribution() {
    SplittableRandom random = new SplittableRandom(5);
    List<Accuracy> none = new ArrayList<>();
    List<Accuracy> some = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      none.add(new Accuracy(0, 1));
      some.add(new Accuracy(random.nextInt(2), 1));
    }
    Interval interval = BOOTSTRAP.compare(none, some);
    assertThat(interval.low()).isCloseTo(interval.mean() - 1.96 / 40, Offset.offset(0.006));
    assertThat(interval.high()).isCloseTo(interval.mean() + 1.96 / 40, Offset.offset(0.006));
  }

  @Test
  void sameSeedGivesTheSameIntervalAndSwappedModelsTheOppositeMean() {
    List<Accuracy> first = counts(1, 3, 2, 5, 0, 1, 4, 9);
    List<Accuracy> second = counts(2, 3, 1, 5, 1, 1, 6, 9);
    assertThat(new PairedBootstrap(50, 3).compare(first, second))
        .isEqualTo(new PairedBootstrap(50, 3).compare(first, second));
    assertThat(BOOTSTRAP.compare(second, first).mean())
        .isEqualTo(-BOOTSTRAP.compare(first, second).mean());
  }

  @Test
  void sentencesWithoutTokensThatCountAreNoHindrance() {
    Interval interval = BOOTSTRAP.compare(counts(0, 0, 1, 2), counts(0, 0, 2, 2));
    assertThat(interval).isEqualTo(new Interval(.5, .5, .5));
  }

  @Test
  void unpairedCountsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOOTSTRAP.compare(counts(1, 2), counts()))
        .withMessageContaining("expected the same sentences, found 1 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOOTSTRAP.compare(counts(1, 2), counts(1, 3)))
        .withMessageContaining("expected the same tokens, found 2 and 3 in sentence 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOOTSTRAP.compare(counts(0, 0), counts(0, 0)))
        .withMessageContaining("expected tokens with a gold value, found none");
    assertThatIllegalArgumentException().isThrownBy(() -> new PairedBootstrap(0, 1));
  }
}
