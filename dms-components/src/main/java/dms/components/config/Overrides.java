package dms.components.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a command line changes about a configuration file. */
final class Overrides {
  private static final String ADD = "+";
  private static final String REMOVE = "~";

  private final Path file;
  private final List<String> overrides;
  private final Map<String, Path> excluded = new LinkedHashMap<>();
  private final Defaults defaults;

  /**
   * @param file the configuration file
   * @param overrides in the order in which they apply
   */
  Overrides(Path file, List<String> overrides) {
    this.file = file;
    this.overrides = List.copyOf(overrides);
    for (String override : overrides) {
      if (removesGroup(override)) {
        excluded.put(override, GroupFiles.find(file, override.substring(1), place(override)));
      }
    }
    this.defaults = new Defaults(Set.copyOf(excluded.values()));
    defaults.add(file.toAbsolutePath().normalize());
  }

  /**
   * The file with the overrides; substitutions stay unresolved.
   *
   * @throws ConfigurationException if a file or an override is malformed, or an override adds what
   *     is there or takes out what is not
   */
  Config load() {
    Config config = FileIncluder.parse(file, List.of(), defaults);
    excluded.forEach(this::requireNamed);
    for (String override : overrides) {
      config = apply(override, config);
    }
    return config;
  }

  private void requireNamed(String override, Path group) {
    if (!defaults.named(group)) {
      throw new ConfigurationException(
          "%s: expected a file that a list of defaults names, but none names %s"
              .formatted(place(override), group));
    }
  }

  private Config apply(String override, Config config) {
    if (removesGroup(override)) {
      return config;
    }
    if (override.startsWith(REMOVE)) {
      return without(override, config);
    }
    if (override.startsWith(ADD) && override.indexOf('=') < 0) {
      return withGroup(override, config);
    }
    if (!override.startsWith(ADD)) {
      return parse(override, override).withFallback(config);
    }
    Config added = parse(override, override.substring(1));
    String key = override.substring(1, override.indexOf('=')).strip();
    if (isThere(key, config, override)) {
      throw new ConfigurationException(
          "%s: expected a key that is not there yet, but %s is; write %s to change it"
              .formatted(place(override), key, override.substring(1)));
    }
    return added.withFallback(config);
  }

  private Config withGroup(String override, Config config) {
    Path group = GroupFiles.find(file, override.substring(1), place(override));
    if (!defaults.add(group)) {
      throw new ConfigurationException(
          "%s: expected a file that is not composed yet, but %s is; leave it out"
              .formatted(place(override), group));
    }
    return FileIncluder.parse(group, List.of(file), defaults).withFallback(config);
  }

  private static Config without(String override, Config config) {
    String key = override.substring(1).strip();
    if (key.isEmpty() || key.indexOf('=') >= 0) {
      throw new ConfigurationException(
          "%s: expected ~key, such as ~encoders.words".formatted(place(override)));
    }
    if (!isThere(key, config, override)) {
      throw new ConfigurationException(
          "%s: expected a key that is there, but %s is not".formatted(place(override), key));
    }
    try {
      return config.withoutPath(key);
    } catch (ConfigException e) {
      throw new ConfigurationException(place(override) + ": " + e.getMessage(), e);
    }
  }

  private static boolean isThere(String key, Config config, String override) {
    try {
      return config
          .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true))
          .hasPathOrNull(key);
    } catch (ConfigException.NotResolved e) {
      // Set, but to something that a later override may yet make whole.
      return true;
    } catch (ConfigException e) {
      throw new ConfigurationException(place(override) + ": " + e.getMessage(), e);
    }
  }

  private static boolean removesGroup(String override) {
    return override.startsWith(REMOVE)
        && override.indexOf('/') >= 0
        && override.indexOf('=') < 0
        && override.indexOf('"') < 0;
  }

  private static String place(String override) {
    return "override '" + override + "'";
  }

  private Config parse(String override, String setting) {
    int equals = setting.indexOf('=');
    if (equals <= 0) {
      throw new ConfigurationException(
          malformed(override, "there is no key before an equals sign"));
    }
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(Origins.OVERRIDE + override)
            .setIncluder(FileIncluder.from(file, defaults));
    try {
      Config parsed = ConfigFactory.parseString(setting, options);
      if (!setsOnly(parsed.root(), ConfigUtil.splitPath(setting.substring(0, equals).strip()))) {
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
