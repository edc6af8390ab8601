package dms.train;

import dms.core.batch.Batch;
import dms.core.component.EncodersDecoders;
import dms.core.tensor.Loss;
import dms.core.tensor.Precision;
import dms.train.TrainingState.LossWindow;
import dms.train.optim.UncertaintyWeighting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Forward and backward of one batch: adds its gradient to the parameters' gradients. */
final class TrainingStep {
  /** Name of the weighted sum among the losses. */
  static final String TOTAL = "total";

  private final EncodersDecoders model;
  private final Optional<UncertaintyWeighting> weighting;
  private final Precision precision;
  private final StepNumbers numbers;

  /**
   * @param weighting of the losses; by the weights of the decoders if empty
   * @param precision of forward and backward
   * @param numbers that the losses are handed to
   */
  TrainingStep(
      EncodersDecoders model,
      Optional<UncertaintyWeighting> weighting,
      Precision precision,
      StepNumbers numbers) {
    this.model = model;
    this.weighting = weighting;
    this.precision = precision;
    this.numbers = numbers;
  }

  /**
   * Runs a prepared batch and closes it.
   *
   * @param share of this batch in the step: one over the number of batches accumulated
   * @param step number of the step, for messages
   * @param window sums of losses so far
   * @return with the loss of each decoder with targets and their weighted sum, {@link #TOTAL}, if
   *     they were read
   * @throws NonFiniteLossException before any gradient was added
   * @throws TrainingStepException when the native library fails in backward
   */
  LossWindow run(Batch batch, double share, long step, LossWindow window) {
    try (batch) {
      batch.open(model.device());
      Map<String, Loss> losses = precision.supply(model.device(), () -> losses(batch));
      LossWindow summed = numbers.add(window, losses, batch, step);
      Optional.ofNullable(losses.get(TOTAL)).ifPresent(loss -> backward(loss, share, batch, step));
      return summed;
    }
  }

  /**
   * Adds the gradient of a batch's loss, times the batch's share in the step.
   *
   * @throws TrainingStepException when the native library fails
   */
  static void backward(Loss loss, double share, Batch batch, long step) {
    TrainingStepException.run(
        step, "backward", batch.toString(), batch.sentences(), () -> loss.times(share).backward());
  }

  private Map<String, Loss> losses(Batch batch) {
    model.forward(batch);
    Map<String, Loss> losses = new LinkedHashMap<>(model.losses(batch));
    Optional<Loss> total =
        weighting.isPresent() ? weighting.get().total(losses) : model.weightedSum(losses);
    total.ifPresent(loss -> losses.put(TOTAL, loss));
    return losses;
  }
}
