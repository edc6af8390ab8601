package dms.train.optim;

import com.typesafe.config.ConfigFactory;
import dms.components.config.RecordBinder;

/** Configurations as a user writes them, the other settings at their defaults. */
final class Configs {
  private Configs() {}

  static OptimizerConfig optimizer(String hocon) {
    return RecordBinder.bind(ConfigFactory.parseString(hocon), "optimizer", OptimizerConfig.class);
  }

  static ScheduleConfig schedule(String hocon) {
    return RecordBinder.bind(ConfigFactory.parseString(hocon), "schedule", ScheduleConfig.class);
  }
}
