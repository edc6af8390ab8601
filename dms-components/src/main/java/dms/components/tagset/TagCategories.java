package dms.components.tagset;

import dms.core.vocab.CodePointOrder;
import dms.core.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The categories of a scheme with the values that tags have there, side by side: each value has a
 * number, and those of a category follow on each other. Having no value is a value of its own,
 * where some tag has none.
 */
public final class TagCategories {
  /** Stands for a value that is not known. */
  public static final int UNKNOWN = -1;

  private static final String EQUALS = "=";

  private final TagScheme scheme;
  private final Vocabulary values;
  private final List<String> names = new ArrayList<>();
  private final int[] begins;

  private TagCategories(TagScheme scheme, Vocabulary values) {
    this.scheme = scheme;
    this.values = values;
    List<Integer> starts = new ArrayList<>();
    for (int id = 0; id < values.size(); id++) {
      String name = name(values.symbol(id));
      if (names.isEmpty() || !names.get(names.size() - 1).equals(name)) {
        if (names.contains(name)) {
          throw new IllegalArgumentException(
              "values of the category '%s' stand apart".formatted(name));
        }
        names.add(name);
        starts.add(id);
      }
    }
    starts.add(values.size());
    this.begins = starts.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String name(String symbol) {
    int equals = symbol.indexOf(EQUALS);
    if (equals < 0) {
      throw new IllegalArgumentException("expected category=value, found '%s'".formatted(symbol));
    }
    return symbol.substring(0, equals);
  }

  /**
   * Categories whose values are numbered already, {@value WholeTags#WHOLE} perhaps among them.
   *
   * @param values symbols such as {@code case=n}, and {@code case=} for none, by category
   * @throws IllegalArgumentException when a symbol has no {@code =} or a category stands apart
   */
  public static TagCategories of(TagScheme scheme, Vocabulary values) {
    String prefix = WholeTags.WHOLE + EQUALS;
    List<String> whole =
        values.symbols().stream()
            .filter(symbol -> symbol.startsWith(prefix) && symbol.length() > prefix.length())
            .map(symbol -> symbol.substring(prefix.length()))
            .toList();
    return new TagCategories(new WholeTags(scheme, whole), values);
  }

  /**
   * Numbers the values that some tags have, by category and value, in the order of code points.
   *
   * @param tags tags that the scheme splits
   */
  static TagCategories learn(TagScheme scheme, Collection<String> tags) {
    List<SortedMap<String, String>> split =
        tags.stream().map(tag -> scheme.split(tag).orElseThrow()).toList();
    Map<String, Set<String>> valuesOf = new TreeMap<>(CodePointOrder::compare);
    for (Map<String, String> ofTag : split) {
      ofTag.forEach(
          (name, value) ->
              valuesOf
                  .computeIfAbsent(name, key -> new TreeSet<>(CodePointOrder::compare))
                  .add(value));
    }
    List<String> symbols = new ArrayList<>();
    valuesOf.forEach(
        (name, known) -> {
          if (split.stream().anyMatch(ofTag -> !ofTag.containsKey(name))) {
            symbols.add(name + EQUALS);
          }
          known.forEach(value -> symbols.add(name + EQUALS + value));
        });
    return new TagCategories(scheme, Vocabulary.of(symbols));
  }

  /** Number of categories. */
  public int size() {
    return names.size();
  }

  /** Names of the categories, in order. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /** Number of the first value of a category. */
  public int begin(int category) {
    return begins[category];
  }

  /** How many values a category has. */
  public int numValues(int category) {
    return begins[category + 1] - begins[category];
  }

  /** How many values each category has. */
  public long[] sizes() {
    return IntStream.range(0, size()).mapToLong(this::numValues).toArray();
  }

  /** The values of all categories, such as {@code case=n}. */
  public Vocabulary values() {
    return values;
  }

  /**
   * Takes a tag apart.
   *
   * @return the number of its value in each category, {@link #UNKNOWN} where no value is known or
   *     the scheme cannot split the tag
   */
  public int[] split(String tag) {
    Optional<SortedMap<String, String>> parts = scheme.split(tag);
    if (parts.isEmpty()) {
      int[] none = new int[size()];
      Arrays.fill(none, UNKNOWN);
      return none;
    }
    return IntStream.range(0, size())
        .map(
            category -> {
              String name = names.get(category);
              String value = parts.get().getOrDefault(name, "");
              return values.id(name + EQUALS + value, UNKNOWN);
            })
        .toArray();
  }
}
