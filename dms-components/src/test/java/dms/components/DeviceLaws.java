package dms.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Precision;
import dms.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every component computes on a device what it computes on the processor. */
abstract class DeviceLaws {
  private static final double CLOSE = 1e-4;

  abstract ComputeDevice device();

  static List<ComponentCase> cases() {
    return ComponentCase.all();
  }

  @BeforeEach
  void requireDevice() {
    List<ComputeDevice> here = NativeRuntime.load().devices();
    assumeTrue(
        device().kind() == ComputeDevice.Kind.CPU || here.contains(device()),
        () -> device() + " is not on this machine, which has " + here + "; see docs/gpu.md");
  }

  private static EncodersDecoders made(ComponentCase model, ComputeDevice device) {
    return TestModel.assemble(
        TestModel.blueprint(model.withoutDropout()), TestModel.corpus(), 5, device);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainsAndPredictsAsOnTheProcessor(ComponentCase model) {
    List<Sentence> sentences = Sentences.mixed();
    try (EncodersDecoders plain = made(model, ComputeDevice.cpu());
        EncodersDecoders other = made(model, device())) {
      assertClose(weights(other), weights(plain));
      for (int step = 0; step < 3; step++) {
        assertThat(TestModel.step(other, sentences, step, 0.1))
            .isCloseTo(TestModel.step(plain, sentences, step, 0.1), within(CLOSE));
      }
      assertClose(weights(other), weights(plain));
      for (Mode mode : new Mode[] {Mode.INFERENCE, Mode.EVALUATION_WITH_GOLD_INPUTS}) {
        assertThat(other.predict(sentences, mode)).isEqualTo(plain.predict(sentences, mode));
      }
    }
  }

  private static Map<String, float[]> weights(EncodersDecoders model) {
    Map<String, float[]> weights = new TreeMap<>();
    NativeScope.within(
        () ->
            model
                .parameters()
                .tensors()
                .forEach((name, tensor) -> weights.put(name, Tensors.toFloats(tensor))));
    return weights;
  }

  private static void assertClose(Map<String, float[]> found, Map<String, float[]> expected) {
    expected.forEach(
        (name, values) -> assertThat(found.get(name)).as(name).containsExactly(values, offset()));
  }

  private static org.assertj.core.data.Offset<Float> offset() {
    return within((float) CLOSE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bfloat16GivesNearlyTheSame(ComponentCase model) {
    List<Sentence> sentences = Sentences.mixed();
    try (EncodersDecoders exact = made(model, device());
        EncodersDecoders rough = made(model, device())) {
      Map<String, Double> losses = TestModel.losses(exact, sentences, 1);
      Precision.BFLOAT16
          .supply(device(), () -> TestModel.losses(rough, sentences, 1))
          .forEach(
              (name, loss) ->
                  assertThat(loss)
                      .as(name)
                      .isCloseTo(losses.get(name), within(0.03 * losses.get(name))));
      var expected = exact.predict(sentences, Mode.INFERENCE);
      var found =
          Precision.BFLOAT16.supply(device(), () -> rough.predict(sentences, Mode.INFERENCE));
      Precision.BFLOAT16.run(device(), () -> rough.analyze(sentences, Mode.INFERENCE));
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      expected.forEach((name, values) -> assertMostlyEqual(name, found.get(name), values));
    }
  }

  /** Random weights leave many choices nearly even, so that some come out otherwise. */
  private static void assertMostlyEqual(
      String name, List<List<String>> found, List<List<String>> expected) {
    List<String> all = expected.stream().flatMap(List::stream).toList();
    List<String> others = found.stream().flatMap(List::stream).toList();
    assertThat(others).hasSameSizeAs(all);
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).equals(others.get(i))) {
        equal.add(all.get(i));
      }
    }
    assertThat(equal.size()).as(name + " alike of " + all.size()).isGreaterThan(all.size() / 2);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bfloat16Learns(ComponentCase model) {
    List<Sentence> sentences = Sentences.mixed();
    try (EncodersDecoders made = made(model, device())) {
      double first = TestModel.step(made, sentences, 0, 0.1, Precision.BFLOAT16);
      double last = first;
      for (int step = 1; step < 6; step++) {
        last = TestModel.step(made, sentences, step, 0.1, Precision.BFLOAT16);
      }
      assertThat(last).isFinite().isLessThan(first);
      weights(made).forEach((name, values) -> assertThat(allFinite(values)).as(name).isTrue());
    }
  }

  private static boolean allFinite(float[] values) {
    boolean finite = true;
    for (float value : values) {
      finite &= Float.isFinite(value);
    }
    return finite;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void precisionEndsWithTheWork(Precision precision) {
    try (EncodersDecoders model = made(new ComponentCase("", "", ComponentCase.JOINT), device())) {
      List<Sentence> sentences = Sentences.mixed();
      Map<String, Double> before = TestModel.losses(model, sentences, 1);
      precision.run(device(), () -> TestModel.losses(model, sentences, 1));
      assertThat(TestModel.losses(model, sentences, 1)).isEqualTo(before);
    }
  }
}
