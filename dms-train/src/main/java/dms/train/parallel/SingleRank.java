package dms.train.parallel;

import dms.core.weights.ParameterTree;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import java.io.IOException;
import java.util.Map;

/** One process alone. */
enum SingleRank implements Ranks {
  INSTANCE;

  private static final RankPlace PLACE = new RankPlace(0, 1, 0, 1, "localhost", 0, 1);

  @Override
  public RankPlace place() {
    return PLACE;
  }

  @Override
  public boolean any(boolean here) {
    return here;
  }

  @Override
  public Sum sum(double... numbers) {
    return () -> numbers;
  }

  @Override
  public String fromFirst(Told work) throws IOException {
    return work.tell();
  }

  @Override
  public void copyFirst(ParameterTree model, FlatParameters parameters, Optimizer optimizer) {
    // They are those of rank 0.
  }

  @Override
  public void requireSame(String subject, Map<String, String> facts) {
    // There is nobody to differ from.
  }

  @Override
  public GradientSum gradients(FlatParameters parameters) {
    return new GradientSum() {
      @Override
      public void over(Runnable backward) {
        backward.run();
      }

      @Override
      public void close() {
        // It holds nothing.
      }
    };
  }

  @Override
  public void fail(String message) {
    // There is nobody to tell.
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
