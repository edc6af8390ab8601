package dms.train.experiment;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dms.train.DataConfig;
import dms.train.RunConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides on which tokens a cross-validation scores its models: two can be compared where it
 * is the same.
 */
final class ScoredTokens {
  private ScoredTokens() {}

  /**
   * Compares before anything is trained.
   *
   * @throws IllegalArgumentException naming both configurations and the first thing that differs
   */
  static void requireSame(CrossValidation first, CrossValidation second) {
    RunConfig one = first.config();
    RunConfig other = second.config();
    requireSame("options", first, first.options(), second, second.options());
    requireSame("data.train", first, real(first), second, real(second));
    DataConfig data = one.data();
    requireSame("data.columns", first, data.columns(), second, other.data().columns());
    requireSame("data.sentences", first, data.sentences(), second, other.data().sentences());
    Map<String, String> columns = columns(first);
    Map<String, String> others = columns(second);
    columns.keySet().retainAll(others.keySet());
    for (Map.Entry<String, String> decoder : columns.entrySet()) {
      String column = decoder.getValue();
      String otherColumn = others.get(decoder.getKey());
      String key = "decoders." + decoder.getKey() + ".column";
      requireSame(key, first, column, second, otherColumn);
      String exclusion = "evaluation.exclude." + column;
      requireSame(exclusion, first, excluded(one, column), second, excluded(other, column));
    }
  }

  private static void requireSame(
      String key, CrossValidation first, Object one, CrossValidation second, Object other) {
    if (!one.equals(other)) {
      throw new IllegalArgumentException(
          "crossval: expected the same %s in both configurations, found %s in '%s' and %s in '%s'; on other tokens they cannot be compared"
              .formatted(key, one, first.config().name(), other, second.config().name()));
    }
  }

  private static List<Path> real(CrossValidation validation) {
    return validation.sources().stream().map(CrossValidation::real).toList();
  }

  /** The column of each decoder that has one, by name. */
  private static Map<String, String> columns(CrossValidation validation) {
    Map<String, String> columns = new TreeMap<>();
    for (Map.Entry<String, ConfigObject> decoder : validation.blueprint().decoders().entrySet()) {
      Optional<ConfigValue> column = Optional.ofNullable(decoder.getValue().get("column"));
      column.ifPresent(value -> columns.put(decoder.getKey(), value.unwrapped().toString()));
    }
    return columns;
  }

  private static Set<String> excluded(RunConfig config, String column) {
    return new TreeSet<>(config.evaluation().exclude().getOrDefault(column, List.of()));
  }
}
