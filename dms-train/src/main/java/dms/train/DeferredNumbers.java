package dms.train;

import dms.core.batch.Batch;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Loss;
import dms.train.TrainingState.LossWindow;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import dms.train.optim.UnreadNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers that stay on the device until they are asked for. From the first step on that is not
 * sound the weights stay as they are; which one it was is told at the next reading.
 */
final class DeferredNumbers implements StepNumbers {
  private final UnreadNumbers unread;
  private final List<MadeStep> made = new ArrayList<>();
  private double norm;

  /** A step whose numbers are not read yet. */
  private record MadeStep(long number, List<Sentence> sentences) {}

  DeferredNumbers(ComputeDevice device, FlatParameters parameters, List<String> losses) {
    this.unread = new UnreadNumbers(parameters, losses, device);
  }

  @Override
  public LossWindow add(LossWindow window, Map<String, Loss> losses, Batch batch, long step) {
    unread.add(losses);
    return window;
  }

  @Override
  public void clip(double maxNorm, long step, List<Sentence> sentences) {
    unread.clip(maxNorm);
    made.add(new MadeStep(step, sentences));
  }

  @Override
  public void step(Optimizer optimizer, double factor) {
    optimizer.step(factor, unread);
  }

  @Override
  public LossWindow read(LossWindow window) {
    if (made.isEmpty()) {
      return window;
    }
    UnreadNumbers.Reading reading = unread.read();
    norm = reading.norm();
    if (!reading.sound()) {
      throw unsound(reading);
    }
    made.clear();
    return window.plus(reading.sums(), reading.counts());
  }

  /** The sums go on over the batches after it, but what was not finite stays so. */
  private NonFiniteLossException unsound(UnreadNumbers.Reading reading) {
    MadeStep first = made.get(reading.soundSteps());
    Map<String, Double> values = new LinkedHashMap<>();
    reading.sums().forEach((name, sum) -> values.put(name, sum / reading.counts().get(name)));
    values.put("gradient norm", reading.norm());
    values.values().removeIf(Double::isFinite);
    if (values.isEmpty()) {
      // The norm that is known is that of the last step.
      values.put("gradient norm", Double.NaN);
    }
    return new NonFiniteLossException(first.number(), values, first.sentences());
  }

  @Override
  public double norm() {
    return norm;
  }

  @Override
  public void close() {
    unread.close();
  }
}
