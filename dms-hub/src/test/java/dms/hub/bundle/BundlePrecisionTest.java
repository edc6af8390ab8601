package dms.hub.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.component.EncodersDecoders;
import dms.core.tensor.ComputeDevice;
import dms.core.weights.WeightPrecision;
import dms.core.weights.WeightsFormatException;
import dms.hub.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bundle once more, in less room. */
class BundlePrecisionTest {
  @TempDir private Path folder;

  private Path original;

  @BeforeEach
  void write() throws IOException {
    original = TinyModel.ofXpos().write(folder.resolve("original"));
  }

  private Bundle at(WeightPrecision precision, String name) throws IOException {
    return Bundle.read(original).at(precision, folder.resolve(name));
  }

  @ParameterizedTest
  @EnumSource(WeightPrecision.class)
  void itSaysItsPrecisionAndIsElseTheSame(WeightPrecision precision) throws IOException {
    Bundle bundle = at(precision, "small");
    assertThat(bundle.description().precision()).isEqualTo(precision);
    Map<String, byte[]> expected = new TreeMap<>(BundleTest.contents(original));
    Map<String, byte[]> found = new TreeMap<>(BundleTest.contents(folder.resolve("small")));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, bytes) -> {
          boolean same = !name.equals(Bundle.WEIGHTS) && !name.startsWith(Bundle.DESCRIPTION);
          if (same || precision == WeightPrecision.FLOAT32) {
            assertThat(found.get(name)).as(name).isEqualTo(bytes);
          }
        });
    assertThat(found.get(Bundle.WEIGHTS).length)
        .isLessThanOrEqualTo(expected.get(Bundle.WEIGHTS).length);
  }

  @ParameterizedTest
  @EnumSource(WeightPrecision.class)
  void itsParametersAre32BitFloats(WeightPrecision precision) throws IOException {
    Bundle bundle = at(precision, "small");
    try (EncodersDecoders model = bundle.load(ComputeDevice.cpu());
        EncodersDecoders trained = Bundle.read(original).load(ComputeDevice.cpu())) {
      Map<String, Tensor> expected = trained.parameters().tensors();
      model
          .parameters()
          .tensors()
          .forEach(
              (name, tensor) -> {
                assertThat(tensor.scalar_type().intern()).isEqualTo(ScalarType.Float);
                try (Tensor difference = tensor.sub(expected.get(name)).abs().max()) {
                  assertThat(difference.item_float()).isLessThan(0.01f);
                }
              });
    }
  }

  @ParameterizedTest
  @EnumSource(WeightPrecision.class)
  void theSameBundleGivesTheSameBytes(WeightPrecision precision) throws IOException {
    at(precision, "one");
    at(precision, "two");
    Map<String, byte[]> two = BundleTest.contents(folder.resolve("two"));
    BundleTest.contents(folder.resolve("one"))
        .forEach((name, bytes) -> assertThat(two.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void aPackedBundleIsNotPackedAgain() throws IOException {
    Bundle small = at(WeightPrecision.FLOAT16, "small");
    assertThatThrownBy(() -> small.at(WeightPrecision.INT8, folder.resolve("smaller")))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("pack those of float32");
    assertThat(folder.resolve("smaller")).doesNotExist();
  }

  @Test
  void aBundleThatWasChangedSinceItWasReadIsRefused() throws IOException {
    Bundle bundle = Bundle.read(original);
    Files.write(original.resolve(Bundle.WEIGHTS), new byte[] {1});
    assertThatThrownBy(() -> bundle.at(WeightPrecision.INT8, folder.resolve("small")))
        .isInstanceOf(BundleFormatException.class);
  }

  @Test
  void anUnknownPrecisionIsRefused() {
    assertThatThrownBy(
            () -> BundleDescription.of("a", "1", "is", "CC0-1.0", Map.of("precision", "float8")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "training.precision: expected float32, float16 or int8, found float8");
  }
}
