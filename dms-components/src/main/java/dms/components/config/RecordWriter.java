package dms.components.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dms.components.setting.Setting;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes records as configurations that bind to equal records. */
final class RecordWriter {
  private RecordWriter() {}

  static ConfigObject write(Record bound) {
    RecordShape shape = new RecordShape(bound.getClass());
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    for (RecordComponent component : shape.components()) {
      Object value = shape.valueOf(bound, component);
      if (value instanceof Optional<?> optional && optional.isEmpty()) {
        continue;
      }
      ConfigValue written = value(value, shape.name(component));
      entries.put(component.getName(), documented(written, RecordShape.setting(component)));
    }
    return ConfigValueFactory.fromMap(entries, "record " + bound.getClass().getSimpleName());
  }

  private static ConfigValue documented(ConfigValue value, Setting setting) {
    List<String> comments = new ArrayList<>();
    setting.doc().lines().forEach(line -> comments.add(" " + line));
    if (!setting.unit().isEmpty()) {
      comments.add(" Unit: " + setting.unit());
    }
    return value.withOrigin(ConfigOriginFactory.newSimple("record").withComments(comments));
  }

  private static ConfigValue value(Object value, String name) {
    if (value instanceof Record nested) {
      return write(nested);
    }
    if (value instanceof ConfigObject object) {
      return object;
    }
    if (value instanceof Optional<?> optional && optional.isPresent()) {
      return value(optional.get(), name);
    }
    if (value instanceof List<?> list) {
      return ConfigValueFactory.fromIterable(
          list.stream().map(element -> value(element, name)).toList());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, ConfigValue> entries = new LinkedHashMap<>();
      map.forEach((key, element) -> entries.put((String) key, value(element, name)));
      return ConfigValueFactory.fromMap(entries);
    }
    return ConfigValueFactory.fromAnyRef(scalar(value, name));
  }

  private static Object scalar(Object value, String name) {
    if (value instanceof Path path) {
      return path.toString();
    }
    if (value instanceof Enum<?> constant) {
      return RecordShape.written(constant);
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      throw new IllegalArgumentException(name + ": expected a finite number, found " + number);
    }
    if (value instanceof String
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Double) {
      return value;
    }
    throw ScalarReader.unsupported(name, value == null ? Void.class : value.getClass());
  }
}
