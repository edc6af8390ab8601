package dms.components.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dms.components.setting.NearestName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads single values: numbers, truth values, strings, paths and enum constants. */
final class ScalarReader {
  private static final int SHOWN_CHARACTERS = 60;

  private ScalarReader() {}

  /** A value that is not of the type asked for. */
  static final class IllTyped extends Exception {
    IllTyped(String message) {
      super(message);
    }
  }

  /** Reads a value as a type; {@code path} is for the message about a type that cannot be read. */
  static Object read(ConfigValue value, String path, Class<?> type) throws IllTyped {
    if (type == String.class) {
      return text(value, type);
    }
    if (type == Path.class) {
      return path(value);
    }
    if (type == boolean.class || type == Boolean.class) {
      return truth(value);
    }
    if (isInteger(type) || type == double.class || type == Double.class) {
      return number(value, type);
    }
    if (type.isEnum()) {
      return constant(value, type);
    }
    throw unsupported(path, type);
  }

  /** What a value of the type is called in messages. */
  static String expected(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class ? "a list" : "an object";
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return "one of " + String.join(", ", RecordShape.written(plain));
    }
    if (isInteger(plain)) {
      boolean wide = plain == long.class || plain == Long.class;
      return wide ? "an integer of 64 bits" : "an integer of 32 bits";
    }
    if (plain == double.class || plain == Double.class) {
      return "a finite number";
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return "true or false";
    }
    return plain == String.class ? "a string" : plain == Path.class ? "a path" : "an object";
  }

  /** The kind and the beginning of a value, for messages. */
  static String found(ConfigValue value) {
    String kind =
        switch (value.valueType()) {
          case OBJECT -> "an object ";
          case LIST -> "a list ";
          case NUMBER -> "the number ";
          case BOOLEAN, NULL -> "";
          case STRING -> "the string ";
        };
    String text = value.render(ConfigRenderOptions.concise());
    int end =
        text.offsetByCodePoints(
            0, Math.min(SHOWN_CHARACTERS, text.codePointCount(0, text.length())));
    return kind + text.substring(0, end) + (end < text.length() ? "…" : "");
  }

  static IllegalArgumentException unsupported(String path, Type type) {
    return new IllegalArgumentException(
        path + ": a record component of the type " + type.getTypeName() + " cannot be bound");
  }

  private static boolean isInteger(Class<?> type) {
    return type == int.class || type == long.class || type == Integer.class || type == Long.class;
  }

  // The text as it stands in the file: a name written 1.10 stays 1.10.
  private static String text(ConfigValue value, Class<?> type) throws IllTyped {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> value.atKey("value").getString("value");
      case OBJECT, LIST, NULL -> throw illTyped(value, type);
    };
  }

  private static Path path(ConfigValue value) throws IllTyped {
    try {
      return Path.of(text(value, Path.class));
    } catch (InvalidPathException e) {
      throw illTyped(value, Path.class);
    }
  }

  private static boolean truth(ConfigValue value) throws IllTyped {
    return switch (text(value, boolean.class)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw illTyped(value, boolean.class);
    };
  }

  private static Number number(ConfigValue value, Class<?> type) throws IllTyped {
    if (value.valueType() == ConfigValueType.BOOLEAN) {
      throw illTyped(value, type);
    }
    try {
      BigDecimal number = new BigDecimal(text(value, type));
      if (type == int.class || type == Integer.class) {
        return number.intValueExact();
      }
      if (type == long.class || type == Long.class) {
        return number.longValueExact();
      }
      if (Double.isFinite(number.doubleValue())) {
        return number.doubleValue();
      }
      throw illTyped(value, type);
    } catch (ArithmeticException | NumberFormatException e) {
      throw illTyped(value, type);
    }
  }

  private static Object constant(ConfigValue value, Class<?> type) throws IllTyped {
    String name = text(value, type);
    List<String> known = RecordShape.written(type);
    int index = known.indexOf(name);
    if (index < 0) {
      throw new IllTyped(illTyped(value, type).getMessage() + NearestName.suggestion(name, known));
    }
    return type.getEnumConstants()[index];
  }

  private static IllTyped illTyped(ConfigValue value, Class<?> type) {
    return new IllTyped("expected " + expected(type) + ", found " + found(value));
  }
}
