package dms.core.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;

/**
 * An operation whose gradient is written by hand, since that of its single steps would take longer:
 * what {@code torch.autograd.Function} is in PyTorch. That is a C++ template and not bound.
 *
 * <p>Autograd is told that the result is itself and nothing of the sum of each input, so that
 * backward comes from the result to the inputs in this order. A hook on the result computes the
 * gradients, and one on each input puts its own in the place of what autograd has.
 */
public final class CustomGradient {
  private CustomGradient() {}

  /** From the gradient of a result to those of its inputs. */
  @FunctionalInterface
  public interface Backward {
    /**
     * Runs without recording gradients; what else it makes is freed.
     *
     * @param gradient of the result, of its shape
     * @return one for each input, in their order and of their shapes
     */
    List<Tensor> apply(Tensor gradient);
  }

  /**
   * @param inputs all that the result is a function of and that may have a gradient
   * @param forward gives a new tensor, no part of another; runs without recording gradients
   * @return what forward gave; where gradients are recorded, as a function of the inputs
   */
  public static Tensor of(List<Tensor> inputs, Supplier<Tensor> forward, Backward backward) {
    Tensor result = Gradients.detached(forward);
    if (Gradients.recorded()) {
      join(result, inputs, backward);
    }
    return result;
  }

  private static void join(Tensor result, List<Tensor> inputs, Backward backward) {
    List<Tensor> gradients = new ArrayList<>();
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).requires_grad()) {
        int number = i;
        Tensor seen = inputs.get(i).view_as(inputs.get(i));
        seen.register_hook(new Hook(arrived -> gradients.get(number)));
        sums.add(seen.sum());
      }
    }
    sums.stream()
        .reduce(Tensor::add)
        .ifPresent(
            sum -> {
              result.add_(sum, new Scalar(0));
              result.register_hook(
                  new Hook(
                      gradient -> {
                        gradients.clear();
                        gradients.addAll(NativeScope.keepingAll(() -> backward.apply(gradient)));
                        return gradient;
                      }));
            });
  }

  /** Held by the scope that it is made in, which must be open until backward has run. */
  private static final class Hook extends TensorTensorHook {
    private final UnaryOperator<Tensor> given;

    private Hook(UnaryOperator<Tensor> given) {
      this.given = given;
    }

    @Override
    public TensorBase call(TensorBase gradient) {
      return given.apply(new Tensor(gradient));
    }
  }
}
