package dms.hub.bundle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies values that JSON can hold into one form: maps sorted by key, integers as the smaller of
 * {@link Integer} and {@link Long} that holds them, other numbers as {@link Double}. So what was
 * written and what is read again are equal, and equal values give equal bytes.
 */
final class JsonValues {
  private JsonValues() {}

  /**
   * An immutable copy of an object.
   *
   * @param path where it stands, for the message
   * @throws IllegalArgumentException naming the path of a value that JSON has no place for
   */
  static Map<String, Object> copy(String path, Map<?, ?> values) {
    Map<String, Object> copy = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new IllegalArgumentException(
                path + ": expected keys to be strings, found " + key);
          }
          copy.put(name, copy(path + "." + name, value));
        });
    return Collections.unmodifiableMap(copy);
  }

  private static Object copy(String path, Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number == (int) number) {
        return (int) number;
      }
      return number;
    }
    if ((value instanceof Double || value instanceof Float)
        && Double.isFinite(((Number) value).doubleValue())) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Map<?, ?> map) {
      return copy(path, map);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(copy(path + "[" + copy.size() + "]", element)));
      return List.copyOf(copy);
    }
    throw new IllegalArgumentException(
        "%s: expected a string, a boolean, an integer, a finite number, a list or a map, found %s"
            .formatted(path, value));
  }
}
