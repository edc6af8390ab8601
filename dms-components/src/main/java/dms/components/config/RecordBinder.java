package dms.components.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import dms.components.setting.Setting;

/**
 * Binds configurations to records and back.
 *
 * <p>The key of a record component is its name as written; every component carries {@link Setting}.
 * Components may be int, long, double, boolean, String, {@link java.nio.file.Path}, an enum
 * (written in lower case with hyphens: {@code LINEAR_WARMUP} is {@code linear-warmup}), a record, a
 * {@link ConfigObject} that someone else binds later, and {@code List<…>}, {@code Map<String, …>}
 * and {@code Optional<…>} of those.
 *
 * <ul>
 *   <li>A key that is null counts as absent; an absent key takes {@link Setting#orElse}, an absent
 *       optional is empty.
 *   <li>A string where a list is expected is a list of one.
 *   <li>A number may come as a string that spells one, since environment variables are strings; a
 *       number is never rounded or cut: an int takes {@code 1e3} but not {@code 3.5}.
 *   <li>Maps are ordered by key, so that the order of a file's lines changes nothing.
 *   <li>An empty optional has no default, for its absence must survive {@link #toConfig}.
 * </ul>
 */
public final class RecordBinder {
  private static final ConfigRenderOptions HOCON =
      ConfigRenderOptions.defaults().setOriginComments(false).setJson(false);

  private RecordBinder() {}

  /**
   * Binds a configuration to a record.
   *
   * @param values a resolved configuration whose keys are those of the record
   * @param path where the values stand in the whole configuration, for messages; empty for its root
   * @throws ConfigurationException naming every unknown or missing key and every ill-typed or
   *     refused value with its path, file and line
   * @throws IllegalArgumentException if the record cannot be bound: a component without {@link
   *     Setting} or of another type
   */
  public static <T extends Record> T bind(Config values, String path, Class<T> type) {
    return bind(values.root(), path, type);
  }

  /** As {@link #bind(Config, String, Class)}, for an object within a configuration. */
  public static <T extends Record> T bind(ConfigObject values, String path, Class<T> type) {
    ValueReader reader = new ValueReader();
    return reader
        .record(values, path, type)
        .map(type::cast)
        .orElseThrow(() -> new ConfigurationException(reader.problems()));
  }

  /**
   * Writes a record as a configuration, defaults included and with the documentation of each
   * setting as its comment; {@link #bind} makes an equal record of it.
   *
   * @throws IllegalArgumentException if a component is of a type that cannot be bound, or a number
   *     that is not finite
   */
  public static Config toConfig(Record bound) {
    return RecordWriter.write(bound).toConfig();
  }

  /**
   * Writes a record as the text of a configuration file, as {@link #toConfig}.
   *
   * @throws IllegalArgumentException as {@link #toConfig}
   */
  public static String toHocon(Record bound) {
    return toConfig(bound).root().render(HOCON);
  }
}
