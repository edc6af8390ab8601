package dms.train.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dms.core.component.Prediction;
import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report is made of: every count must add up to the tokens. */
class ResultAnalysesTest {
  private static final int SENTENCE = 5;

  private static TokenResult result(int place, String gold, Prediction predicted) {
    boolean right = gold.equals(predicted.value());
    TokenOutcome outcome =
        new TokenOutcome(place / SENTENCE, place % SENTENCE, place % 3 > 0, right);
    return new TokenResult(outcome, gold, predicted, false);
  }

  /** Tags t0 to t9, about half of them right. */
  private static List<TokenResult> random(int size, long seed) {
    Random random = new Random(seed);
    List<TokenResult> results = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String gold = "t" + random.nextInt(10);
      String other = "t" + random.nextInt(10);
      Prediction predicted =
          Prediction.of(random.nextBoolean() ? gold : other, random.nextDouble());
      results.add(result(i, gold, predicted));
    }
    return results;
  }

  private static long wrong(List<TokenResult> results) {
    return results.stream().filter(result -> !result.right()).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 10, 100})
  void confusionsAddUpToTheTokensHoweverFewTagsHaveARow(int rows) {
    List<TokenResult> results = random(500, rows);
    ConfusionMatrix matrix = ConfusionMatrix.of(results, rows);
    int size = matrix.values().size();
    assertThat(size).isEqualTo(Math.min(rows, 10));
    long sum = 0;
    long diagonal = 0;
    for (int gold = 0; gold <= size; gold++) {
      for (int predicted = 0; predicted <= size; predicted++) {
        sum += matrix.count(gold, predicted);
        diagonal += gold == predicted ? matrix.count(gold, predicted) : 0;
      }
    }
    assertThat(sum).isEqualTo(500);
    if (rows >= 10) {
      assertThat(sum - diagonal).isEqualTo(wrong(results));
    }
  }

  @Test
  void theMostConfusedTagsHaveTheRows() {
    List<TokenResult> results =
        List.of(
            result(0, "A", Prediction.of("B")),
            result(1, "A", Prediction.of("B")),
            result(2, "C", Prediction.of("D")),
            result(3, "E", Prediction.of("E")));
    ConfusionMatrix matrix = ConfusionMatrix.of(results, 2);
    assertThat(matrix.values()).containsExactly("A", "B");
    assertThat(matrix.count(0, 1)).isEqualTo(2);
    assertThat(matrix.count(2, 2)).as("others").isEqualTo(2);
    assertThat(matrix.largestConfusion()).isEqualTo(2);
  }

  @Test
  void precisionRecallAndF1AreThoseOfTheirDefinition() {
    List<TokenResult> results =
        List.of(
            result(0, "A", Prediction.of("A")),
            result(1, "A", Prediction.of("B")),
            result(2, "A", Prediction.of("A")),
            result(3, "B", Prediction.of("A")),
            result(4, "C", Prediction.of("B")));
    List<ValueScores> scores = ValueScores.of(results);
    assertThat(scores)
        .containsExactly(
            new ValueScores("A", 3, 3, 2),
            new ValueScores("B", 1, 2, 0),
            new ValueScores("C", 1, 0, 0));
    assertThat(scores.get(0).precision().getAsDouble()).isEqualTo(2.0 / 3);
    assertThat(scores.get(0).recall().getAsDouble()).isEqualTo(2.0 / 3);
    assertThat(scores.get(0).f1()).isEqualTo(2.0 / 3);
    assertThat(scores.get(2).precision()).isEmpty();
    assertThat(scores.get(2).f1()).isZero();
    assertThat(ValueScores.macroF1(scores).getAsDouble()).isCloseTo(2.0 / 9, within(1e-12));
    assertThat(ValueScores.macroF1(List.of())).isEmpty();
  }

  @Test
  void calibrationErrorIsTheMeanGapOfTheBins() {
    List<TokenResult> results =
        List.of(
            result(0, "A", Prediction.of("A", 0.95)),
            result(1, "A", Prediction.of("B", 0.95)),
            result(2, "A", Prediction.of("A", 1.0)),
            result(3, "A", Prediction.of("B", 0.0)));
    Calibration calibration = Calibration.of(results, 10);
    assertThat(calibration.bins()).hasSize(10);
    assertThat(calibration.bins().get(9).accuracy()).isEqualTo(new Accuracy(2, 3));
    assertThat(calibration.bins().get(0).accuracy()).isEqualTo(new Accuracy(0, 1));
    double gap = 2.9 / 3 - 2.0 / 3;
    assertThat(calibration.expectedError()).isCloseTo(gap * 3 / 4, within(1e-12));
    assertThat(Calibration.of(List.of(), 10).expectedError()).isZero();
    assertThat(
            Calibration.of(random(300, 1), 7).bins().stream()
                .mapToLong(b -> b.accuracy().total())
                .sum())
        .isEqualTo(300);
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    List<TokenResult> none = List.of(result(0, "A", Prediction.of("A")));
    List<TokenResult> large = List.of(result(0, "A", Prediction.of("A", 1.5)));
    assertThatThrownBy(() -> Calibration.of(none, 10)).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> Calibration.of(large, 10)).hasMessageContaining("from 0 to 1");
  }

  @ParameterizedTest
  @CsvSource({
    "hestar, hestur, …a…, …u…",
    "fót, fótur, …∅, …ur",
    "á, eiga, á, eiga",
    "harður, hörður, …a…, …ö…",
    "Bragi, bragi, B…, b…",
    "aa, a, …a, …∅"
  })
  void editPatternsAreWhatTwoWordsDoNotShare(String from, String to, String found, String wanted) {
    EditPattern pattern = EditPattern.between(from, to);
    assertThat(pattern.foundText()).isEqualTo(found);
    assertThat(pattern.wantedText()).isEqualTo(wanted);
  }

  @Test
  void everyTokenIsInOneBucketOfEachDimension() {
    List<Sentence> corpus =
        Collections.nCopies(20, Sentence.ofForms(List.of("Hún", "las", "B2", ".", "Jón")));
    List<TokenOutcome> outcomes = random(100, 3).stream().map(TokenResult::outcome).toList();
    List<Dimension> dimensions = new ArrayList<>(Dimension.of(corpus));
    dimensions.add(Dimension.frequency(corpus, Map.of("Hún", 1, "las", 7, "Jón", 1_000)));
    for (Dimension dimension : dimensions) {
      List<Accuracy> counts = dimension.count(outcomes);
      assertThat(counts).as(dimension.title()).hasSameSizeAs(dimension.buckets());
      Accuracy sum = counts.stream().reduce(Accuracy.NONE, Accuracy::plus);
      assertThat(sum.total()).isEqualTo(100);
      assertThat(sum.correct()).isEqualTo(outcomes.stream().filter(TokenOutcome::right).count());
    }
    List<Accuracy> frequency = dimensions.get(dimensions.size() - 1).count(outcomes);
    assertThat(frequency.stream().map(Accuracy::total)).containsExactly(40L, 20L, 0L, 20L, 0L, 20L);
  }

  @Test
  void intervalOfAnAccuracyIsReproducibleAndHoldsIt() {
    List<Accuracy> counts = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 400; i++) {
      int total = 1 + random.nextInt(20);
      counts.add(new Accuracy(random.nextInt(total + 1), total));
    }
    counts.add(Accuracy.NONE);
    PairedBootstrap bootstrap = PairedBootstrap.standard();
    PairedBootstrap.Interval interval = bootstrap.accuracy(counts).orElseThrow();
    double share = counts.stream().reduce(Accuracy.NONE, Accuracy::plus).share().getAsDouble();
    assertThat(interval.mean()).isCloseTo(share, within(1e-12));
    assertThat(interval.low()).isLessThan(share);
    assertThat(interval.high()).isGreaterThan(share);
    assertThat(bootstrap.accuracy(counts)).contains(interval);
    assertThat(new PairedBootstrap(1_000, 2).accuracy(counts).orElseThrow()).isNotEqualTo(interval);
  }

  @Test
  void intervalOfOneTokenSentencesIsThatOfABinomial() {
    List<Accuracy> counts = new ArrayList<>(Collections.nCopies(320, new Accuracy(1, 1)));
    counts.addAll(Collections.nCopies(80, new Accuracy(0, 1)));
    PairedBootstrap.Interval interval =
        new PairedBootstrap(10_000, 1).accuracy(counts).orElseThrow();
    // 0.8 and 1.96 times the square root of 0.8 * 0.2 / 400.
    assertThat(interval.low()).isCloseTo(0.8 - 0.0392, within(0.004));
    assertThat(interval.high()).isCloseTo(0.8 + 0.0392, within(0.004));
  }

  @Test
  void intervalsOfNothingAndOfCertaintyAreKnown() {
    PairedBootstrap bootstrap = PairedBootstrap.standard();
    assertThat(bootstrap.accuracy(List.of())).isEmpty();
    assertThat(bootstrap.accuracy(List.of(Accuracy.NONE))).isEmpty();
    assertThat(bootstrap.accuracy(List.of(new Accuracy(3, 3), new Accuracy(1, 1))))
        .contains(new PairedBootstrap.Interval(1, 1, 1));
  }
}
