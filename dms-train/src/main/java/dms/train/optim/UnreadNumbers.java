package dms.train.optim;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The numbers of training steps, kept on the device until they are {@link #read() read}: sums of
 * losses, the norm of the gradients, and how many steps were sound. Only reading waits for the
 * device.
 *
 * <p>A step is sound when its losses and the norm of its gradients are finite. From the first that
 * is not, {@link Optimizer#step(double, UnreadNumbers)} changes nothing any more, so the weights
 * stay those before it. Used by one thread at a time.
 */
public final class UnreadNumbers implements AutoCloseable {
  private final NativeScope memory = NativeScope.open();
  private final FlatParameters parameters;
  private final List<String> names;
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Sums of the losses, shape (names). */
  private final Tensor sums;

  /** 0, and 1 from the first step on that is not sound; 32-bit float as the fused updates want. */
  private final Tensor unsound;

  private final Tensor soundSteps;
  private final Tensor norm;

  /**
   * What was read.
   *
   * @param sums of losses since the last reading, by name
   * @param counts number of losses in each sum
   * @param soundSteps since the last reading, up to the first that is not sound
   * @param sound whether every step was sound
   * @param norm of the gradients of the last step, before clipping
   */
  public record Reading(
      Map<String, Double> sums,
      Map<String, Integer> counts,
      int soundSteps,
      boolean sound,
      double norm) {}

  /**
   * @param parameters whose gradients are clipped
   * @param names of all losses
   * @param device where losses and parameters are
   */
  public UnreadNumbers(FlatParameters parameters, List<String> names, ComputeDevice device) {
    this.parameters = parameters;
    this.names = List.copyOf(names);
    try {
      TensorOptions exact = device.options(ScalarType.Double);
      this.sums = torch.zeros(new long[] {names.size()}, exact);
      this.unsound = torch.zeros(new long[] {1}, device.options(ScalarType.Float));
      this.soundSteps = torch.zeros(new long[] {1}, exact);
      this.norm = torch.zeros(new long[] {1}, exact);
    } finally {
      memory.leave();
    }
  }

  /**
   * Adds the losses of a batch.
   *
   * @param losses by name
   */
  public void add(Map<String, Loss> losses) {
    within(() -> losses.forEach(this::add));
  }

  private void add(String name, Loss loss) {
    Tensor value = loss.tensor().detach();
    sums.select(0, names.indexOf(name)).add_(value);
    counts.merge(name, 1, Integer::sum);
    mark(value);
  }

  /** Marks the step as unsound where the value is not finite. */
  private void mark(Tensor value) {
    unsound.copy_(torch.maximum(unsound, value.isfinite().logical_not().to(ScalarType.Float)));
  }

  /**
   * Ends a step's gradients: computes their norm, scales them down where it is too large as {@link
   * FlatParameters#clipGradients} does, and counts the step if it is sound.
   *
   * @param maxNorm 0 for any
   */
  public void clip(double maxNorm) {
    within(
        () -> {
          norm.copy_(parameters.unreadNorm());
          mark(norm);
          soundSteps.add_(unsound.neg().add(new Scalar(1.0)));
          if (maxNorm > 0) {
            Tensor coefficient =
                torch
                    .full_like(norm, new Scalar(maxNorm))
                    .div(norm.add(new Scalar(FlatParameters.NORM_EPSILON)))
                    .clamp_max(new Scalar(1.0));
            parameters.gradients().mul_(coefficient.to(ScalarType.Float));
          }
        });
  }

  /** 1 where the steps since the last reading are not all sound, else 0; shape (1). */
  Tensor unsound() {
    return unsound;
  }

  /** Reads everything at once, and begins anew unless a step was unsound. */
  @SuppressWarnings("try")
  public Reading read() {
    try (NativeScope scope = NativeScope.open()) {
      Tensor wide = unsound.to(ScalarType.Double);
      double[] all =
          Tensors.toDoubles(torch.cat(new TensorVector(sums, soundSteps, norm, wide), 0));
      int size = names.size();
      Map<String, Double> read = new LinkedHashMap<>();
      counts.keySet().forEach(name -> read.put(name, all[names.indexOf(name)]));
      Reading reading =
          new Reading(
              read,
              new LinkedHashMap<>(counts),
              (int) all[size],
              all[size + 2] == 0,
              all[size + 1]);
      if (reading.sound()) {
        sums.zero_();
        soundSteps.zero_();
        counts.clear();
      }
      return reading;
    }
  }

  private static void within(Runnable work) {
    NativeScope.within(() -> Gradients.without(work));
  }

  /** Frees them; a second call does nothing. */
  @Override
  public void close() {
    memory.close();
  }
}
