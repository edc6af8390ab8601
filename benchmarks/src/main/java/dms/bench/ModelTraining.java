package dms.bench;

import dms.core.batch.Batch;
import dms.core.component.EncodersDecoders;
import dms.core.tensor.Loss;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import dms.train.optim.OptimizerConfig;
import java.util.Map;

/**
 * The training steps of a model as a training run on the processor makes them: every loss is read.
 */
public final class ModelTraining implements AutoCloseable {
  private final EncodersDecoders model;
  private final OptimizerConfig config;
  private final FlatParameters parameters;
  private final Optimizer optimizer;

  /**
   * @param model stays the caller's
   */
  public ModelTraining(EncodersDecoders model, OptimizerConfig config) {
    this.model = model;
    this.config = config;
    this.parameters = new FlatParameters(model.parameters(), model.rates());
    this.optimizer = Optimizer.of(config, parameters);
  }

  /**
   * One step.
   *
   * @param batch prepared; closed
   * @return the weighted sum of the losses
   */
  public double step(Batch batch) {
    parameters.zeroGradients();
    double value;
    try (batch) {
      batch.open(model.device());
      model.forward(batch);
      Map<String, Loss> losses = model.losses(batch);
      losses.values().forEach(Loss::value);
      Loss loss = model.weightedSum(losses).orElseThrow();
      value = loss.value();
      loss.backward();
    }
    if (config.clipNorm() > 0) {
      parameters.clipGradients(config.clipNorm());
    }
    optimizer.step(1.0);
    return value;
  }

  @Override
  public void close() {
    optimizer.close();
    parameters.close();
  }
}
