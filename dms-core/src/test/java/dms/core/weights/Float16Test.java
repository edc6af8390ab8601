package dms.core.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half precision against its definition and against libtorch. */
class Float16Test {
  private static final int HALVES = 1 << 16;
  private static final int RANDOM_FLOATS = 1 << 20;

  /** The value by definition, in exact arithmetic. */
  private static double defined(int half) {
    int exponent = half >> 10 & 31;
    int mantissa = half & 1023;
    double magnitude =
        exponent == 31
            ? mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN
            : exponent == 0
                ? mantissa * Math.pow(2, -24)
                : (1024 + mantissa) * Math.pow(2, exponent - 25);
    return half < HALVES / 2 ? magnitude : -magnitude;
  }

  @Test
  void everyHalfHasItsValueAndComesBack() {
    for (int half = 0; half < HALVES; half++) {
      float value = Float16.toFloat((short) half);
      assertThat((double) value).as("%x", half).isEqualTo(Double.valueOf(defined(half)));
      // Signaling NaNs come back quiet.
      int quiet = Float.isNaN(value) ? half | 0x200 : half;
      assertThat(Float16.of(value)).as("%x", half).isEqualTo((short) quiet);
    }
  }

  @Test
  void betweenTwoHalvesTheNearerAndThenTheEvenOneIsTaken() {
    for (int half = 0; half < 0x7bff; half++) {
      float low = Float16.toFloat((short) half);
      float high = Float16.toFloat((short) (half + 1));
      // Exact: 12 bits of mantissa.
      float middle = (low + high) / 2;
      int even = half + (half & 1);
      assertThat(Float16.of(middle)).isEqualTo((short) even);
      assertThat(Float16.of(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(Float16.of(Math.nextDown(middle))).isEqualTo((short) half);
      assertThat(Float16.of(Math.nextUp(middle))).isEqualTo((short) (half + 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "65504, 7bff",
    "65519.996, 7bff",
    "65520, 7c00",
    "3.4028235E38, 7c00",
    "-1E20, fc00",
    "0, 0",
    "-0.0, 8000",
    "1.4E-45, 0",
    "2.9802322E-8, 0",
    "2.9802326E-8, 1",
    "6.1035156E-5, 400"
  })
  void limits(float value, String half) {
    assertThat(Float16.of(value)).isEqualTo((short) Integer.parseInt(half, 16));
  }

  @Test
  void libtorchRoundsTheSame() {
    Random random = new Random(5);
    float[] values = new float[RANDOM_FLOATS];
    for (int i = 0; i < values.length; i++) {
      // Exponents of halves and some around them, so that few become infinite or zero.
      int exponent = 95 + random.nextInt(52);
      values[i] = Float.intBitsToFloat(random.nextInt() & 0x807fffff | exponent << 23);
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor floats = torch.from_blob(new FloatPointer(values), values.length);
      Tensor halves = floats.to(ScalarType.Half);
      short[] expected = new short[values.length];
      new ShortPointer(halves.data_ptr()).get(expected);
      for (int i = 0; i < values.length; i++) {
        if (Float16.of(values[i]) != expected[i]) {
          assertThat(Float16.of(values[i])).as("%s", values[i]).isEqualTo(expected[i]);
        }
      }
      assertThat(scope).isNotNull();
    }
  }
}
