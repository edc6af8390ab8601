package dms.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dms.train.eval.Accuracy;
import dms.train.eval.SentenceScores;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures that can be worked out by hand. */
class FoldComparisonTest {
  /** Folds of one sentence of 10 tokens, by how many of them are right. */
  private static FoldScores folds(String name, int... right) {
    Stream<ScoredRun> folds =
        Arrays.stream(right)
            .mapToObj(correct -> new Accuracy(correct, 10))
            .map(
                count ->
                    new ScoredRun(
                        new RunScores(Map.of("xpos.accuracy", count)),
                        new SentenceScores(Map.of("xpos", List.of(count)))));
    return new FoldScores(name, folds.toList());
  }

  @Test
  void spreadIsThatOfASample() {
    assertThat(Spread.of(1, 2, 3, 4).mean()).isEqualTo(2.5);
    assertThat(Spread.of(1, 2, 3, 4).deviation())
        .isCloseTo(Math.sqrt(5.0 / 3), Offset.offset(1e-12));
    assertThat(Spread.of(1).deviation()).isNaN();
  }

  @Test
  void tableOfFoldsEndsWithMeanAndDeviation() throws IOException {
    FoldScores scores = folds("a", 7, 8, 9);
    assertThat(scores.table(metric -> true).toTsv())
        .isEqualTo("fold\txpos.accuracy %\n1\t70.00\n2\t80.00\n3\t90.00\nmean\t80.00\nsd\t10.00\n");
    assertThat(scores.toJson(Map.of())).contains("\"mean\" : 0.79999999").contains("\"sd\" : 0.1");
  }

  @Test
  void differencesArePairedByFold() throws IOException {
    // Gains of 1, 1 and 2 of 10: mean 13.33 points; 2 of the 8 sign patterns are as large.
    Table table = FoldComparison.table(folds("a", 5, 6, 7), folds("b", 6, 7, 9));
    assertThat(table.toTsv().lines())
        .containsExactly(
            "metric\ta %\tb %\tdifference\tsd\tp\t95 % interval, all folds' tokens pooled",
            "xpos.accuracy\t60.00\t73.33\t+13.33\t5.77\t0.2500\t[+10.00, +20.00]");
  }

  @Test
  void metricThatIsMissingOrCountsNothingHasADash() {
    FoldScores none =
        new FoldScores(
            "b",
            List.of(
                new ScoredRun(
                    new RunScores(Map.of("xpos.accuracy", Accuracy.NONE)),
                    new SentenceScores(Map.of("xpos", List.of(Accuracy.NONE))))));
    assertThat(FoldComparison.table(none, none).rows())
        .containsExactly(List.of("xpos.accuracy", "–", "–", "–", "–", "–", "–"));
    FoldScores other =
        new FoldScores(
            "c", List.of(new ScoredRun(new RunScores(Map.of()), new SentenceScores(Map.of()))));
    assertThat(FoldComparison.table(none, other).rows()).isEmpty();
  }

  @Test
  void metricCountedOnOtherTokensHasDashesInPlaceOfTheDifference() {
    Accuracy nine = new Accuracy(5, 9);
    FoldScores fewer =
        new FoldScores(
            "b",
            List.of(
                new ScoredRun(
                    new RunScores(Map.of("xpos.accuracy", nine)),
                    new SentenceScores(Map.of("xpos", List.of(nine))))));
    assertThat(FoldComparison.table(folds("a", 5), fewer).rows())
        .containsExactly(List.of("xpos.accuracy", "50.00", "55.56", "–", "–", "–", "–"));
    Accuracy ten = new Accuracy(5, 10);
    FoldScores otherwiseSpread =
        new FoldScores(
            "c",
            List.of(
                new ScoredRun(
                    new RunScores(Map.of("xpos.accuracy", ten)),
                    new SentenceScores(
                        Map.of("xpos", List.of(new Accuracy(2, 4), new Accuracy(3, 6)))))));
    assertThat(FoldComparison.table(folds("a", 5), otherwiseSpread).rows())
        .containsExactly(List.of("xpos.accuracy", "50.00", "50.00", "–", "–", "–", "–"));
  }
}
