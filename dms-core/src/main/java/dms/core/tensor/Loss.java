package dms.core.tensor;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A scalar to be minimized, still attached to the graph that computed it.
 *
 * @param tensor scalar tensor, shape ()
 */
public record Loss(Tensor tensor) {
  /** Checks that the tensor is a scalar. */
  public Loss {
    Shapes.require(tensor, "loss");
  }

  /** This loss times a factor. */
  public Loss times(double factor) {
    return factor == 1.0 ? this : new Loss(tensor.mul(new Scalar(factor)));
  }

  /**
   * The sum of losses.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Loss sum(List<Loss> losses) {
    return losses.stream()
        .reduce((a, b) -> new Loss(a.tensor.add(b.tensor)))
        .orElseThrow(() -> new IllegalArgumentException("loss: nothing to sum"));
  }

  /** Its value; waits for the device. */
  public double value() {
    return Tensors.toDouble(tensor);
  }

  /** Adds its gradient to the gradient of every parameter that it was computed from. */
  public void backward() {
    tensor.backward();
  }
}
