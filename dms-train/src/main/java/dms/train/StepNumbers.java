package dms.train;

import dms.core.batch.Batch;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Loss;
import dms.train.TrainingState.LossWindow;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import java.util.List;
import java.util.Map;

/**
 * Losses and gradient norms of the steps: when they are read, and what a number does that is not
 * finite. On the processor each is read as it comes. A card would have to be waited for: there they
 * are read every few steps.
 */
sealed interface StepNumbers extends AutoCloseable permits ReadNumbers, DeferredNumbers {
  /**
   * What suits a device.
   *
   * @param losses names of all losses
   */
  static StepNumbers of(ComputeDevice device, FlatParameters parameters, List<String> losses) {
    return device.staged()
        ? new DeferredNumbers(device, parameters, losses)
        : new ReadNumbers(parameters);
  }

  /**
   * Takes the losses of a batch, before its backward pass.
   *
   * @param window sums of those read so far
   * @return the sums with these, if they were read
   * @throws NonFiniteLossException when one was read that is not finite
   */
  LossWindow add(LossWindow window, Map<String, Loss> losses, Batch batch, long step);

  /**
   * Takes the norm of a step's gradients and clips them.
   *
   * @param maxNorm 0 for any
   * @throws NonFiniteLossException when it was read and is not finite
   */
  void clip(double maxNorm, long step, List<Sentence> sentences);

  /** Makes the step, unless something of it, or of one since the last reading, is not finite. */
  void step(Optimizer optimizer, double factor);

  /**
   * Reads what was not read.
   *
   * @return the sums of all losses
   * @throws NonFiniteLossException naming the first step that something was not finite in; the
   *     weights are those before it
   */
  LossWindow read(LossWindow window);

  /** Norm of the last step's gradients before clipping, as far as it was read. */
  double norm();

  @Override
  void close();
}
