package dms.components.config;

import com.typesafe.config.ConfigObject;
import dms.components.setting.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One setting of a bindable record, in the words of somebody who writes a configuration.
 *
 * @param key the key
 * @param type what is written there: {@code integer}, {@code list of text}, {@code one of adam,
 *     sgd}; {@code section} for a record, whose own settings are described apart
 * @param orElse the default as HOCON text; empty where the key is mandatory or its absence means
 *     something
 * @param required whether the key is mandatory
 * @param unit unit of the value, or an empty text
 * @param doc what it does
 * @param section the record that it holds, alone, in a list or by name
 */
public record SettingDescription(
    String key,
    String type,
    String orElse,
    boolean required,
    String unit,
    String doc,
    Optional<Class<? extends Record>> section) {
  private static final String SECTION = "section";

  /** Whether it is one section, and not a list or several by name. */
  public boolean isSection() {
    return type.equals(SECTION);
  }

  /**
   * The settings of a record in their order.
   *
   * @throws IllegalArgumentException if the record cannot be bound: a component without {@link
   *     Setting} or of another type than {@link RecordBinder} knows
   */
  public static List<SettingDescription> of(Class<? extends Record> type) {
    RecordShape shape = new RecordShape(type);
    return shape.components().stream().map(c -> of(c, shape.name(c))).toList();
  }

  private static SettingDescription of(RecordComponent component, String path) {
    Setting setting = RecordShape.setting(component);
    boolean optional = component.getType() == Optional.class;
    return new SettingDescription(
        component.getName(),
        words(component.getGenericType(), path, false),
        setting.orElse(),
        setting.orElse().isEmpty() && !optional,
        setting.unit(),
        setting.doc(),
        section(component.getGenericType()));
  }

  private static String words(Type type, String path, boolean several) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return "optional " + words(arguments[0], path, several);
      }
      if (generic.getRawType() == List.class) {
        return (several ? "lists of " : "list of ") + words(arguments[0], path, true);
      }
      if (generic.getRawType() == Map.class) {
        return words(arguments[1], path, true) + " by name";
      }
    } else if (type instanceof Class<?> plain) {
      return word(plain, path, several);
    }
    throw ScalarReader.unsupported(path, type);
  }

  private static String word(Class<?> type, String path, boolean several) {
    if (type.isEnum()) {
      return (several ? "any of " : "one of ") + String.join(", ", RecordShape.written(type));
    }
    if (type == String.class) {
      return "text";
    }
    if (type == ConfigObject.class) {
      return "settings";
    }
    return noun(type, path) + (several ? "s" : "");
  }

  private static String noun(Class<?> type, String path) {
    if (type.isRecord()) {
      return SECTION;
    }
    if (type == Path.class) {
      return "path";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true/false";
    }
    if (type == double.class || type == Double.class) {
      return "number";
    }
    if (List.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
      return "integer";
    }
    throw ScalarReader.unsupported(path, type);
  }

  private static Optional<Class<? extends Record>> section(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return section(arguments[arguments.length - 1]);
    }
    return type instanceof Class<?> plain && plain.isRecord()
        ? Optional.of(plain.asSubclass(Record.class))
        : Optional.empty();
  }
}
