package dms.train.optim;

/** The factor on the learning rate in the course of training. */
@FunctionalInterface
public interface Schedule {
  /**
   * The factor for one step. A step past the end has the factor of the end.
   *
   * @param step number of the step, from 0
   * @param totalSteps steps of the whole training, at least 1
   * @param epoch that the step belongs to, from 0
   * @return in [0, 1]
   * @throws IllegalArgumentException when a number is too small
   */
  double factor(long step, long totalSteps, int epoch);

  /** The configured schedule. */
  static Schedule of(ScheduleConfig config) {
    return new ConfiguredSchedule(config);
  }
}
