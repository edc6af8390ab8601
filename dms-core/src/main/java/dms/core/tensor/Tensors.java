package dms.core.tensor;

import org.bytedeco.javacpp.DoublePointer;
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
    return of(ids.values(), device).view(ids.shape());
  }

  /** A tensor of 64-bit integers of one axis. */
  public static Tensor of(int[] values, ComputeDevice device) {
    return device.staged()
        ? Staging.of(values, device)
        : torch.tensor(values, device.options(ScalarType.Long));
  }

  /** A tensor of 64-bit integers of one axis. */
  public static Tensor of(long[] values, ComputeDevice device) {
    return device.staged()
        ? Staging.of(values, device)
        : torch.tensor(values, device.options(ScalarType.Long));
  }

  /** A tensor of 32-bit floats with that shape. */
  public static Tensor of(float[] values, ComputeDevice device, long... shape) {
    Tensor flat =
        device.staged()
            ? Staging.of(values, device)
            : torch.tensor(values, device.options(ScalarType.Float));
    return flat.view(shape);
  }

  /** The tensor as 32-bit floats; itself if it has them already. */
  public static Tensor float32(Tensor tensor) {
    return tensor.to(ScalarType.Float);
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

  /** Copies a tensor of any integer type to Java, in row-major order; waits for the device. */
  public static long[] toLongs(Tensor tensor) {
    HostReads.add();
    Tensor plain = tensor.to(ScalarType.Long).cpu().contiguous();
    long[] values = new long[Math.toIntExact(plain.numel())];
    new LongPointer(plain.data_ptr()).get(values);
    return values;
  }

  /** Copies a tensor of any floating type to Java, in row-major order; waits for the device. */
  public static float[] toFloats(Tensor tensor) {
    HostReads.add();
    Tensor plain = tensor.detach().to(ScalarType.Float).cpu().contiguous();
    float[] values = new float[Math.toIntExact(plain.numel())];
    new FloatPointer(plain.data_ptr()).get(values);
    return values;
  }

  /** Copies a tensor of any floating type to Java, in row-major order; waits for the device. */
  public static double[] toDoubles(Tensor tensor) {
    HostReads.add();
    Tensor plain = tensor.detach().to(ScalarType.Double).cpu().contiguous();
    double[] values = new double[Math.toIntExact(plain.numel())];
    new DoublePointer(plain.data_ptr()).get(values);
    return values;
  }

  /** The number in a tensor of one, of any floating type; waits for the device. */
  public static double toDouble(Tensor tensor) {
    HostReads.add();
    return tensor.item_double();
  }

  /** The answer in a tensor of one truth value; waits for the device. */
  public static boolean toBoolean(Tensor tensor) {
    HostReads.add();
    return tensor.item_bool();
  }
}
