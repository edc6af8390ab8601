package dms.train.experiment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dms.components.config.RecordBinder;
import dms.train.RunConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes runs of an experiment out of the configuration they vary. */
final class Variation {
  private Variation() {}

  /**
   * A configuration with some values changed.
   *
   * @param values by path, such as {@code data.train}; paths of files as strings
   */
  static RunConfig of(RunConfig config, Map<String, ?> values) {
    Config changed = RecordBinder.toConfig(config);
    for (Map.Entry<String, ?> value : values.entrySet()) {
      changed = changed.withValue(value.getKey(), ConfigValueFactory.fromAnyRef(value.getValue()));
    }
    return RunConfig.bind(changed);
  }

  /** The paths as a configuration has them. */
  static List<String> strings(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }
}
