package dms.train.optim;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Neighbouring ranges that are stepped alike, in one call.
 *
 * @param rate factor on the learning rate
 * @param decay weight decay
 * @param offset number of floats before it
 * @param length number of floats
 */
record Stretch(double rate, double decay, long offset, long length) {
  /** Joins the ranges of equal rate and decay. */
  static List<Stretch> of(List<FlatParameters.Range> ranges, OptimizerConfig config) {
    List<Stretch> stretches = new ArrayList<>();
    for (FlatParameters.Range range : ranges) {
      double rate = range.rate() * config.rates().getOrDefault(range.group(), 1.0);
      double decay = range.matrices() ? config.weightDecay() : 0;
      int last = stretches.size() - 1;
      if (last >= 0 && stretches.get(last).alike(rate, decay)) {
        Stretch before = stretches.get(last);
        stretches.set(
            last, new Stretch(rate, decay, before.offset, before.length + range.length()));
      } else {
        stretches.add(new Stretch(rate, decay, range.offset(), range.length()));
      }
    }
    return List.copyOf(stretches);
  }

  private boolean alike(double otherRate, double otherDecay) {
    return rate == otherRate && decay == otherDecay;
  }

  /** This stretch of a flat vector. */
  Tensor of(Tensor flat) {
    return flat.narrow(0, offset, length);
  }
}
