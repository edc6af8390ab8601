package dms.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.HostReads;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that are made without reading anything. */
final class UnreadNumbersTest {
  private static final ComputeDevice DEVICE = ComputeDevice.stagedCpu();

  private final NativeScope scope = NativeScope.open();
  private final Models.Tagger model = new Models.Tagger(7);

  @AfterEach
  void freeTensors() {
    scope.close();
  }

  private static Loss constant(float value) {
    return new Loss(Tensors.of(new float[] {value}, ComputeDevice.cpu(), 1).select(0, 0));
  }

  private static double step(
      Models.Tagger model, FlatParameters flat, Optimizer optimizer, UnreadNumbers numbers) {
    flat.zeroGradients();
    Loss loss = model.loss();
    numbers.add(Map.of("loss", loss));
    loss.backward();
    numbers.clip(0.5);
    optimizer.step(1, numbers);
    return loss.value();
  }

  @ParameterizedTest
  @CsvSource({"adam,0.01", "adamw,0.01", "sgd,0.1"})
  void unreadStepsGiveTheBitsOfReadOnes(String type, double rate) {
    Models.Tagger other = new Models.Tagger(7);
    OptimizerConfig config =
        Configs.optimizer("type = %s, learningRate = %s".formatted(type, rate));
    try (FlatParameters flat = new FlatParameters(model.parameters);
        Optimizer optimizer = Optimizer.of(config, flat);
        UnreadNumbers numbers = new UnreadNumbers(flat, List.of("loss"), DEVICE);
        FlatParameters read = new FlatParameters(other.parameters);
        Optimizer reading = Optimizer.of(config, read)) {
      double sum = 0;
      double norm = 0;
      for (int i = 0; i < 20; i++) {
        sum += step(model, flat, optimizer, numbers);
        read.zeroGradients();
        other.loss().backward();
        norm = read.clipGradients(0.5);
        reading.step(1);
      }
      assertThat(Tensors.toFloats(flat.values())).isEqualTo(Tensors.toFloats(read.values()));
      UnreadNumbers.Reading all = numbers.read();
      assertThat(all.sound()).isTrue();
      assertThat(all.soundSteps()).isEqualTo(20);
      assertThat(all.counts()).isEqualTo(Map.of("loss", 20));
      assertThat(all.sums().get("loss")).isCloseTo(sum, within(1e-12));
      assertThat(all.norm()).isEqualTo(norm);
    }
  }

  /** From a loss or a gradient that is not finite on nothing moves, whatever comes after it. */
  @ParameterizedTest
  @CsvSource({"adam,loss", "adam,gradient", "adamw,gradient", "sgd,loss", "sgd,gradient"})
  void weightsStayThoseBeforeTheFirstUnsoundStep(String type, String what) {
    try (FlatParameters flat = new FlatParameters(model.parameters);
        Optimizer optimizer = Optimizer.of(Configs.optimizer("type = " + type), flat);
        UnreadNumbers numbers = new UnreadNumbers(flat, List.of("loss"), DEVICE)) {
      step(model, flat, optimizer, numbers);
      step(model, flat, optimizer, numbers);
      float[] before = Tensors.toFloats(flat.values());
      if (what.equals("loss")) {
        numbers.add(Map.of("loss", constant(Float.POSITIVE_INFINITY)));
      } else {
        flat.gradients().narrow(0, 3, 1).copy_(Tensors.of(new float[] {Float.NaN}, DEVICE, 1));
      }
      numbers.clip(0.5);
      optimizer.step(1, numbers);
      step(model, flat, optimizer, numbers);
      assertThat(Tensors.toFloats(flat.values())).isEqualTo(before);
      UnreadNumbers.Reading reading = numbers.read();
      assertThat(reading.sound()).isFalse();
      assertThat(reading.soundSteps()).isEqualTo(2);
      assertThat(flat.areFinite()).isTrue();
    }
  }

  @Test
  void onlyReadingReads() {
    try (FlatParameters flat = new FlatParameters(model.parameters);
        Optimizer optimizer = Optimizer.of(Configs.optimizer("type = adam"), flat);
        UnreadNumbers numbers = new UnreadNumbers(flat, List.of("loss"), DEVICE)) {
      assertThat(
              HostReads.of(
                  () -> {
                    flat.zeroGradients();
                    numbers.add(Map.of("loss", model.loss()));
                    numbers.clip(1);
                    optimizer.step(1, numbers);
                  }))
          .isZero();
      assertThat(HostReads.of(numbers::read)).isEqualTo(1);
      assertThat(numbers.read().soundSteps()).as("begun anew").isZero();
    }
  }
}
