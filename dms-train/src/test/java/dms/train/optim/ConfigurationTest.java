package dms.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.components.config.ConfigurationException;
import dms.components.config.RecordBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "type = adamw", "type = sgd", "rates { b = 0.1, a = 0 }"})
  void writtenOptimizerReadsBackEqual(String hocon) {
    OptimizerConfig config = Configs.optimizer(hocon);
    assertThat(RecordBinder.bind(RecordBinder.toConfig(config), "", OptimizerConfig.class))
        .isEqualTo(config);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "type = one-cycle", "type = cosine, endFactor = 0.1"})
  void writtenScheduleReadsBackEqual(String hocon) {
    ScheduleConfig config = Configs.schedule(hocon);
    assertThat(RecordBinder.bind(RecordBinder.toConfig(config), "", ScheduleConfig.class))
        .isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource({
    "momentum = 0.5, momentum, adam does not use it",
    "'type = adamw, momentum = 0.5', momentum, adamw does not use it",
    "weightDecay = 0.1, weightDecay, adam does not use it",
    "'type = sgd, beta1 = 0.5', beta1, sgd does not use it",
    "'type = sgd, beta2 = 0.5', beta2, sgd does not use it",
    "'type = sgd, epsilon = 0.1', epsilon, sgd does not use it",
    "learningRate = 0, learningRate, a positive number",
    "beta1 = 1, beta1, 'in [0, 1)'",
    "beta2 = -0.1, beta2, 'in [0, 1)'",
    "epsilon = 0, epsilon, a positive number",
    "'type = adamw, weightDecay = -1', weightDecay, a non-negative number",
    "'type = sgd, momentum = 1', momentum, 'in [0, 1)'",
    "clipNorm = -1, clipNorm, a non-negative number",
    "rates { tagger = -1 }, rates, a non-negative factor for tagger",
  })
  void optimizerSettingsAreRefusedByName(String hocon, String key, String reason) {
    assertThatThrownBy(() -> Configs.optimizer(hocon))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("optimizer." + key + " (")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "decay = 0.5, decay, constant does not use it",
    "warmup = 0.5, warmup, constant does not use it",
    "endFactor = 0.5, endFactor, constant does not use it",
    "'type = exponential, warmup = 0.5', warmup, exponential does not use it",
    "'type = linear-warmup, decay = 0.5', decay, linear-warmup does not use it",
    "'type = one-cycle, endFactor = 0.5', endFactor, one-cycle does not use it",
    "'type = exponential, decay = 0', decay, a positive number",
    "'type = exponential, decay = 1.5', decay, 'in [0, 1]'",
    "'type = cosine, warmup = 1.5', warmup, 'in [0, 1]'",
    "'type = cosine, endFactor = -1', endFactor, 'in [0, 1]'",
  })
  void scheduleSettingsAreRefusedByName(String hocon, String key, String reason) {
    assertThatThrownBy(() -> Configs.schedule(hocon))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("schedule." + key + " (")
        .hasMessageContaining(reason);
  }

  @Test
  void defaultsNeedNoSettingAtAll() {
    OptimizerConfig config = Configs.optimizer("");
    assertThat(config.type()).isEqualTo(OptimizerConfig.Type.ADAM);
    assertThat(config.rates()).isEmpty();
  }
}
