package dms.train;

import dms.core.batch.Batch;
import dms.core.component.EncodersDecoders;
import dms.core.tensor.Loss;
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

  /**
   * @param weighting of the losses; by the weights of the decoders if empty
   */
  TrainingStep(EncodersDecoders model, Optional<UncertaintyWeighting> weighting) {
    this.model = model;
    this.weighting = weighting;
  }

  /**
   * Runs a prepared batch and closes it.
   *
   * @param share of this batch in the step: one over the number of batches accumulated
   * @param step number of the step, for messages
   * @return loss of each decoder with targets and their weighted sum, {@link #TOTAL}; empty without
   *     targets
   * @throws NonFiniteLossException before any gradient was added
   * @throws TrainingStepException when the native library fails in backward
   */
  Map<String, Double> run(Batch batch, double share, long step) {
    try (batch) {
      batch.open(model.device());
      model.forward(batch);
      Map<String, Loss> losses = model.losses(batch);
      Optional<Loss> total =
          weighting.isPresent() ? weighting.get().total(losses) : model.weightedSum(losses);
      Map<String, Double> values = new LinkedHashMap<>();
      losses.forEach((name, loss) -> values.put(name, loss.value()));
      total.ifPresent(loss -> values.put(TOTAL, loss.value()));
      if (!values.values().stream().allMatch(Double::isFinite)) {
        throw new NonFiniteLossException(step, values, batch.sentences());
      }
      total.ifPresent(
          loss ->
              TrainingStepException.run(
                  step,
                  "backward",
                  batch.toString(),
                  batch.sentences(),
                  () -> loss.times(share).backward()));
      return values;
    }
  }
}
