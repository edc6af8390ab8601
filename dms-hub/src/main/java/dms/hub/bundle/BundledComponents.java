package dms.hub.bundle;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The components of a model as its description keeps them, and back. */
final class BundledComponents {
  /** A path from the root, of whatever system. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("([A-Za-z]:)?[/\\\\].*[^/\\\\]", Pattern.DOTALL);

  private BundledComponents() {}

  /** The settings of each component as values that JSON has. */
  static Map<String, Object> plain(Map<String, ConfigObject> components) {
    Map<String, Object> plain = new HashMap<>();
    components.forEach((name, settings) -> plain.put(name, settings.unwrapped()));
    return plain;
  }

  /**
   * The same settings without the folders of absolute paths: where the files lay that a training
   * read is nobody else's business.
   */
  static Map<String, Object> withoutFolders(Map<String, Object> components) {
    Map<String, Object> without = new HashMap<>();
    components.forEach((name, settings) -> without.put(name, withoutFolders(settings)));
    return without;
  }

  private static Object withoutFolders(Object setting) {
    if (setting instanceof Map<?, ?> map) {
      Map<String, Object> without = new HashMap<>();
      map.forEach((key, value) -> without.put((String) key, withoutFolders(value)));
      return without;
    }
    if (setting instanceof List<?> list) {
      return list.stream().map(BundledComponents::withoutFolders).toList();
    }
    return setting instanceof String text && ABSOLUTE.matcher(text).matches()
        ? text.replaceFirst(".*[/\\\\]", "")
        : setting;
  }

  /**
   * The components of a description, checked.
   *
   * @param file the description's, for messages
   * @throws ConfigurationException naming a component type that is not in the registry, or a
   *     setting that does not fit
   */
  static Blueprint blueprint(BundleDescription description, ComponentRegistry registry, Path file) {
    try {
      return Blueprint.of(
          configured("encoders", description.encoders()),
          configured("decoders", description.decoders()),
          registry);
    } catch (ConfigurationException e) {
      throw new ConfigurationException(
          file
              + ": the components cannot be made with this version of DMS and the component types "
              + "on its class path: "
              + e.getMessage(),
          e);
    }
  }

  private static Map<String, ConfigObject> configured(String kind, Map<String, Object> components) {
    Map<String, ConfigObject> configured = new HashMap<>();
    components.forEach(
        (name, settings) -> {
          if (!(settings instanceof Map<?, ?> map)) {
            throw new ConfigurationException(
                "%s.%s: expected an object, found %s".formatted(kind, name, settings));
          }
          Map<String, Object> values = new HashMap<>();
          map.forEach((key, value) -> values.put((String) key, value));
          configured.put(name, ConfigValueFactory.fromMap(values, Bundle.DESCRIPTION));
        });
    return configured;
  }
}
