package dms.train.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExclusionsTest {
  private static final Sentence GOLD =
      Sentence.of(
          List.of(
              token("a", "e", "a"),
              token("b", "x", "b"),
              token("c", "nken", "c"),
              token("d", "ex", "d")));
  private static final Map<String, List<String>> PREDICTED =
      Map.of("xpos", List.of("e", "n", "nken", "n"), "lemma", List.of("a", "b", "c", "wrong"));

  private static Token token(String form, String tag, String lemma) {
    return Token.ofForm(form).with(Column.XPOS, tag).with(Column.LEMMA, lemma);
  }

  private static Map<String, Column> columns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("xpos", Column.XPOS);
    columns.put("lemma", Column.LEMMA);
    return columns;
  }

  private static Evaluation evaluate(Exclusions exclusions) {
    Evaluator evaluator =
        new Evaluator(columns(), form -> true, Map.of(), (sentence, name) -> true, exclusions);
    evaluator.add(GOLD, PREDICTED);
    return evaluator.evaluation();
  }

  @Test
  void excludedTokensCountInNoScoreOfTheirColumnAndAreToldAmongThoseWithoutGold() {
    Evaluation scores = evaluate(new Exclusions(Map.of("xpos", List.of("e", "x"))));
    assertThat(scores.decoders().get("xpos").all()).isEqualTo(new Accuracy(1, 2));
    assertThat(scores.decoders().get("xpos").withoutGold()).isEqualTo(2);
    assertThat(scores.decoders().get("lemma").all()).isEqualTo(new Accuracy(3, 4));
    assertThat(scores.allCorrect().all()).isEqualTo(new Accuracy(1, 2));
    assertThat(evaluate(Exclusions.NONE).decoders().get("xpos").all())
        .isEqualTo(new Accuracy(2, 4));
  }

  @Test
  void starExcludesAllValuesThatBeginSo() {
    Evaluation scores = evaluate(Exclusions.parse(List.of("xpos=e*", "lemma=c", "lemma=d")));
    assertThat(scores.decoders().get("xpos").all()).isEqualTo(new Accuracy(1, 2));
    assertThat(scores.decoders().get("lemma").all()).isEqualTo(new Accuracy(2, 2));
  }

  @Test
  void sentenceScoresLeaveTheSameTokensOutAndSumToTheEvaluation() {
    Exclusions exclusions = Exclusions.parse(List.of("xpos=e", "xpos=x"));
    SentenceScores scores =
        SentenceScores.of(
            columns(),
            (sentence, name) -> true,
            exclusions,
            List.of(GOLD, GOLD),
            List.of(PREDICTED, PREDICTED));
    assertThat(scores.decoders())
        .containsEntry("xpos", List.of(new Accuracy(1, 2), new Accuracy(1, 2)))
        .containsEntry("lemma", List.of(new Accuracy(3, 4), new Accuracy(3, 4)));
  }

  @Test
  void sentenceScoresAreReadAsTheyWereWrittenAndJoined() throws Exception {
    SentenceScores scores =
        SentenceScores.of(
            columns(),
            (sentence, name) -> !name.equals("other"),
            Exclusions.NONE,
            List.of(GOLD),
            List.of(PREDICTED));
    assertThat(SentenceScores.parse(scores.toJson())).isEqualTo(scores);
    SentenceScores other = new SentenceScores(Map.of("xpos", List.of(new Accuracy(0, 1))));
    assertThat(scores.plus(other).decoders())
        .containsExactly(Map.entry("xpos", List.of(new Accuracy(2, 4), new Accuracy(0, 1))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xpos | exclude: expected COLUMN=VALUE such as xpos=x, found \"xpos\"",
        "=x | exclude: expected COLUMN=VALUE such as xpos=x, found \"=x\"",
        "xpos=* | exclude.xpos: expected values such as x, or x* for all that begin with x, found \"*\"",
        "xpos= | exclude.xpos: expected values such as x, or x* for all that begin with x, found \"\""
      })
  void malformedExclusionIsRefused(String setting, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Exclusions.parse(List.of(setting)))
        .withMessage(message);
  }

  @Test
  void columnThatNoDecoderPredictsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Exclusions.parse(List.of("xpso=x")).requireAmong(columns().values()))
        .withMessage(
            "exclude.xpso: no decoder predicts that column; did you mean xpos?; there are [lemma, xpos]");
  }
}
