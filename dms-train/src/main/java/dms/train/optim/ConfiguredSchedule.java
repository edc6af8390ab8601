package dms.train.optim;

/** The schedules of {@link ScheduleConfig}. */
record ConfiguredSchedule(ScheduleConfig config) implements Schedule {
  private static final double ONE_CYCLE_START = 1.0 / 25;
  private static final double ONE_CYCLE_END = 1e-4;

  @Override
  public double factor(long step, long totalSteps, int epoch) {
    require("step", 0, step);
    require("totalSteps", 1, totalSteps);
    require("epoch", 0, epoch);
    return switch (config.type()) {
      case CONSTANT -> 1;
      case EXPONENTIAL -> Math.pow(config.decay(), epoch);
      case LINEAR_WARMUP -> afterWarmup(step, totalSteps, false);
      case COSINE -> afterWarmup(step, totalSteps, true);
      case ONE_CYCLE -> oneCycle(step, totalSteps);
    };
  }

  // The end is reached after the last step, as in PyTorch, so that every step moves something.
  private double afterWarmup(long step, long totalSteps, boolean wave) {
    double peak = config.warmup() * totalSteps;
    if (step < peak) {
      return step / peak;
    }
    double fallen = share(step - peak, totalSteps - peak);
    return wave ? wave(1, config.endFactor(), fallen) : line(1, config.endFactor(), fallen);
  }

  // PyTorch's OneCycleLR counts so that the last step has the end's factor.
  private double oneCycle(long step, long totalSteps) {
    double peak = Math.max(0, config.warmup() * totalSteps - 1);
    return step < peak
        ? wave(ONE_CYCLE_START, 1, step / peak)
        : wave(1, ONE_CYCLE_END, share(step - peak, totalSteps - 1 - peak));
  }

  private static double share(double part, double whole) {
    return part == 0 ? 0 : Math.min(1, part / whole);
  }

  private static double line(double from, double to, double share) {
    return from * (1 - share) + to * share;
  }

  private static double wave(double from, double to, double share) {
    return line(from, to, (1 - Math.cos(Math.PI * share)) / 2);
  }

  private static void require(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": expected at least " + least + ", found " + value);
    }
  }
}
