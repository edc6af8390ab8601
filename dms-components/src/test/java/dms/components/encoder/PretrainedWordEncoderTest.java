package dms.components.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.components.Sentences;
import dms.components.TestModel;
import dms.components.config.ConfigurationException;
import dms.components.vectors.VectorFormatException;
import dms.core.batch.Mode;
import dms.core.component.Encoder;
import dms.core.component.EncodersDecoders;
import dms.core.component.PretrainedWeights;
import dms.core.corpus.Sentence;
import dms.core.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token has the vector of its form, as written or lower-cased, or zeros. */
class PretrainedWordEncoderTest {
  /** Forms of the demo corpus, but one. */
  private static final String VECTORS =
      "the 1 2 3\nThe 4 5 6\nold -1 0 0.5\nboat 7 8 9\nharbour 2 2 2\nnowhere 3 3 3\n";

  @TempDir private Path folder;

  private String model(String vectors, String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("v.vec"), vectors);
    return """
        encoders.vectors { type = pretrained-word, file = "%s", %s }
        decoders.xpos { type = tagger, input = vectors, column = xpos }
        """
        .formatted(file.toString().replace("\\", "\\\\"), settings);
  }

  private static PretrainedWordEncoder encoder(EncodersDecoders model) {
    return (PretrainedWordEncoder) model.encoders().get(0);
  }

  /** Vectors of the forms, one after the other, and of a token of padding. */
  private static float[] vectors(EncodersDecoders model, Mode mode, String... forms) {
    Sentence longer = Sentence.ofForms(List.of(("x ".repeat(forms.length + 1)).split(" ")));
    List<Sentence> sentences = List.of(Sentence.ofForms(List.of(forms)), longer);
    return TestModel.run(
        model,
        sentences,
        mode,
        batch -> {
          float[] all = Tensors.toFloats(batch.get(encoder(model).tokens()));
          return Arrays.copyOf(all, (forms.length + 1) * encoder(model).tokenDim());
        });
  }

  @Test
  void formAsWrittenComesBeforeItsLowerCaseAndUnknownFormsAreZeros() throws IOException {
    try (EncodersDecoders made = TestModel.assemble(model(VECTORS, ""), 1)) {
      assertThat(encoder(made)).isInstanceOf(FrozenWordEncoder.class);
      assertThat(made.parameters().tensors().keySet()).allMatch(name -> name.startsWith("xpos."));
      assertThat(vectors(made, Mode.INFERENCE, "the", "The", "OLD", "zzz", "nowhere"))
          .containsExactly(1, 2, 3, 4, 5, 6, -1, 0, 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  }

  @Test
  void completeVocabularyAndKeptFormsAreThereWithoutHavingBeenSeen() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept"), "NOWHERE\n");
    String keep = "keep = \"%s\"".formatted(kept.toString().replace("\\", "\\\\"));
    for (String settings : List.of("vocabulary = complete", keep)) {
      try (EncodersDecoders made = TestModel.assemble(model(VECTORS, settings), 1)) {
        assertThat(vectors(made, Mode.INFERENCE, "Nowhere")).startsWith(3, 3, 3);
      }
    }
  }

  @Test
  void lowerCaseIsNotLookedUpWhereTheSettingSaysSo() throws IOException {
    String settings = "lowercaseFallback = false, vocabulary = complete";
    try (EncodersDecoders made = TestModel.assemble(model(VECTORS, settings), 1)) {
      assertThat(vectors(made, Mode.INFERENCE, "OLD", "old")).startsWith(0, 0, 0, -1, 0, 0.5f);
    }
  }

  @Test
  void droppedWordsAreZerosInTrainingOnly() throws IOException {
    for (String train : List.of("train = false", "train = true")) {
      String settings = "dropout = 0.5, " + train;
      try (EncodersDecoders made = TestModel.assemble(model(VECTORS, settings), 1)) {
        String[] forms = "the ".repeat(400).split(" ");
        float[] inference = vectors(made, Mode.INFERENCE, forms);
        float[] training = vectors(made, Mode.TRAINING, forms);
        int dropped = 0;
        for (int i = 0; i < forms.length; i++) {
          float[] row = Arrays.copyOfRange(training, 3 * i, 3 * i + 3);
          boolean zeros = Arrays.equals(row, new float[3]);
          dropped += zeros ? 1 : 0;
          assertThat(zeros || Arrays.equals(row, Arrays.copyOf(inference, 3))).isTrue();
        }
        assertThat(dropped).isBetween(150, 250);
      }
    }
  }

  @Test
  void trainedVectorsBeginAsThoseOfTheFileAndLearn() throws IOException {
    try (EncodersDecoders made = TestModel.assemble(model(VECTORS, "train = true"), 1)) {
      assertThat(vectors(made, Mode.INFERENCE, "the")).doesNotContain(1, 2, 3);
      ((PretrainedWeights) encoder(made)).loadPretrained();
      float[] loaded = {1, 2, 3, 4, 5, 6, -1, 0, 0.5f, 0, 0, 0, 0, 0, 0};
      assertThat(vectors(made, Mode.INFERENCE, "the", "The", "OLD", "zzz")).isEqualTo(loaded);
      double first = TestModel.step(made, Sentences.demo(6), 1, 0.5);
      for (int i = 0; i < 30; i++) {
        TestModel.step(made, Sentences.demo(6), 1, 0.5);
      }
      assertThat(TestModel.step(made, Sentences.demo(6), 1, 0.5)).isLessThan(0.8 * first);
      float[] learnt = vectors(made, Mode.INFERENCE, "the", "The", "OLD", "zzz");
      assertThat(learnt).endsWith(0, 0, 0);
      for (int word = 0; word < 4; word++) {
        assertThat(Arrays.copyOfRange(learnt, 3 * word, 3 * word + 3))
            .isNotEqualTo(Arrays.copyOfRange(loaded, 3 * word, 3 * word + 3));
      }
    }
  }

  @Test
  void fileThatLostVectorsSinceItsFormsWereLearntIsRefused() throws IOException {
    try (EncodersDecoders made = TestModel.assemble(model(VECTORS, "train = true"), 1)) {
      PretrainedWeights trained = (PretrainedWeights) encoder(made);
      model("the 1 2\n", "");
      assertThatThrownBy(trained::loadPretrained)
          .isInstanceOf(VectorFormatException.class)
          .hasMessageContaining("v.vec: expected vectors of 3 numbers")
          .hasMessageContaining("found 2");
      model("the 1 2 3\n", "");
      assertThatThrownBy(trained::loadPretrained)
          .isInstanceOf(VectorFormatException.class)
          .hasMessageContaining("v.vec: expected vectors of 5 forms")
          .hasMessageContaining("found 1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train = true, vocabulary = complete | encoders.vectors.train | where vocabulary is complete",
        "keep = [a], vocabulary = complete | encoders.vectors.keep | where vocabulary is complete",
        "projection = 0 | encoders.vectors.projection | expected a positive integer, found 0",
        "dropout = 1 | encoders.vectors.dropout | expected a probability",
        "vocabulary = some | encoders.vectors.vocabulary | expected one of training, complete",
      })
  void settingsThatDoNotFitAreRefused(String settings, String path, String message)
      throws IOException {
    String model = model(VECTORS, settings);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint(model))
        .withMessageContaining(path)
        .withMessageContaining(message);
  }

  @Test
  void fileWithoutAnyFormOfTheCorpusIsRefused() throws IOException {
    for (String train : List.of("train = false", "train = true")) {
      String model = model("nowhere 1 2 3\n", train);
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> TestModel.assemble(model, 1))
          .withMessageStartingWith("encoders.vectors: file: expected vectors of forms")
          .withMessageContaining("v.vec, found none");
    }
  }

  @Test
  void sizeOfTheEncodingIsThatOfTheProjectionOrOfTheFile() throws IOException {
    for (String settings : List.of("", "projection = 7")) {
      try (EncodersDecoders made = TestModel.assemble(model(VECTORS, settings), 1)) {
        Encoder encoder = made.encoders().get(0);
        assertThat(encoder.outputDim()).isEqualTo(settings.isEmpty() ? 3 : 7);
      }
    }
  }
}
