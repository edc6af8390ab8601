package dms.train.eval;

import dms.components.setting.NearestName;
import dms.core.corpus.Column;
import dms.core.corpus.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Tokens that are left out of scoring because of their gold value, as the paper leaves out those
 * tagged {@code e} and {@code x} (Table 1). A pattern is a value, or one that ends in {@value
 * #PREFIX} and stands for all values that begin so. A token that is left out counts as one without
 * gold value, for the decoders of that column only.
 */
public final class Exclusions {
  /** Leaves out nothing. */
  public static final Exclusions NONE = new Exclusions(Map.of());

  private static final String PREFIX = "*";

  private final Map<Column, List<String>> patterns = new LinkedHashMap<>();

  /**
   * @param patterns by the spec of a column such as {@code xpos}
   * @throws IllegalArgumentException when a column is malformed, or a pattern is empty or {@code *}
   */
  public Exclusions(Map<String, List<String>> patterns) {
    patterns.forEach(
        (column, excluded) -> {
          for (String pattern : excluded) {
            if (pattern.isBlank() || pattern.equals(PREFIX)) {
              throw new IllegalArgumentException(
                  "exclude.%s: expected values such as x, or x* for all that begin with x, found \"%s\""
                      .formatted(column, pattern));
            }
          }
          this.patterns.put(Column.parse(column), List.copyOf(excluded));
        });
  }

  /**
   * What a command line leaves out.
   *
   * @param settings each {@code COLUMN=PATTERN}, such as {@code xpos=x}
   * @throws IllegalArgumentException when one is malformed
   */
  public static Exclusions parse(List<String> settings) {
    Map<String, List<String>> patterns = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "exclude: expected COLUMN=VALUE such as xpos=x, found \"%s\"".formatted(setting));
      }
      patterns
          .computeIfAbsent(setting.substring(0, equals), column -> new ArrayList<>())
          .add(setting.substring(equals + 1));
    }
    return new Exclusions(patterns);
  }

  /**
   * Checks that each column is one that a decoder predicts; otherwise it would exclude nothing.
   *
   * @throws IllegalArgumentException naming the first that is not
   */
  public void requireAmong(Collection<Column> predicted) {
    List<String> known =
        new ArrayList<>(new TreeSet<>(predicted.stream().map(Column::spec).toList()));
    for (Column column : patterns.keySet()) {
      if (!known.contains(column.spec())) {
        throw new IllegalArgumentException(
            "exclude.%s: no decoder predicts that column%s; there are %s"
                .formatted(column, NearestName.suggestion(column.spec(), known), known));
      }
    }
  }

  /** The gold value of a token that counts in scoring; empty where it has none or is left out. */
  public Optional<String> gold(Token token, Column column) {
    List<String> excluded = patterns.getOrDefault(column, List.of());
    return token
        .value(column)
        .filter(value -> excluded.stream().noneMatch(pattern -> matches(pattern, value)));
  }

  private static boolean matches(String pattern, String value) {
    return pattern.endsWith(PREFIX)
        ? value.startsWith(pattern.substring(0, pattern.length() - PREFIX.length()))
        : value.equals(pattern);
  }
}
