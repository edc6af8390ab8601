package dms.train;

import dms.core.batch.Batch;
import dms.core.component.EncodersDecoders;
import dms.core.component.TargetCounts;
import dms.core.tensor.Loss;
import dms.core.tensor.Precision;
import dms.train.optim.UncertaintyWeighting;
import dms.train.parallel.GradientSum;
import dms.train.parallel.Ranks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Forward and backward of this process' share of a batch. The losses are weighed by their targets,
 * so that over all processes the gradients sum up to that of the whole batch.
 */
final class SharedTrainingStep {
  private final EncodersDecoders model;
  private final Optional<UncertaintyWeighting> weighting;
  private final Precision precision;
  private final Ranks ranks;
  private final GradientSum gradients;

  /**
   * @param weighting of the losses; by the weights of the decoders if empty
   * @param precision of forward and backward
   */
  SharedTrainingStep(
      EncodersDecoders model,
      Optional<UncertaintyWeighting> weighting,
      Precision precision,
      Ranks ranks,
      GradientSum gradients) {
    this.model = model;
    this.weighting = weighting;
    this.precision = precision;
    this.ranks = ranks;
    this.gradients = gradients;
  }

  /**
   * A batch in a step.
   *
   * @param own prepared share of this process; one sentence of the batch where it has none
   * @param idle whether it has none
   * @param share of the batch in the step: one over the number of batches accumulated
   * @param step number of the step, for messages
   * @param last whether the step ends with it: then the gradients are added up
   */
  record Part(Batch own, boolean idle, double share, long step, boolean last) {}

  /**
   * Runs the share of a batch and closes it. All processes call this for the same batch.
   *
   * @return losses of the whole batch, as those of {@link TrainingStep#run}
   * @throws NonFiniteLossException in every process when a loss is not finite in one of them
   * @throws TrainingStepException when the native library fails in backward
   */
  Map<String, Double> run(Part part) {
    try (Batch batch = part.own()) {
      TargetCounts own = model.targetCounts(batch);
      // Under way while the model runs.
      Ranks.Sum counted = ranks.sum(part.idle() ? new double[own.flat().length] : own.flat());
      batch.open(model.device());
      if (!part.idle()) {
        precision.run(model.device(), () -> model.forward(batch));
      }
      TargetCounts whole = own.with(counted.await());
      Map<String, Loss> losses =
          part.idle()
              ? Map.of()
              : precision.supply(model.device(), () -> model.lossShares(batch, whole));
      Optional<Loss> total = total(losses, whole.present());
      double[] here = values(losses, total, whole);
      Ranks.Sum summed = ranks.sum(here);
      // Where a loss is not finite, this process has nothing to add and all of them hear of it.
      boolean finite = Arrays.stream(here).allMatch(Double::isFinite);
      backward(part, finite ? total : Optional.empty());
      return finite(named(summed.await(), whole), part);
    }
  }

  private Optional<Loss> total(Map<String, Loss> losses, Set<String> present) {
    return weighting.isPresent()
        ? weighting.get().total(losses, present, 1.0 / ranks.place().size())
        : model.weightedSum(losses);
  }

  private void backward(Part part, Optional<Loss> total) {
    Runnable backward =
        () ->
            total.ifPresent(
                loss -> TrainingStep.backward(loss, part.share(), part.own(), part.step()));
    if (part.last()) {
      gradients.over(backward);
    } else {
      backward.run();
    }
  }

  /** This process' shares in the losses, decoder by decoder, and in their sum. */
  private static double[] values(
      Map<String, Loss> losses, Optional<Loss> total, TargetCounts counts) {
    double[] values = new double[counts.ofDecoder().size() + 1];
    int next = 0;
    for (String name : counts.ofDecoder().keySet()) {
      values[next++] = losses.containsKey(name) ? losses.get(name).value() : 0;
    }
    values[next] = total.map(Loss::value).orElse(0.0);
    return values;
  }

  private static Map<String, Double> named(double[] values, TargetCounts whole) {
    Map<String, Double> named = new LinkedHashMap<>();
    int next = 0;
    for (String name : whole.ofDecoder().keySet()) {
      double value = values[next++];
      if (whole.present().contains(name)) {
        named.put(name, value);
      }
    }
    if (!named.isEmpty()) {
      named.put(TrainingStep.TOTAL, values[next]);
    }
    return named;
  }

  private static Map<String, Double> finite(Map<String, Double> values, Part part) {
    if (!values.values().stream().allMatch(Double::isFinite)) {
      throw new NonFiniteLossException(part.step(), values, part.own().sentences());
    }
    return values;
  }
}
