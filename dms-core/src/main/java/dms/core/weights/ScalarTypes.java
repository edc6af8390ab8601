package dms.core.weights;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** libtorch's names of the element types. */
final class ScalarTypes {
  private ScalarTypes() {}

  static ScalarType of(Dtype dtype) {
    return switch (dtype) {
      case BOOL -> ScalarType.Bool;
      case U8 -> ScalarType.Byte;
      case I8 -> ScalarType.Char;
      case F8_E5M2 -> ScalarType.Float8_e5m2;
      case F8_E4M3 -> ScalarType.Float8_e4m3fn;
      case F8_E8M0 -> ScalarType.Float8_e8m0fnu;
      case F8_E4M3FNUZ -> ScalarType.Float8_e4m3fnuz;
      case F8_E5M2FNUZ -> ScalarType.Float8_e5m2fnuz;
      case I16 -> ScalarType.Short;
      case U16 -> ScalarType.UInt16;
      case F16 -> ScalarType.Half;
      case BF16 -> ScalarType.BFloat16;
      case I32 -> ScalarType.Int;
      case U32 -> ScalarType.UInt32;
      case F32 -> ScalarType.Float;
      case C64 -> ScalarType.ComplexFloat;
      case F64 -> ScalarType.Double;
      case I64 -> ScalarType.Long;
      case U64 -> ScalarType.UInt64;
    };
  }

  /** The type in a file, if safetensors has one for it. */
  static Optional<Dtype> find(ScalarType type) {
    return Arrays.stream(Dtype.values()).filter(dtype -> of(dtype) == type).findFirst();
  }
}
