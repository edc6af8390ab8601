package dms.components.tagset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One line of a positional tagset.
 *
 * @param wordClass what its tags begin with
 * @param positions the characters that can stand at each position, by the category's name, in order
 */
record PositionalPattern(String wordClass, Map<String, List<Integer>> positions) {
  /** Name of the category that holds the word class. */
  static final String CLASS = "class";

  private static final int ABSENT = '-';

  /**
   * A tag and the values it stands for.
   *
   * @param values by category; absent ones are not there
   */
  record SplitTag(String tag, SortedMap<String, String> values) {}

  /**
   * Reads a line such as {@code n gender=kvh number=ef article=g-}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static PositionalPattern parse(String line) {
    String[] fields = line.split("\\s+");
    if (fields[0].length() > 1 && fields[0].contains("=")) {
      throw new IllegalArgumentException(
          "expected a word class first, found '%s'".formatted(fields[0]));
    }
    Map<String, List<Integer>> positions = new LinkedHashMap<>();
    for (int i = 1; i < fields.length; i++) {
      String[] parts = fields[i].split("=", 2);
      if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
        throw new IllegalArgumentException(
            "expected category=values, such as case=noþe, found '%s'".formatted(fields[i]));
      }
      List<Integer> values = parts[1].codePoints().boxed().toList();
      if (values.stream().distinct().count() < values.size()) {
        throw new IllegalArgumentException("'%s' has a value twice".formatted(fields[i]));
      }
      if (parts[0].equals(CLASS) || parts[0].equals(WholeTags.WHOLE)) {
        throw new IllegalArgumentException(
            "the category '%s' is there already; name this one otherwise".formatted(parts[0]));
      }
      if (positions.put(parts[0], values) != null) {
        throw new IllegalArgumentException("category '%s' stands twice".formatted(parts[0]));
      }
    }
    return new PositionalPattern(fields[0], positions);
  }

  /** How many tags it gives. */
  double count() {
    return positions.values().stream().mapToDouble(List::size).reduce(1, (a, b) -> a * b);
  }

  /** Every tag that it gives. */
  Stream<SplitTag> tags() {
    Stream<SplitTag> tags =
        Stream.of(new SplitTag(wordClass, new TreeMap<>(Map.of(CLASS, wordClass))));
    for (var position : positions.entrySet()) {
      tags =
          tags.flatMap(
              begun -> position.getValue().stream().map(v -> with(begun, position.getKey(), v)));
    }
    return tags.map(full -> new SplitTag(withoutHyphensAtTheEnd(full.tag()), full.values()));
  }

  private static SplitTag with(SplitTag begun, String category, int value) {
    SortedMap<String, String> values = new TreeMap<>(begun.values());
    if (value != ABSENT) {
      values.put(category, Character.toString(value));
    }
    return new SplitTag(begun.tag() + Character.toString(value), values);
  }

  /** The word class stays, even one that ends in a hyphen. */
  private String withoutHyphensAtTheEnd(String tag) {
    return wordClass + tag.substring(wordClass.length()).replaceFirst("-+$", "");
  }
}
