package dms.train.experiment;

import dms.core.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All combinations of settings that have several values: {@code a=1,2 b=x,y} are four. A comma
 * within quotes, brackets or braces belongs to a value.
 */
public final class Grid {
  private static final int LONGEST_LABEL = 80;
  private static final int HASH_DIGITS = 8;

  private final List<Combination> combinations;

  /**
   * One of them.
   *
   * @param values of the settings that vary, by key
   * @param overrides all settings, each of one value
   */
  public record Combination(Map<String, String> values, List<String> overrides) {
    /** Copies what it is given, keeping the order. */
    public Combination {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      overrides = List.copyOf(overrides);
    }

    /** Such as {@code a=1,b=x}. */
    String label() {
      return values.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(","));
    }

    /** The label as the name of a folder: the same one for the same values, another for others. */
    String folderName() {
      String label = label();
      String name = label.replaceAll("[^\\p{L}\\p{N}=.,_+-]", "_");
      if (name.equals(label) && name.length() <= LONGEST_LABEL) {
        return name;
      }
      String hash = Sha256.of(label.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
      return name.substring(0, Math.min(name.length(), LONGEST_LABEL)) + "-" + hash;
    }
  }

  /**
   * @param overrides as on a command line; those of one value are the same in all combinations
   * @throws IllegalArgumentException when none has several values, a value is empty or stands
   *     twice, or a key does; or a setting of one value is of a key that varies, so that a table
   *     would say what no run was trained with
   */
  public Grid(List<String> overrides) {
    Map<String, List<String>> varied = new TreeMap<>();
    List<Combination> all = List.of(new Combination(Map.of(), List.of()));
    for (String override : overrides) {
      int equals = override.indexOf('=');
      List<String> values = equals < 0 ? List.of() : split(override.substring(equals + 1));
      if (values.size() < 2) {
        all = all.stream().map(c -> extended(c, Map.of(), override)).toList();
        continue;
      }
      String key = override.substring(0, equals).strip();
      requireDistinct(override, values);
      if (varied.put(bare(key), values) != null) {
        throw new IllegalArgumentException("--multirun: %s is varied twice".formatted(bare(key)));
      }
      all = all.stream().flatMap(c -> values.stream().map(v -> extended(c, key, v))).toList();
    }
    if (varied.isEmpty()) {
      throw new IllegalArgumentException(
          "--multirun: expected a setting with several values, such as training.seed=1,2,3, found "
              + overrides);
    }
    overrides.forEach(override -> requireNotFixed(override, varied));
    this.combinations = all;
  }

  private static void requireDistinct(String override, List<String> values) {
    if (values.contains("") || values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(
          "--multirun: %s: expected different values with commas between them".formatted(override));
    }
  }

  private static void requireNotFixed(String override, Map<String, List<String>> varied) {
    int equals = override.indexOf('=');
    String key = bare(equals < 0 ? override : override.substring(0, equals).strip());
    boolean fixed = equals < 0 || split(override.substring(equals + 1)).size() < 2;
    if (fixed && varied.containsKey(key)) {
      throw new IllegalArgumentException(
          "--multirun: %s: expected no other setting of %s, which is varied; leave one of the two out"
              .formatted(override, key));
    }
  }

  /** A key without the sign that it is added or taken out. */
  private static String bare(String key) {
    return key.startsWith("+") || key.startsWith("~") ? key.substring(1).strip() : key;
  }

  private static Combination extended(Combination before, String key, String value) {
    return extended(before, Map.of(bare(key), value), key + "=" + value);
  }

  private static Combination extended(
      Combination before, Map<String, String> value, String override) {
    Map<String, String> values = new LinkedHashMap<>(before.values());
    values.putAll(value);
    List<String> overrides = new ArrayList<>(before.overrides());
    overrides.add(override);
    return new Combination(values, overrides);
  }

  /** The combinations; the last setting varies fastest. */
  public List<Combination> combinations() {
    return combinations;
  }

  private static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped = quoted && i > 0 && text.charAt(i - 1) == '\\';
      if (c == '"' && !escaped) {
        quoted = !quoted;
      } else if (!quoted && (c == '[' || c == '{')) {
        depth++;
      } else if (!quoted && (c == ']' || c == '}')) {
        depth--;
      }
      if (c == ',' && !quoted && depth == 0) {
        values.add(value.toString().strip());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString().strip());
    return values;
  }
}
