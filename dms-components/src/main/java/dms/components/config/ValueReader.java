package dms.components.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dms.components.setting.NearestName;
import dms.components.setting.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads values by the type that is asked for and goes on after a problem, so that one attempt shows
 * them all. A result is empty only where a problem has been noted.
 */
final class ValueReader {
  private final List<String> problems = new ArrayList<>();

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Reads an object into a record. */
  Optional<Record> record(ConfigObject object, String path, Class<? extends Record> type) {
    RecordShape shape = new RecordShape(type);
    int before = problems.size();
    noteUnknownKeys(object, path, shape.keys());
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : shape.components()) {
      component(object, path, shape, component).ifPresent(values::add);
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(shape.create(values));
    } catch (IllegalArgumentException e) {
      noteRefusal(object, path, shape.keys(), e);
      return Optional.empty();
    }
  }

  private void noteUnknownKeys(ConfigObject object, String path, List<String> known) {
    for (String key : new TreeSet<>(object.keySet())) {
      if (!known.contains(key) && isPresent(object, key)) {
        String problem = "unknown key" + NearestName.suggestion(key, known);
        String keys = known.isEmpty() ? "none" : String.join(", ", known);
        note(object.get(key), join(path, key), problem + " (known keys: " + keys + ")");
      }
    }
  }

  private Optional<Object> component(
      ConfigObject object, String path, RecordShape shape, RecordComponent component) {
    String key = component.getName();
    String keyPath = join(path, key);
    Type type = component.getGenericType();
    if (component.getType() == Optional.class) {
      return isPresent(object, key)
          ? read(object.get(key), keyPath, argument(type, 0)).map(Optional::of)
          : Optional.of(Optional.empty());
    }
    if (isPresent(object, key)) {
      return read(object.get(key), keyPath, type);
    }
    Setting setting = RecordShape.setting(component);
    if (setting.orElse().isEmpty()) {
      String expected = ScalarReader.expected(type);
      note(object, keyPath, "missing mandatory key, expected " + expected + ": " + setting.doc());
      return Optional.empty();
    }
    return read(parseDefault(shape.name(component), setting.orElse()), keyPath, type);
  }

  private static ConfigValue parseDefault(String component, String text) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setOriginDescription("default of " + component);
    try {
      Config parsed = ConfigFactory.parseString("orElse = " + text, options).resolve();
      return parsed.root().get("orElse");
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          component + ": expected orElse to be HOCON, found " + text, e);
    }
  }

  private Optional<Object> read(ConfigValue value, String path, Type type) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == List.class) {
        return list(value, path, argument(type, 0));
      }
      if (generic.getRawType() == Map.class && argument(type, 0) == String.class) {
        return map(value, path, argument(type, 1));
      }
    } else if (type instanceof Class<?> plain) {
      if (plain.isRecord()) {
        return object(value, path, type)
            .flatMap(object -> record(object, path, plain.asSubclass(Record.class)));
      }
      return plain == ConfigObject.class
          ? object(value, path, type).map(object -> object)
          : scalar(value, path, plain);
    }
    throw ScalarReader.unsupported(path, type);
  }

  private Optional<Object> scalar(ConfigValue value, String path, Class<?> type) {
    try {
      return Optional.of(ScalarReader.read(value, path, type));
    } catch (ScalarReader.IllTyped e) {
      note(value, path, e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<ConfigObject> object(ConfigValue value, String path, Type type) {
    if (value instanceof ConfigObject object) {
      return Optional.of(object);
    }
    noteIllTyped(value, path, ScalarReader.expected(type));
    return Optional.empty();
  }

  private Optional<Object> list(ConfigValue value, String path, Type element) {
    if (value.valueType() == ConfigValueType.STRING) {
      // One name stands for a list of one: context = sentence.
      return read(value, path, element).map(List::of);
    }
    if (!(value instanceof ConfigList list)) {
      noteIllTyped(value, path, "a list");
      return Optional.empty();
    }
    int before = problems.size();
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      read(list.get(i), path + "[" + i + "]", element).ifPresent(elements::add);
    }
    return problems.size() > before ? Optional.empty() : Optional.of(List.copyOf(elements));
  }

  private Optional<Object> map(ConfigValue value, String path, Type element) {
    if (!(value instanceof ConfigObject object)) {
      noteIllTyped(value, path, "an object");
      return Optional.empty();
    }
    int before = problems.size();
    Map<String, Object> entries = new TreeMap<>();
    for (String key : new TreeSet<>(object.keySet())) {
      if (isPresent(object, key)) {
        read(object.get(key), join(path, key), element).ifPresent(v -> entries.put(key, v));
      }
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(Collections.unmodifiableMap(entries));
  }

  /** The constructor names the component first, so that the problem can be told at its line. */
  private void noteRefusal(
      ConfigObject object, String path, List<String> keys, IllegalArgumentException refusal) {
    String message = String.valueOf(refusal.getMessage());
    String key = message.substring(0, Math.max(0, message.indexOf(": ")));
    if (keys.contains(key)) {
      ConfigValue place = isPresent(object, key) ? object.get(key) : object;
      note(place, join(path, key), message.substring(key.length() + 2));
    } else {
      note(object, path.isEmpty() ? "configuration" : path, message);
    }
  }

  private void noteIllTyped(ConfigValue value, String path, String expected) {
    note(value, path, "expected " + expected + ", found " + ScalarReader.found(value));
  }

  private void note(ConfigValue place, String path, String problem) {
    problems.add(path + " (" + Origins.describe(place.origin()) + "): " + problem);
  }

  private static boolean isPresent(ConfigObject object, String key) {
    ConfigValue value = object.get(key);
    return value != null && value.valueType() != ConfigValueType.NULL;
  }

  private static String join(String path, String key) {
    return (path.isEmpty() ? "" : path + ".") + ConfigUtil.joinPath(key);
  }

  private static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[index];
    }
    throw ScalarReader.unsupported("record", type);
  }
}
