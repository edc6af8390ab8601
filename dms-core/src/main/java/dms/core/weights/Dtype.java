package dms.core.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The element types of safetensors that fill whole bytes, named as in the file. Their order is that
 * in which the reference implementation ranks them: it writes tensors of a later type first, so
 * that wider elements stay aligned. The packed types of four and six bits are not among them.
 */
public enum Dtype {
  /** True or false, one byte. */
  BOOL(1),
  /** Unsigned, 8 bits. */
  U8(1),
  /** Signed, 8 bits. */
  I8(1),
  /** Float of 8 bits: 5 exponent, 2 mantissa. */
  F8_E5M2(1),
  /** Float of 8 bits without infinities: 4 exponent, 3 mantissa. */
  F8_E4M3(1),
  /** Power of two in 8 bits, a scale. */
  F8_E8M0(1),
  /** As {@link #F8_E4M3}, without negative zero. */
  F8_E4M3FNUZ(1),
  /** As {@link #F8_E5M2}, without infinities and negative zero. */
  F8_E5M2FNUZ(1),
  /** Signed, 16 bits. */
  I16(2),
  /** Unsigned, 16 bits. */
  U16(2),
  /** IEEE half precision. */
  F16(2),
  /** The upper half of a single precision float. */
  BF16(2),
  /** Signed, 32 bits. */
  I32(4),
  /** Unsigned, 32 bits. */
  U32(4),
  /** IEEE single precision. */
  F32(4),
  /** Complex number of two single precision floats. */
  C64(8),
  /** IEEE double precision. */
  F64(8),
  /** Signed, 64 bits. */
  I64(8),
  /** Unsigned, 64 bits. */
  U64(8);

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /**
   * The size in bytes of a tensor of this type.
   *
   * @param shape the size of each axis, not negative; no axis means one element
   * @throws ArithmeticException if the number of elements or bytes exceeds 2^63-1
   */
  public long byteSize(List<Long> shape) {
    long elements = 1;
    for (long size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    return Math.multiplyExact(elements, (long) bytes);
  }

  /** The type of this name in a file, if it is one of these. */
  public static Optional<Dtype> find(String name) {
    return Arrays.stream(values()).filter(dtype -> dtype.name().equals(name)).findFirst();
  }
}
