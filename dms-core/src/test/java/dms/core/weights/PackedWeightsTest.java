package dms.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.file.DurableFile;
import dms.core.tensor.NativeScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights in less room and back. */
class PackedWeightsTest {
  private static final int ROWS = 70;
  private static final int COLUMNS = 65;
  private static final double HALF_STEP = 0x1p-25;

  /** The product of steps and scale is rounded to a float. */
  private static final double ROUNDED_HALF_STEP = 0.5 + 127 * 0x1p-23;

  @TempDir private Path folder;

  private Path source;

  /** A matrix, also with rows of zeros and of very small numbers, a bias and a large cube. */
  @BeforeEach
  void write() throws IOException {
    source = folder.resolve("source");
    SafetensorsWriter.write(
        source,
        List.of(
            floats("matrix", List.of((long) ROWS, (long) COLUMNS), matrix()),
            floats("bias", List.of(300L), random(300, 3)),
            floats("cube", List.of(3L, 200L, 130L), random(78_000, 4)),
            floats("small", List.of(4L, 4L), random(16, 5)),
            floats("huge", List.of(2L), new float[] {1f, 70_000f}),
            floats("scale", List.of(), new float[] {0.7f}),
            floats("empty", List.of(0L, 9L), new float[0])),
        Map.of("note", "ð"));
  }

  private static float[] matrix() {
    float[] matrix = random(ROWS * COLUMNS, 2);
    Arrays.fill(matrix, 0, COLUMNS, 0f);
    for (int i = COLUMNS; i < 2 * COLUMNS; i++) {
      matrix[i] *= 1e-40f;
    }
    for (int i = 2 * COLUMNS; i < 3 * COLUMNS; i++) {
      matrix[i] *= 1e37f;
    }
    return matrix;
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * 0.1f;
    }
    return values;
  }

  private static SafetensorsWriter.Source floats(String name, List<Long> shape, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new SafetensorsWriter.Source(
        name, Dtype.F32, shape, channel -> DurableFile.writeFully(channel, bytes.duplicate()));
  }

  private Path packed(WeightPrecision precision) throws IOException {
    Path file = folder.resolve(precision.label());
    PackedWeights.write(source, file, precision);
    return file;
  }

  private static Map<String, float[]> load(Path file) throws IOException {
    Map<String, float[]> values = new HashMap<>();
    NativeScope.within(
        () ->
            UnpackedWeights.load(file).forEach((name, tensor) -> values.put(name, floats(tensor))));
    return values;
  }

  private static float[] floats(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    if (values.length > 0) {
      new FloatPointer(tensor.to(ScalarType.Float).data_ptr()).get(values);
    }
    return values;
  }

  private static Map<String, Dtype> types(Path file) throws IOException {
    Map<String, Dtype> types = new HashMap<>();
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      weights.entries().forEach(entry -> types.put(entry.name(), entry.dtype()));
      assertThat(weights.metadata()).containsEntry("note", "ð");
    }
    return types;
  }

  @Test
  void float32IsTheSameToTheBit() throws IOException {
    assertThat(packed(WeightPrecision.FLOAT32)).hasSameBinaryContentAs(source);
  }

  @Test
  void float16IsOffByLessThanHalfOfItsLastBit() throws IOException {
    Path file = packed(WeightPrecision.FLOAT16);
    assertThat(types(file))
        .containsEntry("bias", Dtype.F16)
        .containsEntry("cube", Dtype.F16)
        .as("numbers that are too large stay")
        .containsEntry("huge", Dtype.F32)
        .containsEntry("matrix", Dtype.F32)
        .hasSize(7);
    Map<String, float[]> expected = load(source);
    load(file)
        .forEach(
            (name, found) -> {
              float[] values = expected.get(name);
              for (int i = 0; i < values.length; i++) {
                double bound = Math.max(Math.abs(values[i]) * 0x1p-11, HALF_STEP);
                assertThat((double) Math.abs(found[i] - values[i])).isLessThanOrEqualTo(bound);
              }
            });
  }

  @Test
  void int8IsOffByHalfAStepOfItsRowAndOnlyLargeMatricesAre() throws IOException {
    Path file = packed(WeightPrecision.INT8);
    assertThat(types(file))
        .containsEntry("matrix", Dtype.I8)
        .containsEntry("matrix.scale", Dtype.F32)
        .containsEntry("small", Dtype.F16)
        .containsEntry("cube", Dtype.F16)
        .containsEntry("scale", Dtype.F16)
        .hasSize(8);
    float[] expected = load(source).get("matrix");
    Map<String, float[]> found = load(file);
    assertThat(found).doesNotContainKey("matrix.scale").containsKey("scale");
    for (int row = 0; row < ROWS; row++) {
      float largest = 0;
      for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
      }
      double step = Math.max(largest / 127.0, Float.MIN_NORMAL);
      for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
        assertThat(Math.abs((double) found.get("matrix")[i] - expected[i]))
            .as("row %d", row)
            .isLessThanOrEqualTo(ROUNDED_HALF_STEP * step);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WeightPrecision.class)
  void theSameWeightsGiveTheSameBytes(WeightPrecision precision) throws IOException {
    Path file = packed(precision);
    Path again = folder.resolve("again");
    PackedWeights.write(source, again, precision);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsRefusedByItsName(float value) throws IOException {
    float[] values = random(5_000, 1);
    values[4_999] = value;
    SafetensorsWriter.write(
        source, List.of(floats("lemma.weight", List.of(50L, 100L), values)), Map.of());
    for (WeightPrecision precision : List.of(WeightPrecision.FLOAT16, WeightPrecision.INT8)) {
      assertThatThrownBy(() -> packed(precision))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContaining("tensor 'lemma.weight': expected finite numbers, found " + value);
      assertThat(folder.resolve(precision.label())).doesNotExist();
    }
  }

  @Test
  void packedWeightsAreNotPackedAgain() throws IOException {
    Path half = packed(WeightPrecision.FLOAT16);
    assertThatThrownBy(() -> PackedWeights.write(half, folder.resolve("b"), WeightPrecision.INT8))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("pack those of float32");
  }

  private Path withScale(SafetensorsWriter.Source... scales) throws IOException {
    Path file = folder.resolve("damaged");
    List<SafetensorsWriter.Source> tensors = new ArrayList<>(List.of(scales));
    tensors.add(
        new SafetensorsWriter.Source(
            "w",
            Dtype.I8,
            List.of(2L, 3L),
            channel -> DurableFile.writeFully(channel, ByteBuffer.allocate(6))));
    SafetensorsWriter.write(file, tensors, Map.of());
    return file;
  }

  @Test
  void aMissingScaleIsRefused() throws IOException {
    Path file = withScale();
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("tensor 'w.scale': expected F32 of shape [2]")
        .hasMessageContaining("found none");
  }

  @Test
  void aScaleForAnotherNumberOfRowsIsRefused() throws IOException {
    Path file = withScale(floats("w.scale", List.of(3L), new float[] {1, 1, 1}));
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("expected F32 of shape [2]");
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
  void aScaleThatIsNoSizeIsRefused(float scale) throws IOException {
    Path file = withScale(floats("w.scale", List.of(2L), new float[] {1, scale}));
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("tensor 'w.scale': expected finite numbers above 0, found " + scale);
  }
}
