package dms.train.parallel;

import dms.core.weights.ParameterTree;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import java.io.IOException;
import java.util.Map;

/**
 * The processes that train one model together, as one of them sees them. All of them make the same
 * calls in the same order; a call returns when all have made it. Used by one thread.
 *
 * <p>When another process fails or is gone, every call throws {@link LostRankException}.
 */
public interface Ranks extends AutoCloseable {
  /** Work of the first rank that the others wait for. */
  @FunctionalInterface
  interface Told {
    /** Does it and gives what the others are told. */
    String tell() throws IOException;
  }

  /** A sum under way. */
  @FunctionalInterface
  interface Sum {
    /** Waits for it. */
    double[] await();
  }

  /** One process alone: every call returns at once and does nothing. */
  static Ranks single() {
    return SingleRank.INSTANCE;
  }

  /** Where this process stands among them. */
  RankPlace place();

  /** Whether this is the only process. */
  default boolean alone() {
    return place().size() == 1;
  }

  /** Whether this is rank 0: the one that writes, evaluates and shows progress. */
  default boolean first() {
    return place().rank() == 0;
  }

  /** Whether something holds in any of the processes. */
  boolean any(boolean here);

  /** Starts to add up numbers of all processes; each gives as many. */
  Sum sum(double... numbers);

  /**
   * Lets rank 0 do something and tells the others about it.
   *
   * @param work done by rank 0 only
   * @return what rank 0 told, in every process
   */
  String fromFirst(Told work) throws IOException;

  /**
   * Gives all processes the weights, learnt loss weights and optimizer of rank 0, to the bit.
   *
   * @throws IOException when they are of other kinds here
   */
  void copyFirst(ParameterTree model, FlatParameters parameters, Optimizer optimizer)
      throws IOException;

  /**
   * Refuses to go on where a process has other facts than rank 0.
   *
   * @param subject what they are of, for the message
   * @throws IllegalStateException naming each difference
   */
  void requireSame(String subject, Map<String, String> facts) throws IOException;

  /** The gradients of a training, to be added up over the processes. */
  GradientSum gradients(FlatParameters parameters);

  /** Tells the others that this process fails, so that they end with this message. */
  void fail(String message);

  /** Waits until all processes have come here, then lets go of them. */
  @Override
  void close();
}
