package dms.components.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dms.components.Sentences;
import dms.components.TestModel;
import dms.core.corpus.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong configuration is refused before any data is read, with the path and the remedy. */
class BlueprintTest {
  private static final String MODEL =
      """
      encoders.chars { type = character, minCount = 1 }
      encoders.rnn { type = characters-as-token, input = chars }
      encoders.words { type = word }
      encoders.sentence { type = sentence, inputs = [rnn, words] }
      decoders.xpos { type = tagger, input = sentence, column = xpos }
      decoders.lemma { type = lemmatizer, characters = rnn, context = sentence, tag = xpos }
      """;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "encoders.words.type = wrod",
            "encoders.words.type: unknown component type 'wrod'; did you mean word?; known types: "),
        Arguments.of(
            "encoders.words.type = null",
            "encoders.words: expected a key 'type' that names a component type, found null"),
        Arguments.of(
            "encoders.words.type = [word]",
            "encoders.words: expected a key 'type' that names a component type, found ["),
        Arguments.of(
            "encoders.words.mincount = 3", "encoders.words.mincount (String:7): unknown key"),
        Arguments.of("encoders.words.mincount = 3", "; did you mean minCount? (known keys: "),
        Arguments.of(
            "encoders.sentence.hidden = many",
            "encoders.sentence.hidden (String:7): expected an integer of 32 bits, found the string \"many\""),
        Arguments.of(
            "encoders.sentence.inputs = 3",
            "encoders.sentence.inputs (String:7): expected a list, found the number 3"),
        Arguments.of(
            "encoders.sentence.dropout = 1.0",
            "encoders.sentence.dropout (String:7): expected a probability in [0, 1), found 1.0"),
        Arguments.of(
            "encoders.sentence.inputs = []",
            "encoders.sentence.inputs (String:7): expected at least one element, found none"),
        Arguments.of(
            "encoders.sentence.inputs = [words, rnn, words]",
            "encoders.sentence.inputs (String:7): expected different elements, found [words, rnn, words]"),
        Arguments.of(
            "decoders.lemma.context = [sentence, sentence]",
            "decoders.lemma.context (String:7): expected different elements, found [sentence, sentence]"),
        Arguments.of(
            "decoders.xpos.column = null",
            "decoders.xpos.column (String:5-7): missing mandatory key, expected a string: column of the corpus"),
        Arguments.of("decoders.xpos.column = \"upos+\"", "decoders.xpos (String:5-7): column"),
        Arguments.of(
            "decoders.xpos.column = \"upos+\"", "a name is missing; allowed are form, lemma, upos"),
        Arguments.of(
            "decoders.xpos.input = sentences",
            "decoders.xpos: builds on 'sentences', which is not configured; did you mean sentence?; there are [chars, lemma, rnn, sentence, words, xpos]"),
        Arguments.of(
            "decoders.xpos.input = chars",
            "decoders.xpos: builds on chars, which is a character and offers no TokenEncoding; components that do: [rnn, sentence, words]"),
        Arguments.of(
            "decoders.lemma.characters = chars",
            "decoders.lemma: builds on chars, which is a character and offers no FormEncoding; components that do: [rnn]"),
        Arguments.of(
            "encoders.sentence.inputs = [xpos]",
            "encoders.sentence: builds on xpos, which is a tagger and offers no TokenEncoding"),
        Arguments.of(
            "decoders.deep { type = sentence, inputs = [words] }",
            "decoders.deep: sentence is an encoder; move it to encoders"),
        Arguments.of(
            "encoders.upos { type = tagger, input = words, column = upos }",
            "encoders.upos: tagger is a decoder; move it to decoders"),
        Arguments.of(
            "decoders.words { type = tagger, input = rnn, column = upos }",
            "decoders.words: an encoder has the same name; rename one"),
        Arguments.of(
            "encoders.\"words.two\" { type = word }",
            "encoders.words.two: expected a component name of letters, digits, '-' and '_' that begins with a letter, found \"words.two\""),
        Arguments.of(
            "decoders.\"2\" { type = tagger, input = words, column = upos }",
            "decoders.2: expected a component name"),
        Arguments.of(
            "encoders.sentence.inputs = [sentence]",
            "components build on each other in a circle: encoders.sentence on encoders.sentence; let one of them build on another one"),
        Arguments.of(
            "encoders.above { type = sentence, inputs = [sentence] }, encoders.sentence.inputs = [words, above]",
            "in a circle: encoders.above on encoders.sentence on encoders.above; let one"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsToldWithPathAndRemedy(String mistake, String expected) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint(MODEL + mistake))
        .withMessageContaining(expected)
        .extracting(ConfigurationException::problems, InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  @Test
  void modelWithoutDecoderIsRefused() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint("encoders.words { type = word }"))
        .withMessage("decoders: expected at least one, found none");
  }

  @Test
  void allMistakesAreToldTogetherAndNoneTwice() {
    String mistakes =
        """
        encoders.chars { type = charakter }
        encoders.words { dim = 0, maxCount = 3 }
        decoders.xpos { input = sentense }
        decoders.lemma { tag = sentence }
        """;
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint(MODEL + mistakes))
        .withMessageStartingWith("4 problems in the configuration:\n  - ")
        .extracting(ConfigurationException::problems, InstanceOfAssertFactories.list(String.class))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("encoders.chars.type: ").contains("mean character?"),
            p -> assertThat(p).startsWith("encoders.words.maxCount (").contains("mean minCount?"),
            p -> assertThat(p).startsWith("decoders.xpos: ").contains("mean sentence?"),
            p -> assertThat(p).startsWith("decoders.lemma: ").endsWith("that do: [xpos]"));
  }

  @Test
  void componentsComeAfterThoseTheyBuildOn() {
    assertThat(TestModel.blueprint(MODEL).plans().stream().map(Blueprint.Plan::name))
        .containsExactly("chars", "words", "rnn", "sentence", "xpos", "lemma");
  }

  @Test
  void decoderThatFindsNothingToLearnIsRefused() {
    Blueprint blueprint = TestModel.blueprint(MODEL);
    TrainingCorpus bare = new TrainingCorpus(List.of(Sentence.ofForms(List.of("a", "b"))));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> blueprint.learn(bare))
        .withMessageStartingWith("decoders.xpos: column xpos: expected something seen at least 1")
        .withMessageEndingWith("check the corpus or choose another column");
    Blueprint lemmas = TestModel.blueprint(MODEL + "decoders.lemma.minCount = 100000");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> lemmas.learn(new TrainingCorpus(Sentences.demo(2))))
        .withMessageStartingWith("decoders.lemma: column lemma: expected something seen at least");
  }

  @Test
  void corpusWithoutWorkFolderSaysSoToWhoAsksForIt(@TempDir Path folder) throws IOException {
    TrainingCorpus bare = new TrainingCorpus(Sentences.demo(1));
    assertThatIllegalStateException()
        .isThrownBy(bare::workFolder)
        .withMessageContaining("needs a work folder, found none");
    TrainingCorpus corpus = new TrainingCorpus(Sentences.demo(1), folder.resolve("learnt"));
    assertThat(corpus.of("dim").workFolder())
        .isEqualTo(folder.resolve("learnt/dim"))
        .isEmptyDirectory();
  }

  @Test
  void columnThatTheCorpusCannotHaveIsRefused() {
    Blueprint blueprint = TestModel.blueprint(MODEL + "decoders.xpos.column = colour");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> blueprint.learn(new TrainingCorpus(Sentences.demo(2))))
        .withMessageStartingWith("decoders.xpos: ")
        .withMessageContaining("colour");
  }
}
