package dms.train;

import dms.core.batch.Batch;
import dms.core.corpus.Sentence;
import dms.core.tensor.Loss;
import dms.train.TrainingState.LossWindow;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers that are read as they come: a step that is not sound is never begun. */
final class ReadNumbers implements StepNumbers {
  private final FlatParameters parameters;
  private double norm;

  ReadNumbers(FlatParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public LossWindow add(LossWindow window, Map<String, Loss> losses, Batch batch, long step) {
    Map<String, Double> values = new LinkedHashMap<>();
    losses.forEach((name, loss) -> values.put(name, loss.value()));
    if (!values.values().stream().allMatch(Double::isFinite)) {
      throw new NonFiniteLossException(step, values, batch.sentences());
    }
    return window.plus(values);
  }

  @Override
  public void clip(double maxNorm, long step, List<Sentence> sentences) {
    norm = maxNorm > 0 ? parameters.clipGradients(maxNorm) : parameters.gradientNorm();
    if (!Double.isFinite(norm)) {
      throw new NonFiniteLossException(step, Map.of("gradient norm", norm), sentences);
    }
  }

  @Override
  public void step(Optimizer optimizer, double factor) {
    optimizer.step(factor);
  }

  @Override
  public LossWindow read(LossWindow window) {
    return window;
  }

  @Override
  public double norm() {
    return norm;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
