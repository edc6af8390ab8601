package dms.components.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dms.components.ComponentCase;
import dms.components.Sentences;
import dms.components.TestModel;
import dms.components.TinyTransformer;
import dms.components.config.Blueprint;
import dms.components.config.TrainingCorpus;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.component.PretrainedWeights;
import dms.core.corpus.Sentence;
import dms.core.file.FileContent;
import dms.core.tensor.Gradients;
import dms.core.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerEncoderTest {
  private static final String SCRIPT = ", format = torchscript, trust = true";

  @TempDir Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    TinyTransformer.write(folder, 8, 1);
    TinyTransformer.writeScript(folder.resolve("encoder.ts"), 8, TinyTransformer.SCRIPT);
  }

  /** A model with the folder's weights and a tagger. */
  private EncodersDecoders model(String settings) throws IOException {
    EncodersDecoders model = TestModel.assemble(hocon(settings), 7);
    ((PretrainedWeights) model.encoders().get(0)).loadPretrained();
    return model;
  }

  private String hocon(String settings) {
    return TinyTransformer.hocon(folder, settings)
        + "decoders.xpos { type = tagger, input = bert, column = xpos, dropout = 0 }\n";
  }

  private static float[] encode(EncodersDecoders model, Mode mode, Sentence... sentences) {
    return TestModel.run(
        model,
        List.of(sentences),
        mode,
        batch -> Tensors.toFloats(batch.get(((TokenEncoding) model.encoders().get(0)).tokens())));
  }

  private static Sentence words(int count, String word) {
    return Sentence.ofForms(Collections.nCopies(count, word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", pooling = mean", ", layers = 2"})
  void sentenceOfFiveHundredTokensGivesFiveHundredVectors(String settings) throws IOException {
    try (EncodersDecoders model = model(settings)) {
      float[] vectors = encode(model, Mode.INFERENCE, words(500, "boat"));
      assertThat(vectors).hasSize(500 * 8);
      for (int token = 0; token < 500; token++) {
        float[] vector = Arrays.copyOfRange(vectors, token * 8, token * 8 + 8);
        assertThat(vector).doesNotContain(0f, Float.NaN);
      }
    }
  }

  @Test
  void tokenTooLongForARowKeepsItsFirstPieces() throws IOException {
    try (EncodersDecoders model = model("")) {
      String dots = ".".repeat(300);
      assertThat(encode(model, Mode.INFERENCE, Sentence.ofForms(List.of("a", dots, "b"))))
          .hasSize(3 * 8)
          .doesNotContain(Float.NaN);
    }
  }

  @Test
  void tokenWithoutPieceIsTheUnknownPiece() throws IOException {
    try (EncodersDecoders model = model("")) {
      float[] none = encode(model, Mode.INFERENCE, Sentence.ofForms(List.of("a", "\u200d", "b")));
      float[] unknown = encode(model, Mode.INFERENCE, Sentence.ofForms(List.of("a", "þ", "b")));
      assertThat(none).hasSize(3 * 8).isEqualTo(unknown);
    }
  }

  @Test
  void firstAndMeanAgreeWhereATokenIsOnePieceAndDifferElsewhere() throws IOException {
    try (EncodersDecoders first = model("");
        EncodersDecoders mean = model(", pooling = mean")) {
      Sentence sentence = Sentence.ofForms(List.of("a", "bc", "."));
      float[] one = encode(first, Mode.INFERENCE, sentence);
      float[] other = encode(mean, Mode.INFERENCE, sentence);
      for (int i = 0; i < one.length; i++) {
        if (i / 8 == 1) {
          assertThat(other[i]).isNotEqualTo(one[i]);
        } else {
          assertThat(other[i]).isCloseTo(one[i], within(1e-6f));
        }
      }
    }
  }

  @Test
  void mixOfLayersBeginsAsTheirMean() throws IOException {
    Sentence sentence = Sentence.ofForms(List.of("a", "bc", "."));
    try (EncodersDecoders mixed = model(", layers = 2");
        EncodersDecoders last = model("")) {
      Map<String, Tensor> parameters = mixed.parameters().tensors();
      assertThat(parameters.keySet()).contains("bert.mix.weights", "bert.mix.gamma");
      float[] mean = encode(mixed, Mode.INFERENCE, sentence);
      parameters.get("bert.mix.weights").data().select(0, 0).fill_(new Scalar(-90.0));
      float[] top = encode(mixed, Mode.INFERENCE, sentence);
      float[] expected = encode(last, Mode.INFERENCE, sentence);
      assertThat(mean).isNotEqualTo(top);
      for (int i = 0; i < top.length; i++) {
        assertThat(top[i]).isCloseTo(expected[i], within(1e-6f));
      }
    }
  }

  @Test
  void cacheGivesTheSameBitsInAnyBatchAndForgetsWhenWeightsAreLoaded() throws IOException {
    List<Sentence> all = Sentences.demo(6);
    try (EncodersDecoders model = model(", tuned = 0, cache = true, layers = 2")) {
      float[][] alone = new float[all.size()][];
      for (int s = 0; s < alone.length; s++) {
        alone[s] = encode(model, Mode.INFERENCE, all.get(s));
      }
      for (Mode mode : List.of(Mode.TRAINING, Mode.EVALUATION, Mode.TRAINING)) {
        float[] together = encode(model, mode, all.toArray(Sentence[]::new));
        int row = together.length / all.size();
        for (int s = 0; s < alone.length; s++) {
          int start = s * row;
          assertThat(Arrays.copyOfRange(together, start, start + alone[s].length))
              .isEqualTo(alone[s]);
        }
      }
      TinyTransformer.write(folder, 8, 2);
      ((PretrainedWeights) model.encoders().get(0)).loadPretrained();
      float[] other = encode(model, Mode.TRAINING, all.get(0));
      assertThat(other).isNotEqualTo(alone[0]);
      assertThat(encode(model, Mode.INFERENCE, all.get(0))).isEqualTo(other);
    }
  }

  @Test
  void trainingWithAndWithoutCacheAgree() throws IOException {
    try (EncodersDecoders cached = model(", tuned = 0, cache = true");
        EncodersDecoders plain = model(", tuned = 0")) {
      for (int step = 0; step < 4; step++) {
        List<Sentence> one = List.of(Sentences.demo(2).get(step % 2));
        assertThat(TestModel.step(cached, one, step, 0.1))
            .isEqualTo(TestModel.step(plain, one, step, 0.1));
      }
      assertThat(TestModel.weights(cached)).isEqualTo(TestModel.weights(plain));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all|embeddings layers.0 layers.1",
        "2|layers.0 layers.1",
        "1|layers.1",
        "0|",
      })
  void onlyWhatIsTunedChanges(String tuned, String changing) throws IOException {
    try (EncodersDecoders model = model(", layers = 2, tuned = " + tuned)) {
      var before = TestModel.weights(model);
      for (int step = 0; step < 3; step++) {
        TestModel.step(model, Sentences.demo(4), step, 0.5);
      }
      TreeSet<String> changed = new TreeSet<>();
      TestModel.weights(model)
          .forEach(
              (name, weights) -> {
                if (!weights.equals(before.get(name))) {
                  changed.add(name.replaceAll("^bert.transformer.(embeddings|layers..).*", "$1"));
                }
              });
      TreeSet<String> expected = new TreeSet<>(List.of("bert.mix.gamma", "bert.mix.weights"));
      if (changing != null) {
        expected.addAll(List.of(changing.split(" ")));
      }
      changed.removeIf(name -> name.startsWith("xpos."));
      assertThat(changed).isEqualTo(expected);
    }
  }

  @Test
  void frozenEncoderHasNoDropoutInTraining() throws IOException {
    Sentence sentence = Sentences.demo(1).get(0);
    try (EncodersDecoders frozen = model(", tuned = 0");
        EncodersDecoders tuned = model("")) {
      float[] expected = encode(frozen, Mode.INFERENCE, sentence);
      assertThat(encode(frozen, Mode.TRAINING, sentence)).isEqualTo(expected);
      assertThat(encode(tuned, Mode.INFERENCE, sentence)).isEqualTo(expected);
      assertThat(encode(tuned, Mode.TRAINING, sentence)).isNotEqualTo(expected);
    }
  }

  @Test
  void ratesFallFromTheTopDown() throws IOException {
    try (EncodersDecoders model = model(", rate = 0.1, layerDecay = 0.5, layers = 2")) {
      String name = "bert.transformer.";
      assertThat(model.rates().rate(name + "layers.1.inner.weight")).isEqualTo(0.1);
      assertThat(model.rates().rate(name + "layers.0.inner.bias")).isEqualTo(0.05);
      assertThat(model.rates().rate(name + "embeddings.pieces.weight")).isEqualTo(0.025);
      assertThat(model.rates().rate("bert.mix.gamma")).isEqualTo(1);
      assertThat(model.rates().rate("xpos.output.weight")).isEqualTo(1);
    }
  }

  @Test
  void scriptTrainsItsParametersAndTellsItsHash() throws IOException {
    try (EncodersDecoders model = model(SCRIPT)) {
      assertThat(model.parameters().tensors()).containsKey("bert.transformer.pieces");
      var before = TestModel.weights(model).get("bert.transformer.pieces");
      float[] first = encode(model, Mode.INFERENCE, words(3, "a"));
      TestModel.step(model, Sentences.demo(2), 1, 0.5);
      assertThat(TestModel.weights(model).get("bert.transformer.pieces")).isNotEqualTo(before);
      assertThat(encode(model, Mode.INFERENCE, words(3, "e"))).isNotEqualTo(first);
    }
  }

  @Test
  void scriptIsCopiedSoThatTheModelFolderMayChangeDuringTheTraining() throws IOException {
    Blueprint blueprint = TestModel.blueprint(hocon(SCRIPT));
    Path work = Files.createDirectory(folder.resolve("work"));
    FileContent kept =
        blueprint.learn(new TrainingCorpus(TestModel.corpus(), work)).get("bert").get("encoder.ts");
    byte[] script = Files.readAllBytes(folder.resolve("encoder.ts"));
    Files.delete(folder.resolve("encoder.ts"));
    assertThat(kept.bytes()).isEqualTo(script);
  }

  @Test
  void intermediatesOfLayersAreFreedWithoutGradients() throws IOException {
    try (EncodersDecoders model = model("")) {
      long[] lean = new long[1];
      Gradients.without(() -> lean[0] = nativesOfOneBatch(model));
      assertThat(lean[0]).isLessThan(nativesOfOneBatch(model) / 2);
    }
  }

  private static long nativesOfOneBatch(EncodersDecoders model) {
    try (Batch batch = new Batch(List.of(words(200, "a")), Mode.INFERENCE, 7)) {
      model.prepare(batch);
      batch.open(model.device());
      long before = Pointer.totalCount();
      model.encoders().get(0).forward(batch);
      return Pointer.totalCount() - before;
    }
  }

  @Test
  void rowsInChunksGiveWhatAllAtOnceGive() throws IOException {
    Sentence sentence = words(8000, "a");
    try (EncodersDecoders model = model("")) {
      float[] chunks = encode(model, Mode.INFERENCE, sentence);
      float[] whole;
      try (Batch batch = new Batch(List.of(sentence), Mode.INFERENCE, 7)) {
        model.prepare(batch);
        batch.open(model.device());
        model.forward(batch);
        whole = Tensors.toFloats(batch.get(((TokenEncoding) model.encoders().get(0)).tokens()));
      }
      assertThat(chunks).containsExactly(whole, within(1e-4f));
    }
  }

  @Test
  void preprocessPadsOnlyToTheLongestRowOfTheBatch() throws IOException {
    try (EncodersDecoders model = model("");
        Batch batch = new Batch(List.of(words(2, "a"), words(5, "b")), Mode.INFERENCE, 0)) {
      model.prepare(batch);
      var key = model.encoders().get(0).writes().iterator().next();
      PieceRows rows = (PieceRows) batch.get(key);
      assertThat(rows.pieces().shape()).containsExactly(2, 7);
      assertThat(rows.mask().values()).containsExactly(1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1);
      assertThat(rows.first().values()).containsExactly(1, 2, 0, 0, 0, 8, 9, 10, 11, 12);
    }
  }

  @Test
  void jointModelTakesItBesideOtherEncoders() throws IOException {
    String joint =
        ComponentCase.JOINT
            + TinyTransformer.hocon(folder, "")
            + "encoders.sentence.inputs = [rnn, words, bert]\n";
    try (EncodersDecoders model = TestModel.assemble(joint, 1)) {
      assertThat(TestModel.step(model, Sentences.demo(4), 1, 0.1)).isFinite();
    }
  }
}
