package dms.train.optim;

import dms.components.setting.Checks;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.weights.WeightsMismatchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The step count and the flat vectors of an optimizer, with the native memory they live in. */
final class OptimizerState implements AutoCloseable {
  private static final String STEP = "optimizer.step";

  private final NativeScope memory = NativeScope.open();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final FusedUpdate update;
  private long steps;

  /**
   * @param function in {@code updates.py}
   * @param vectors names after {@code optimizer.}, each a vector of zeros as long as the parameters
   */
  OptimizerState(FlatParameters parameters, String function, String... vectors) {
    boolean complete = false;
    try {
      this.update = new FusedUpdate(function);
      tensors.put(STEP, torch.zeros(new long[0], ComputeDevice.cpu().options(ScalarType.Long)));
      for (String vector : vectors) {
        tensors.put("optimizer." + vector, torch.zeros_like(parameters.values()));
      }
      complete = true;
    } finally {
      memory.leave();
      if (!complete) {
        memory.close();
      }
    }
  }

  Tensor vector(String name) {
    return tensors.get("optimizer." + name);
  }

  FusedUpdate update() {
    return update;
  }

  long steps() {
    return steps;
  }

  /** Counts a step and runs it in a scope of its own, without recording gradients. */
  @SuppressWarnings("try")
  void step(double factor, Runnable work) {
    Checks.nonNegative("factor", factor);
    steps++;
    try (NativeScope scope = NativeScope.open()) {
      Gradients.without(work);
    }
  }

  Map<String, Tensor> tensors() {
    NativeScope.within(() -> tensors.get(STEP).fill_(new Scalar(steps)));
    return Collections.unmodifiableMap(tensors);
  }

  void load(Map<String, Tensor> values, String source) throws WeightsMismatchException {
    NativeScope.within(() -> copyFrom(values, source));
  }

  private void copyFrom(Map<String, Tensor> values, String source) throws WeightsMismatchException {
    List<String> missing = tensors.keySet().stream().filter(n -> !values.containsKey(n)).toList();
    List<String> unexpected =
        values.keySet().stream().filter(n -> !tensors.containsKey(n)).toList();
    List<String> unfit = new ArrayList<>();
    tensors.forEach(
        (name, own) -> {
          Tensor value = values.get(name);
          if (value != null && !describe(value).equals(describe(own))) {
            unfit.add(name + ": expected " + describe(own) + ", found " + describe(value));
          }
        });
    if (!missing.isEmpty() || !unexpected.isEmpty() || !unfit.isEmpty()) {
      throw new WeightsMismatchException(source, missing, unexpected, unfit);
    }
    long count = values.get(STEP).item_long();
    if (count < 0) {
      unfit.add(STEP + ": expected at least 0, found " + count);
      throw new WeightsMismatchException(source, missing, unexpected, unfit);
    }
    Gradients.without(() -> tensors.forEach((name, own) -> own.copy_(values.get(name))));
    steps = count;
  }

  private static String describe(Tensor tensor) {
    return tensor.scalar_type().intern() + " " + Arrays.toString(tensor.shape());
  }

  @Override
  public void close() {
    memory.close();
  }
}
