package dms.components.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Loads HOCON configuration files.
 *
 * <p>Which value a key has, the first that applies:
 *
 * <ol>
 *   <li>the last override of it; an override that is an object merges with the file's object,
 *   <li>the last line that sets it in the file, where an include stands for the lines of the
 *       included file: lines below an include override it,
 *   <li>the default of the record that {@link RecordBinder} binds.
 * </ol>
 *
 * <p>Substitutions such as {@code ${data.folder}} are resolved last and so see the overrides; a
 * name that is no key is looked up among the environment variables.
 *
 * <p>An include is relative to the file it stands in, may leave out {@code .conf}, and must exist.
 * Relative paths that are values stay as written and so are relative to the working directory.
 */
public final class ConfigurationLoader {
  private ConfigurationLoader() {}

  /**
   * Loads a file.
   *
   * @param overrides of the form {@code training.seed=2}, the value in HOCON: {@code
   *     data.train=[a.conllu, b.conllu]}, {@code name=two words}, {@code name="a, b"}
   * @throws ConfigurationException if a file is missing or malformed, an override is malformed or a
   *     substitution has no value
   */
  public static Config load(Path file, List<String> overrides) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          file
              + ": expected a configuration file, found "
              + (Files.exists(file) ? "another kind of file" : "none"));
    }
    Config config = FileIncluder.parse(file);
    for (String override : overrides) {
      config = parseOverride(override, file).withFallback(config);
    }
    try {
      return config.resolve();
    } catch (ConfigException.UnresolvedSubstitution e) {
      throw new ConfigurationException(
          Origins.inMessage(e.getMessage())
              + "; set that key or environment variable, or write ${?…} to do without",
          e);
    } catch (ConfigException e) {
      throw new ConfigurationException(Origins.inMessage(e.getMessage()), e);
    }
  }

  private static Config parseOverride(String override, Path file) {
    int equals = override.indexOf('=');
    if (equals <= 0) {
      throw new ConfigurationException(
          malformed(override, "there is no key before an equals sign"));
    }
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(Origins.OVERRIDE + override)
            .setIncluder(FileIncluder.from(file));
    try {
      Config parsed = ConfigFactory.parseString(override, options);
      if (!setsOnly(parsed.root(), ConfigUtil.splitPath(override.substring(0, equals).strip()))) {
        throw new ConfigurationException(malformed(override, "it sets more than this key"));
      }
      return parsed;
    } catch (ConfigException e) {
      String reason = e.getMessage().replace(Origins.OVERRIDE + override + ": 1: ", "");
      throw new ConfigurationException(malformed(override, reason), e);
    }
  }

  // name=a, other=b would quietly set two keys where one value with a comma was meant.
  private static boolean setsOnly(ConfigObject root, List<String> path) {
    ConfigValue value = root;
    for (String key : path) {
      if (!(value instanceof ConfigObject object) || !object.keySet().equals(Set.of(key))) {
        return false;
      }
      value = object.get(key);
    }
    return true;
  }

  private static String malformed(String override, String reason) {
    return "override '"
        + override
        + "': expected key=value with a HOCON value, such as name=\"a, b\": "
        + reason;
  }
}
