package dms.train.parallel;

/** The gradients of a training, added up over the processes. Used by one thread. */
public interface GradientSum extends AutoCloseable {
  /**
   * Runs the last backward of a step and adds up the gradients of all processes while it is under
   * way. Returns when every process has the sum in its gradients.
   *
   * @param backward of the own share; does nothing where there is none
   */
  void over(Runnable backward);

  /** Lets go of the parameters. */
  @Override
  void close();
}
