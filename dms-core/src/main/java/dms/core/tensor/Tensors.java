package dms.core.tensor;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** From Java arrays to tensors and back: one native call each, never one per token. */
public final class Tensors {
  private Tensors() {}

  /** A tensor of 64-bit integers with the shape of the ids. */
  public static Tensor of(Ids ids, ComputeDevice device) {
    return torch.tensor(ids.values(), device.options(ScalarType.Long)).view(ids.shape());
  }

  /** A tensor of 64-bit integers of one axis. */
  public static Tensor of(int[] values, ComputeDevice device) {
    return torch.tensor(values, device.options(ScalarType.Long));
  }

  /** A tensor of 64-bit integers of one axis. */
  public static Tensor of(long[] values, ComputeDevice device) {
    return torch.tensor(values, device.options(ScalarType.Long));
  }

  /** A tensor of 32-bit floats with that shape. */
  public static Tensor of(float[] values, ComputeDevice device, long... shape) {
    return torch.tensor(values, device.options(ScalarType.Float)).view(shape);
  }

  /**
   * Rows of a matrix by number: {@code (rows, dim)} and ids of any shape give {@code (ids…, dim)}.
   */
  public static Tensor rows(Tensor matrix, Tensor ids) {
    return torch.embedding(matrix, ids);
  }

  /** Concatenates along an axis; one tensor is returned as it is. */
  public static Tensor concat(long axis, Tensor... parts) {
    return parts.length == 1 ? parts[0] : torch.cat(new TensorVector(parts), axis);
  }

  /** Copies a tensor of any integer type to Java, in row-major order. */
  public static long[] toLongs(Tensor tensor) {
    Tensor plain = tensor.to(ScalarType.Long).cpu().contiguous();
    long[] values = new long[Math.toIntExact(plain.numel())];
    new LongPointer(plain.data_ptr()).get(values);
    return values;
  }

  /** Copies a tensor of any floating type to Java, in row-major order. */
  public static float[] toFloats(Tensor tensor) {
    Tensor plain = tensor.detach().to(ScalarType.Float).cpu().contiguous();
    float[] values = new float[Math.toIntExact(plain.numel())];
    new FloatPointer(plain.data_ptr()).get(values);
    return values;
  }
}
