package dms.core.weights;

/** IEEE half precision: a sign, 5 bits of exponent, 10 of mantissa. */
final class Float16 {
  /** The largest that is finite. */
  static final float MAX_VALUE = 65504f;

  private static final int SIGN = 0x8000;
  private static final int INFINITY = 0x7c00;
  private static final int MANTISSA = 0x3ff;
  private static final int QUIET = 0x200;
  private static final int MANTISSA_BITS = 10;

  /** Mantissa bits that a float has more. */
  private static final int DROPPED_BITS = 13;

  /** What the exponents' biases of 127 and 15 differ by. */
  private static final int BIAS = 112;

  /** The step between subnormal numbers, 2^-24, and its inverse. */
  private static final float STEP = 0x1p-24f;

  private static final float STEPS_IN_ONE = 0x1p24f;
  private static final float MIN_NORMAL = 0x1p-14f;

  private Float16() {}

  /** The nearest half, of two the even one; infinite from 65520 on. NaNs keep sign and top bits. */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & SIGN;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | INFINITY | QUIET | bits >>> DROPPED_BITS & MANTISSA);
    }
    if (magnitude < MIN_NORMAL) {
      // Exact: a power of two times a float. The result of 1024 is the smallest normal number.
      return (short) (sign | (int) Math.rint(magnitude * STEPS_IN_ONE));
    }
    int rest = (bits & Integer.MAX_VALUE) - (BIAS << 23);
    // Adds just less than half of what is dropped, and the rest to half if the result were odd; a
    // carry goes on into the exponent, as it should.
    int rounded = rest + (1 << DROPPED_BITS - 1) - 1 + (rest >>> DROPPED_BITS & 1);
    return (short) (sign | Math.min(INFINITY, rounded >>> DROPPED_BITS));
  }

  /** The float of the same value; NaNs keep sign and bits. */
  static float toFloat(short half) {
    int sign = (half & SIGN) << 16;
    int magnitude = half & ~SIGN & 0xffff;
    if (magnitude >= INFINITY) {
      return Float.intBitsToFloat(sign | 0x7f800000 | (magnitude & MANTISSA) << DROPPED_BITS);
    }
    if (magnitude >> MANTISSA_BITS == 0) {
      float value = magnitude * STEP;
      return sign == 0 ? value : -value;
    }
    return Float.intBitsToFloat(sign | magnitude + (BIAS << MANTISSA_BITS) << DROPPED_BITS);
  }
}
