package dms.train.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  private final Evaluation evaluation = EvaluatorTest.evaluation();

  @ParameterizedTest
  @CsvSource({
    "xpos.accuracy, 0.666667",
    "xpos.known, 0.5",
    "xpos.unknown, 1",
    "xpos.unseen, 0.5",
    "lemma.accuracy, 0.5",
    "all.accuracy, 0.333333",
    "all.unknown, 0",
    "mean.accuracy, 0.583333",
    "mean.known, 0.583333",
    "mean.unknown, 0.5"
  })
  void metricIsFoundByItsName(String name, double expected) {
    assertThat(evaluation.metric(name).orElseThrow()).isCloseTo(expected, within(1e-6));
    assertThat(Metric.parse(name, List.of("xpos", "lemma")).name()).isEqualTo(name);
  }

  @Test
  void mistypedMetricIsRefusedWithTheNearestOneAndAll() {
    assertThatThrownBy(() -> Metric.parse("xpos.acuracy", List.of("xpos")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "metric: there is no \"xpos.acuracy\"; did you mean xpos.accuracy?; there are "
                + "xpos.accuracy, xpos.known, xpos.unknown, xpos.unseen, all.accuracy, all.known, "
                + "all.unknown, mean.accuracy, mean.known, mean.unknown");
    assertThatThrownBy(() -> evaluation.metric("loss"))
        .hasMessageStartingWith("metric: there is no \"loss\"; there are xpos.accuracy");
  }

  @Test
  void metricOfADecoderThatWasNotEvaluatedIsRefused() {
    Metric metric = Metric.parse("feats.known", List.of("feats"));
    assertThatThrownBy(() -> metric.of(evaluation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feats.known");
  }

  @Test
  void nothingCountedIsNoMetric() {
    Evaluation empty = EvaluatorTest.evaluator().evaluation();
    assertThat(empty.metric("xpos.accuracy")).isEmpty();
    assertThat(empty.metric("mean.accuracy")).isEmpty();
    assertThat(empty.metric("xpos.unseen")).isEmpty();
    assertThat(empty.metric("lemma.unseen")).isEmpty();
    assertThat(empty.toTable()).contains("–").doesNotContain("NaN");
    assertThat(empty.toJson()).contains("\"accuracy\":null").doesNotContain("NaN");
  }

  @Test
  void tableIsAligned() {
    assertThat(evaluation.toTable())
        .isEqualTo(
            """
            decoder            all %  known %  unknown %  unseen tag %  tokens  unknown  unseen tag  no gold
            xpos               66.67    50.00     100.00         50.00       3        1           2        1
            lemma              50.00    66.67       0.00             –       4        1           –        0
            lemma (gold tags)  75.00    66.67     100.00             –       4        1           –        0
            all                33.33    50.00       0.00             –       3        1           –        1
            """);
  }

  @Test
  void jsonHasItsKeysInOrder() {
    assertThat(evaluation.toJson())
        .startsWith(
            "{\"decoders\":{\"xpos\":{\"all\":{\"correct\":2,\"total\":3,\"accuracy\":0.666")
        .containsSubsequence("\"xpos\"", "\"known\"", "\"unknown\"", "\"withoutGold\":1", "lemma")
        .containsOnlyOnce("\"unseen\":{\"correct\":1,\"total\":2,\"accuracy\":0.5}")
        .containsSubsequence("\"views\":{\"lemma (gold tags)\":", "},\"all\":{\"all\":")
        .endsWith("\"withoutGold\":1}}");
  }

  @ParameterizedTest
  @CsvSource({"9653, 10000, 96.53", "1, 3, 33.33", "0, 7, 0.00", "7, 7, 100.00", "0, 0, –"})
  void percentHasTwoDecimalsInEveryCountry(long correct, long total, String expected) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("is"));
      assertThat(new Accuracy(correct, total).percent()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 3", "4, 3", "0, -1"})
  void impossibleCountsAreRefused(long correct, long total) {
    assertThatThrownBy(() -> new Accuracy(correct, total))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found " + correct + " of " + total);
  }
}
