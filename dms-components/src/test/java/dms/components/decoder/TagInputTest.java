package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dms.components.ComponentCase;
import dms.components.Sentences;
import dms.components.TestModel;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.tensor.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The lemmatizer reads the gold tag where it learns, if there is one, and where it is judged by
 * itself, else the predicted one.
 */
class TagInputTest {
  private static final BatchKey<Ids> TAGS = BatchKey.of("xpos", "tags", Ids.class);
  private static final BatchKey<Ids> TARGETS = BatchKey.of("xpos", "targets", Ids.class);

  private final List<Sentence> gold = Sentences.demo(6);

  /** The same sentences with the tags of other tokens; at most few agree with a prediction. */
  private final List<Sentence> otherTags = gold.stream().map(TagInputTest::turned).toList();

  private EncodersDecoders model;

  @BeforeEach
  void assemble() {
    String calm =
        """
        encoders { chars.dropout = 0, rnn.dropout = 0, words.dropout = 0, sentence.dropout = 0 }
        decoders { xpos.dropout = 0, upos.dropout = 0, lemma.dropout = 0 }
        """;
    model = TestModel.assembleTalkative(ComponentCase.JOINT + calm);
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static Sentence turned(Sentence sentence) {
    List<Token> tokens = new ArrayList<>();
    for (int t = 0; t < sentence.size(); t++) {
      Token next = sentence.tokens().get((t + 1) % sentence.size());
      tokens.add(sentence.tokens().get(t).with(Column.XPOS, next.value(Column.XPOS).orElseThrow()));
    }
    return sentence.withTokens(tokens);
  }

  @ParameterizedTest
  @EnumSource
  void tagsAreGoldWhereTheModeSaysSo(Mode mode) {
    Ids predicted = TestModel.run(model, gold, Mode.INFERENCE, batch -> batch.get(TAGS));
    Ids targets = TestModel.run(model, gold, Mode.EVALUATION, batch -> batch.get(TARGETS));
    Ids read = TestModel.run(model, gold, mode, batch -> batch.get(TAGS));
    boolean goldIsRead = mode == Mode.TRAINING || mode == Mode.EVALUATION_WITH_GOLD_INPUTS;
    for (int s = 0; s < gold.size(); s++) {
      for (int t = 0; t < gold.get(s).size(); t++) {
        int position = s * (int) read.shape()[1] + t;
        Ids expected = goldIsRead ? targets : predicted;
        assertThat(read.values()[position]).isEqualTo(expected.values()[position]);
      }
    }
    assertThat(targets.values()).isNotEqualTo(predicted.values());
  }

  @Test
  void lossOfTheLemmasDependsOnTheGoldTags() {
    Map<String, Double> some = TestModel.losses(model, gold, 1);
    Map<String, Double> others = TestModel.losses(model, otherTags, 1);
    assertThat(others.get("lemma")).isNotEqualTo(some.get("lemma"));
    assertThat(others.get("upos")).isEqualTo(some.get("upos"));
  }

  @Test
  void writtenLemmasDependOnGoldTagsOnlyWhereTheyAreInputs() {
    assertThat(lemmas(otherTags, Mode.EVALUATION)).isEqualTo(lemmas(gold, Mode.EVALUATION));
    assertThat(lemmas(otherTags, Mode.INFERENCE)).isEqualTo(lemmas(gold, Mode.EVALUATION));
    assertThat(lemmas(otherTags, Mode.EVALUATION_WITH_GOLD_INPUTS))
        .isNotEqualTo(lemmas(gold, Mode.EVALUATION_WITH_GOLD_INPUTS));
  }

  private List<List<String>> lemmas(List<Sentence> sentences, Mode mode) {
    return TestModel.run(model, sentences, mode, batch -> model.postprocess(batch).get("lemma"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRAINING")
  void taggerIsJudgedByWhatItPredictsInEveryMode(Mode mode) {
    List<List<String>> tags =
        TestModel.run(model, gold, mode, batch -> model.postprocess(batch).get("xpos"));
    assertThat(tags).isEqualTo(TestModel.predict(model, gold).get("xpos"));
  }

  @Test
  void unseenOrMissingGoldTagIsThePredictedOneInTrainingAndNoneInEvaluation() {
    List<Sentence> strange =
        List.of(
            Sentence.of(List.of(Sentences.token("boat", "ZZ", "boat"), Token.ofForm("of"))),
            gold.get(0));
    int none = ((TagSource) decoder("xpos")).numTags();
    int[] targets = read(strange, Mode.TRAINING, TARGETS);
    int[] expected = targets.clone();
    Arrays.setAll(expected, i -> expected[i] == Targets.IGNORED ? none : expected[i]);
    assertThat(read(strange, Mode.EVALUATION_WITH_GOLD_INPUTS, TAGS)).isEqualTo(expected);
    int[] predicted = read(strange, Mode.INFERENCE, TAGS);
    expected[0] = predicted[0];
    expected[1] = predicted[1];
    assertThat(read(strange, Mode.TRAINING, TAGS)).isEqualTo(expected);
  }

  private int[] read(List<Sentence> sentences, Mode mode, BatchKey<Ids> key) {
    return TestModel.run(model, sentences, mode, batch -> batch.get(key).values());
  }

  private Object decoder(String name) {
    return model.decoders().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
  }
}
