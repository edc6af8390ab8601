package dms.train.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final Set<String> KNOWN = Set.of("ég", "á");
  private static final Sentence GOLD =
      Sentence.of(
          List.of(
              token("ég", "fp1en", "ég"),
              token("á", "sfg1en", "eiga"),
              token("hest", "nkeo", "hestur"),
              token("á", "", "á")));

  private static Token token(String form, String tag, String lemma) {
    Token token = Token.ofForm(form).with(Column.LEMMA, lemma);
    return tag.isEmpty() ? token : token.with(Column.XPOS, tag);
  }

  private static DecoderEvaluation withoutUnseen(
      Accuracy known, Accuracy unknown, long withoutGold) {
    return new DecoderEvaluation(known, unknown, Optional.empty(), withoutGold);
  }

  static Evaluator evaluator() {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("xpos", Column.XPOS);
    columns.put("lemma", Column.LEMMA);
    return new Evaluator(columns, KNOWN::contains, Map.of("xpos", "nkeo"::equals));
  }

  static Evaluation evaluation() {
    Evaluator evaluator = evaluator();
    evaluator.add(
        GOLD,
        Map.of(
            "xpos", List.of("fp1en", "aa", "nkeo", "aa"),
            "lemma", List.of("ég", "eiga", "hest", "x")));
    evaluator.add("lemma (gold tags)", Column.LEMMA, GOLD, List.of("ég", "eiga", "hestur", "x"));
    return evaluator.evaluation();
  }

  @Test
  void knownAndUnknownFormsAndUnseenValuesAreCountedApartAndOnlyWhereThereIsGold() {
    DecoderEvaluation xpos =
        new DecoderEvaluation(
            new Accuracy(1, 2), new Accuracy(1, 1), Optional.of(new Accuracy(1, 2)), 1);
    Evaluation evaluation = evaluation();
    assertThat(evaluation.decoders())
        .containsEntry("xpos", xpos)
        .containsEntry("lemma", withoutUnseen(new Accuracy(2, 3), new Accuracy(0, 1), 0));
    assertThat(evaluation.decoders().get("xpos").all()).isEqualTo(new Accuracy(2, 3));
  }

  @Test
  void viewHasARowOfItsOwnAndNoPartInAll() {
    assertThat(evaluation().views())
        .containsExactly(
            Map.entry(
                "lemma (gold tags)", withoutUnseen(new Accuracy(2, 3), new Accuracy(1, 1), 0)));
  }

  @Test
  void allIsRightWhereEveryDecoderIsAndCountsWhereEveryOneHasGold() {
    assertThat(evaluation().allCorrect())
        .isEqualTo(withoutUnseen(new Accuracy(1, 2), new Accuracy(0, 1), 1));
  }

  @Test
  void joinedColumnIsRightOnlyAsAWhole() {
    Column joined = Column.parse("xpos+lemma");
    Evaluator evaluator = new Evaluator(Map.of("both", joined), form -> true);
    Sentence gold = Sentence.of(GOLD.tokens().subList(0, 2));
    evaluator.add(gold, Map.of("both", List.of("fp1en\tég", "sfg1en\tá")));
    assertThat(evaluator.evaluation().decoders().get("both").all()).isEqualTo(new Accuracy(1, 2));
  }

  @Test
  void countsOfSentencesAddUpAndTheResultStaysWhatItWas() {
    Evaluator evaluator = new Evaluator(Map.of("lemma", Column.LEMMA), KNOWN::contains);
    Map<String, List<String>> right = Map.of("lemma", List.of("ég", "eiga", "hestur", "á"));
    evaluator.add(GOLD, right);
    Evaluation first = evaluator.evaluation();
    evaluator.add(GOLD, right);
    assertThat(first.allCorrect().all()).isEqualTo(new Accuracy(4, 4));
    assertThat(evaluator.evaluation().allCorrect().all()).isEqualTo(new Accuracy(8, 8));
    assertThatThrownBy(() -> first.decoders().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void missingOrForeignPredictionsAreRefusedAndNothingIsCounted() {
    Evaluator evaluator = evaluator();
    List<String> four = List.of("a", "b", "c", "d");
    assertThatThrownBy(() -> evaluator.add(GOLD, Map.of("xpos", four)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected predictions of [xpos, lemma], found [xpos]");
    assertThatThrownBy(() -> evaluator.add(GOLD, Map.of("xpos", four, "lemma", List.of("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 4 values of lemma, found 1");
    assertThatThrownBy(() -> evaluator.add("view", Column.LEMMA, GOLD, List.of()))
        .hasMessageContaining("expected 4 values of view, found 0");
    assertThat(evaluator.evaluation().rows().values())
        .containsOnly(DecoderEvaluation.NONE, DecoderEvaluation.NONE_UNSEEN)
        .hasSize(3);
  }

  @Test
  void namesThatMeanSomethingElseAreRefused() {
    assertThatThrownBy(() -> new Evaluator(Map.of("all", Column.XPOS), form -> true))
        .hasMessageContaining("all is the name of a row");
    assertThatThrownBy(() -> new Evaluator(Map.of("mean", Column.XPOS), form -> true))
        .hasMessageContaining("mean is the name of a row");
    assertThatThrownBy(() -> new Evaluator(Map.of(), form -> true))
        .hasMessageContaining("found none");
    assertThatThrownBy(() -> evaluator().add("xpos", Column.XPOS, GOLD, List.of()))
        .hasMessageContaining("\"xpos (gold tags)\"");
    assertThatThrownBy(() -> evaluator().add("all", Column.XPOS, GOLD, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
