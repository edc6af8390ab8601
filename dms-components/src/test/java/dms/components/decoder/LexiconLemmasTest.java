package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.components.TestModel;
import dms.components.lexicon.DimLemmas;
import dms.components.lexicon.DimLexicon;
import dms.components.lexicon.DimReader;
import dms.components.lexicon.TagStyle;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model with a small file of lemmas, from its configuration to the sources of its lemmas. */
class LexiconLemmasTest {
  private static final String DIM =
      """
      á;3;kvk;alm;á;NFET
      á;4;fs;alm;á;OBEYGJANLEGT
      eiga;5;so;alm;á;GM-FH-NT-1P-ET
      ær;6;kvk;alm;á;ÞGFET
      Björn;2;kk;ism;Birni;ÞGFET
      """;

  private static final List<Sentence> CORPUS =
      List.of(
          Sentence.of(
              List.of(
                  token("Ég", "ég", "PRO-N"),
                  token("á", "eiga", "VBPI"),
                  token("á", "ær", "N-D"),
                  token("á", "á", "P"),
                  token("Birni", "björn", "NPR-D"),
                  token("!", "!", "."))));

  @TempDir private Path folder;
  private Path lemmas;

  @BeforeEach
  void buildLexicon() throws IOException {
    lemmas = folder.resolve("lemmas.dim");
    byte[] dim = DIM.getBytes(StandardCharsets.UTF_8);
    DimLexicon.build(DimReader.of(new ByteArrayInputStream(dim), "tiny.csv"), lemmas, line -> {});
  }

  private static Token token(String form, String lemma, String tag) {
    return Token.ofForm(form).with(Column.LEMMA, lemma).with(Column.XPOS, tag);
  }

  private EncodersDecoders model(String settings) {
    String hocon =
        """
        encoders.chars { type = character, dim = 4, minCount = 1 }
        encoders.rnn { type = characters-as-token, input = chars, hidden = 4 }
        decoders.xpos { type = tagger, input = rnn, column = xpos }
        decoders.lemma { type = edit-script-lemmatizer, inputs = rnn, tag = xpos, hidden = 8, minCount = 1,
                         certain = 1.0, lexicon = "%s", %s }
        """
            .formatted(lemmas, settings);
    return TestModel.assemble(TestModel.blueprint(hocon), CORPUS, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tagDim = 4", "tagDim = 0"})
  void theGoldTagChoosesAmongTheLemmasOfAFormWhateverTheWeights(String tagDim) {
    try (EncodersDecoders model = model(tagDim)) {
      List<Prediction> found =
          model.analyze(CORPUS, Mode.EVALUATION_WITH_GOLD_INPUTS).get("lemma").get(0);
      assertThat(found.subList(1, 5))
          .extracting(Prediction::value)
          .containsExactly("eiga", "ær", "á", "björn");
      assertThat(found.subList(1, 5))
          .extracting(p -> p.source().orElseThrow())
          .containsOnly(LemmaSource.LEXICON);
      assertThat(found.get(0).source().orElseThrow()).isNotEqualTo(LemmaSource.LEXICON);
      assertThat(model.predict(CORPUS, Mode.EVALUATION_WITH_GOLD_INPUTS).get("lemma").get(0))
          .isEqualTo(found.stream().map(Prediction::value).toList());
    }
  }

  @Test
  void aTokenWithoutGoldTagOrWithOneNeverSeenIsStillLemmatized() {
    Sentence sentence =
        Sentence.of(List.of(Token.ofForm("á"), token("á", "á", "XYZ"), token("á", "á", "P")));
    try (EncodersDecoders model = model("tagDim = 4")) {
      List<Prediction> found =
          model.analyze(List.of(sentence), Mode.EVALUATION_WITH_GOLD_INPUTS).get("lemma").get(0);
      assertThat(found).hasSize(3).allMatch(p -> !p.value().isBlank());
      assertThat(found.get(2).value()).isEqualTo("á");
    }
  }

  @Test
  void withoutTagDimNoParameterIsOfTheTag() {
    try (EncodersDecoders with = model("tagDim = 4");
        EncodersDecoders without = model("tagDim = 0")) {
      assertThat(TestModel.weights(with)).containsKey("lemma.tag.weight");
      assertThat(TestModel.weights(without)).doesNotContainKey("lemma.tag.weight");
    }
  }

  @Test
  void tagsThatTheLexiconDoesNotHaveAreRefusedWithTheSettingNamed() {
    assertThatThrownBy(() -> model("tagDim = 4 }\ndecoders.xpos { column = lemma").close())
        .hasMessageContaining("decoders.lemma.lexicon")
        .hasMessageContaining("icepahc")
        .hasMessageContaining("found lemma");
  }

  @Test
  void answersAreKeptUpToABoundAndThoseForLongFormsNever() throws IOException {
    KnownLemmas known =
        new KnownLemmas(new DimLemmas(DimLexicon.open(lemmas), TagStyle.ICEPAHC, Column.XPOS), 0.9);
    assertThat(known.has("á", "N-D", "ær")).isTrue();
    assertThat(known.contests("á", "N-D", "á")).isTrue();
    assertThat(known.contests("á", "FW", "x")).isFalse();
    int before = known.kept();
    assertThat(known.has("á".repeat(10_000), "N-D", "á")).isFalse();
    assertThat(known.kept()).isEqualTo(before);
    IntStream.range(0, 250_000).parallel().forEach(i -> known.has("f" + i, "N-D", "á"));
    assertThat(known.kept()).isBetween(1, 100_100);
    assertThat(known.has("á", "VBPI", "eiga")).isTrue();
  }
}
