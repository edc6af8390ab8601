package dms.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dms.components.encoder.FormCharacters;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.Encoder;
import dms.core.component.EncodersDecoders;
import dms.core.tensor.Gradients;
import dms.core.tensor.Ids;
import dms.core.tensor.Tensors;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What components do to a batch is what they declare. */
class DataFlowLawsTest {
  static List<ComponentCase> cases() {
    return ComponentCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void componentNeedsWhatItDeclaresToReadAndNothingElse(ComponentCase model) {
    for (Mode mode : Mode.values()) {
      forEachComponent(
          model,
          mode,
          (whole, component) -> {
            Set<BatchKey<?>> reads = component.reads();
            try (Batch alone = runAlone(whole, component, reads)) {
              assertThat(component.writes()).containsAll(without(alone.keys(), reads));
            }
            for (BatchKey<?> key : reads) {
              assertThatIllegalStateException()
                  .as("%s without %s", component.name(), key)
                  .isThrownBy(() -> runAlone(whole, component, without(reads, Set.of(key))).close())
                  .withMessageStartingWith("batch: " + key + " is not there; there are [");
            }
          });
    }
  }

  /** Runs one component in a batch that holds some of the values of another one. */
  private static Batch runAlone(Batch whole, Component component, Set<BatchKey<?>> keys) {
    Batch alone = new Batch(whole.sentences(), whole.mode(), whole.seed());
    try {
      keys.forEach(key -> copy(key, whole, alone));
      if (component instanceof Encoder encoder) {
        encoder.preprocess(alone);
        alone.open(whole.device());
        encoder.forward(alone);
      } else if (component instanceof Decoder decoder) {
        if (alone.mode().hasTargets()) {
          decoder.addTargets(alone);
        }
        alone.open(whole.device());
        decoder.forward(alone);
      }
      return alone;
    } catch (RuntimeException e) {
      alone.close();
      throw e;
    }
  }

  private static <T> void copy(BatchKey<T> key, Batch from, Batch to) {
    to.put(key, from.get(key));
  }

  private static Set<BatchKey<?>> without(Set<BatchKey<?>> keys, Set<BatchKey<?>> some) {
    Set<BatchKey<?>> rest = new HashSet<>(keys);
    rest.removeAll(some);
    return rest;
  }

  private static void forEachComponent(
      ComponentCase model, Mode mode, BiConsumer<Batch, Component> law) {
    try (EncodersDecoders made = model.assemble(1);
        Batch whole = new Batch(Sentences.mixed(), mode, 7)) {
      made.prepare(whole);
      whole.open(made.device());
      Gradients.without(
          () -> {
            made.forward(whole);
            Stream.<Component>concat(made.encoders().stream(), made.decoders().stream())
                .forEach(component -> law.accept(whole, component));
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void forwardLeavesWhatIsThereAsItWas(Mode mode) {
    String oneInput = ComponentCase.JOINT + "encoders.sentence.inputs = [words]";
    for (String model : List.of(ComponentCase.JOINT, oneInput)) {
      leavesWhatIsThereAsItWas(model, mode);
    }
  }

  private static void leavesWhatIsThereAsItWas(String model, Mode mode) {
    try (EncodersDecoders made = TestModel.assemble(model, 1);
        Batch batch = new Batch(Sentences.mixed(), mode, 7)) {
      made.prepare(batch);
      batch.open(made.device());
      for (Encoder encoder : made.encoders()) {
        assertUnchanged(batch, encoder, () -> encoder.forward(batch));
      }
      for (Decoder decoder : made.decoders()) {
        assertUnchanged(batch, decoder, () -> decoder.forward(batch));
      }
      if (mode.hasTargets()) {
        made.decoders().forEach(d -> assertUnchanged(batch, d, () -> d.loss(batch)));
      }
      if (!mode.training()) {
        made.decoders().forEach(d -> assertUnchanged(batch, d, () -> d.postprocess(batch)));
      }
    }
  }

  private static void assertUnchanged(Batch batch, Component component, Runnable work) {
    Map<BatchKey<?>, Object> before = snapshot(batch);
    work.run();
    Map<BatchKey<?>, Object> after = snapshot(batch);
    after.keySet().retainAll(before.keySet());
    assertThat(after).as(component.name()).isEqualTo(before);
  }

  private static Map<BatchKey<?>, Object> snapshot(Batch batch) {
    Map<BatchKey<?>, Object> values = new LinkedHashMap<>();
    batch.keys().forEach(key -> values.put(key, snapshot(batch.get(key))));
    return values;
  }

  /** Something that compares by value and does not change when the value does. */
  private static Object snapshot(Object value) {
    if (value instanceof Tensor tensor) {
      return Arrays.hashCode(Tensors.toFloats(tensor));
    }
    if (value instanceof FormCharacters forms) {
      return List.of(
          forms.forms(),
          snapshot(forms.characters()),
          Arrays.hashCode(forms.lengths()),
          snapshot(forms.formOfToken()));
    }
    return value instanceof Ids ids ? List.of(ids.hashCode(), ids.toString()) : value.hashCode();
  }
}
