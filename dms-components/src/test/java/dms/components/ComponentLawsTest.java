package dms.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ComponentType;
import dms.components.config.PaperComponents;
import dms.components.encoder.FrozenWordEncoder;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.component.Component;
import dms.core.component.Encoder;
import dms.core.component.EncodersDecoders;
import dms.core.component.Prediction;
import dms.core.corpus.Sentence;
import dms.core.tensor.NativeScope;
import dms.core.weights.TensorFiles;
import dms.core.weights.WeightsMismatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of what components compute, whatever they are. */
class ComponentLawsTest {
  @TempDir Path folder;

  static List<ComponentCase> cases() {
    return ComponentCase.all();
  }

  @Test
  void everyRegisteredTypeHasACase() {
    List<String> types = new PaperComponents().types().stream().map(ComponentType::name).toList();
    assertThat(cases().stream().map(ComponentCase::type).toList()).containsAll(types);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tokenGetsTheSameWhateverBatchItStandsIn(ComponentCase model) {
    try (EncodersDecoders made = TestModel.assembleTalkative(model.hocon())) {
      Map<String, float[]> alone = new TreeMap<>();
      Map<String, String> predictedAlone = new TreeMap<>();
      for (Sentence sentence : Sentences.mixed()) {
        TokenValues values = evaluate(made, List.of(sentence));
        alone.putAll(values.numbers());
        predictedAlone.putAll(values.predictions());
      }
      for (int order = 0; order < 3; order++) {
        List<Sentence> sentences = new ArrayList<>(Sentences.mixed());
        Collections.shuffle(sentences, new Random(order));
        TokenValues together = evaluate(made, sentences);
        assertThat(together.predictions()).isEqualTo(predictedAlone);
        assertClose(together.numbers(), alone);
      }
    }
  }

  private static void assertClose(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (key, numbers) ->
            assertThat(numbers)
                .as(key)
                .satisfies(
                    all -> {
                      float[] wanted = expected.get(key);
                      assertThat(all).hasSameSizeAs(wanted);
                      for (int i = 0; i < all.length; i++) {
                        assertThat(all[i]).isCloseTo(wanted[i], within(1e-5f));
                      }
                    }));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void evaluationTwiceGivesTheSameBits(ComponentCase model) {
    try (EncodersDecoders made = model.assemble(1)) {
      assertSameBits(evaluate(made, Sentences.mixed()), evaluate(made, Sentences.mixed()));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void seedOfTheBatchDecidesWhatIsRandomInTraining(ComponentCase model) {
    try (EncodersDecoders made = model.assemble(1);
        EncodersDecoders calm = TestModel.assemble(model.withoutDropout(), 1)) {
      Map<String, Double> losses = TestModel.losses(made, Sentences.mixed(), 5);
      assertThat(TestModel.losses(made, Sentences.mixed(), 5)).isEqualTo(losses);
      Map<String, Double> others = TestModel.losses(made, Sentences.mixed(), 6);
      losses.forEach((name, loss) -> assertThat(others.get(name)).as(name).isNotEqualTo(loss));
      assertThat(TestModel.losses(calm, Sentences.mixed(), 6))
          .isEqualTo(TestModel.losses(calm, Sentences.mixed(), 5));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossIsTheSumOfItsSharesInThePartsOfABatch(ComponentCase model) {
    List<Sentence> sentences = Sentences.mixed();
    try (EncodersDecoders made = TestModel.assemble(model.withoutDropout(), 1)) {
      Map<String, Double> whole = TestModel.losses(made, sentences, 5);
      Map<String, Double> sum = new TreeMap<>();
      List<List<Sentence>> parts =
          List.of(sentences.subList(0, 1), sentences.subList(1, 4), sentences.subList(4, 11));
      for (List<Sentence> part : parts) {
        TestModel.lossShares(made, part, sentences)
            .forEach((name, share) -> sum.merge(name, share, Double::sum));
      }
      assertThat(sum.keySet()).isEqualTo(whole.keySet());
      whole.forEach(
          (name, loss) -> assertThat(sum.get(name)).as(name).isCloseTo(loss, within(1e-4)));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @SuppressWarnings("try")
  void savedAndLoadedModelGivesTheSameBits(ComponentCase model) throws Exception {
    Path file = folder.resolve("weights.safetensors");
    try (EncodersDecoders made = model.assemble(1);
        EncodersDecoders other = model.assemble(2);
        NativeScope scope = NativeScope.open()) {
      TensorFiles.save(file, made.parameters().tensors(), Map.of());
      other.parameters().load(TensorFiles.load(file), file.toString());
      assertSameBits(evaluate(other, Sentences.mixed()), evaluate(made, Sentences.mixed()));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @SuppressWarnings("try")
  void weightsOfAnotherModelAreRefusedByName(ComponentCase model) throws Exception {
    try (EncodersDecoders made = model.assemble(1);
        NativeScope scope = NativeScope.open()) {
      List<String> names = List.copyOf(made.parameters().tensors().keySet());
      String missing = names.get(0);
      String misshapen = names.get(names.size() - 1);
      Map<String, Tensor> values = new LinkedHashMap<>(made.parameters().tensors());
      values.put("extra.weight", values.remove(missing));
      values.put(misshapen, values.get(misshapen).unsqueeze(0));
      Map<String, List<Float>> before = TestModel.weights(made);
      assertThatExceptionOfType(WeightsMismatchException.class)
          .isThrownBy(() -> made.parameters().load(values, "some.safetensors"))
          .withMessageContaining("some.safetensors")
          .withMessageContaining("missing [" + missing + "]")
          .withMessageContaining("unexpected [extra.weight]")
          .withMessageContaining("of another shape [" + misshapen + ": expected [");
      assertThat(TestModel.weights(made)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void seedDecidesTheInitialWeights(ComponentCase model) {
    try (EncodersDecoders made = model.assemble(1);
        EncodersDecoders same = model.assemble(1);
        EncodersDecoders other = model.assemble(2)) {
      assertThat(TestModel.weights(same)).isEqualTo(TestModel.weights(made));
      made.encoders()
          .forEach(e -> assertOtherWeights(e, TestModel.weights(made), TestModel.weights(other)));
      made.decoders()
          .forEach(d -> assertOtherWeights(d, TestModel.weights(made), TestModel.weights(other)));
    }
  }

  private static void assertOtherWeights(
      Component component, Map<String, List<Float>> some, Map<String, List<Float>> others) {
    Set<String> names = component.parameters().tensors().keySet();
    if (component instanceof FrozenWordEncoder && names.isEmpty()) {
      return;
    }
    assertThat(names)
        .as(component.name())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(name).startsWith(component.name() + "."))
        .anySatisfy(name -> assertThat(some.get(name)).isNotEqualTo(others.get(name)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneComponentMoreLeavesTheInitialWeightsOfTheOthers(ComponentCase model) {
    String more =
        "\nencoders.more { type = word }\ndecoders.atag { type = tagger, input = more, column = xpos }";
    try (EncodersDecoders made = model.assemble(1);
        EncodersDecoders larger = TestModel.assemble(model.hocon() + more, 1)) {
      assertThat(TestModel.weights(larger)).containsAllEntriesOf(TestModel.weights(made));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resolvedConfigurationMakesTheSameModel(ComponentCase model) {
    Blueprint blueprint = TestModel.blueprint(model.hocon());
    Blueprint again =
        Blueprint.of(blueprint.encoders(), blueprint.decoders(), ComponentRegistry.load());
    try (EncodersDecoders made = model.assemble(1);
        EncodersDecoders resolved = TestModel.assemble(again, TestModel.corpus(), 1)) {
      assertThat(TestModel.weights(resolved)).isEqualTo(TestModel.weights(made));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lastAxisOfWhatAnEncoderWritesIsItsOutputDim(ComponentCase model) {
    try (EncodersDecoders made = model.assemble(1)) {
      TestModel.run(
          made,
          Sentences.mixed(),
          Mode.INFERENCE,
          batch -> {
            for (Encoder encoder : made.encoders()) {
              assertThat(lastAxes(encoder, batch))
                  .as(encoder.name())
                  .isNotEmpty()
                  .containsOnly((long) encoder.outputDim());
            }
            made.decoders()
                .forEach(
                    d -> {
                      long outputs =
                          d.parameters().tensors().entrySet().stream()
                              .filter(entry -> entry.getKey().endsWith(".output.weight"))
                              .mapToLong(entry -> entry.getValue().size(0))
                              .sum();
                      assertThat(outputs).as(d.name()).isEqualTo(d.outputDim());
                    });
            return batch;
          });
    }
  }

  private static List<Long> lastAxes(Encoder encoder, Batch batch) {
    List<Long> sizes = new ArrayList<>();
    for (BatchKey<?> key : encoder.writes()) {
      if (batch.get(key) instanceof Tensor tensor) {
        sizes.add(tensor.size(-1));
      }
    }
    return sizes;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyTokenGetsOneValue(ComponentCase model) {
    try (EncodersDecoders made = model.assemble(1)) {
      List<Sentence> odd = Sentences.odd();
      TestModel.predict(made, odd)
          .forEach(
              (name, values) -> {
                assertThat(values).as(name).hasSameSizeAs(odd);
                for (int s = 0; s < odd.size(); s++) {
                  assertThat(values.get(s)).as(name).hasSize(odd.get(s).size());
                }
              });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictionIsTheValueWithAProbability(ComponentCase model) {
    try (EncodersDecoders made = TestModel.assembleTalkative(model.hocon())) {
      for (Mode mode : List.of(Mode.INFERENCE, Mode.EVALUATION_WITH_GOLD_INPUTS)) {
        TestModel.run(
            made,
            Sentences.mixed(),
            mode,
            batch -> {
              Map<String, List<List<String>>> values = made.postprocess(batch);
              made.predictions(batch)
                  .forEach((name, found) -> assertPredictions(found, values.get(name)));
              return batch;
            });
      }
    }
  }

  private static void assertPredictions(
      List<List<Prediction>> predictions, List<List<String>> values) {
    assertThat(
            predictions.stream()
                .map(sentence -> sentence.stream().map(Prediction::value).toList())
                .toList())
        .isEqualTo(values);
    assertThat(predictions.stream().flatMap(List::stream))
        .allSatisfy(
            prediction ->
                assertThat(prediction.probability().orElseThrow())
                    .isPositive()
                    .isLessThanOrEqualTo(1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void probabilityIsTheSameWhateverBatchTheTokenStandsIn(ComponentCase model) {
    try (EncodersDecoders made = TestModel.assembleTalkative(model.hocon())) {
      List<Sentence> sentences = Sentences.mixed();
      Map<String, List<List<Prediction>>> together = made.analyze(sentences, Mode.INFERENCE);
      for (int s = 0; s < sentences.size(); s++) {
        int at = s;
        made.analyze(List.of(sentences.get(s)), Mode.INFERENCE)
            .forEach((name, alone) -> assertAlike(together.get(name).get(at), alone.get(0)));
      }
    }
  }

  private static void assertAlike(List<Prediction> together, List<Prediction> alone) {
    for (int t = 0; t < alone.size(); t++) {
      assertThat(together.get(t).value()).isEqualTo(alone.get(t).value());
      assertThat(together.get(t).source()).isEqualTo(alone.get(t).source());
      assertThat(together.get(t).probability().orElseThrow())
          .isCloseTo(alone.get(t).probability().orElseThrow(), within(1e-5));
    }
  }

  private static TokenValues evaluate(EncodersDecoders model, List<Sentence> sentences) {
    return TestModel.run(model, sentences, Mode.EVALUATION, batch -> new TokenValues(model, batch));
  }

  private static void assertSameBits(TokenValues actual, TokenValues expected) {
    assertThat(actual.predictions()).isEqualTo(expected.predictions());
    assertThat(actual.numbers().keySet()).isEqualTo(expected.numbers().keySet());
    actual
        .numbers()
        .forEach((k, numbers) -> assertThat(numbers).as(k).isEqualTo(expected.numbers().get(k)));
  }
}
