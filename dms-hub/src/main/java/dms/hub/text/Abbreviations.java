package dms.hub.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The abbreviations of a language that are written with a full stop. */
final class Abbreviations {
  /**
   * An abbreviation.
   *
   * @param cuts where it is cut into tokens, counted from its begin; empty for most
   * @param endsSentence true if it ends a sentence where a capital letter follows
   * @param beforeNumber true if it is one only before a number
   */
  record Abbreviation(List<Integer> cuts, boolean endsSentence, boolean beforeNumber) {}

  private static final Set<String> MARKS = Set.of("ends", "number");

  private final Map<String, Abbreviation> byText = new HashMap<>();

  /**
   * Reads a list: an abbreviation a line, its full stop included and {@code |} where it is cut,
   * then a tab and marks.
   *
   * @throws IllegalStateException if a line is no abbreviation or has an unknown mark
   */
  Abbreviations(List<String> lines) {
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      Set<String> marks = Set.copyOf(List.of(columns).subList(1, columns.length));
      if (!columns[0].endsWith(".") || columns[0].length() < 2 || !MARKS.containsAll(marks)) {
        throw new IllegalStateException(
            "in a list of abbreviations: \""
                + line
                + "\" is not WORD., a tab and marks of "
                + MARKS);
      }
      String withoutStop = columns[0].substring(0, columns[0].length() - 1);
      byText.put(
          withoutStop.replace("|", ""),
          new Abbreviation(cuts(withoutStop), marks.contains("ends"), marks.contains("number")));
    }
  }

  /** Offsets of the bars in a text that has none. */
  static List<Integer> cuts(String barred) {
    List<Integer> cuts = new ArrayList<>();
    for (int bar = barred.indexOf('|'); bar >= 0; bar = barred.indexOf('|', bar + 1)) {
      cuts.add(bar - cuts.size());
    }
    return List.copyOf(cuts);
  }

  /**
   * Looks up a text without its last full stop: as it is; then in small letters, unless it is a
   * word in capitals (KR is a club, kr. are crowns) or a single letter (H. is an initial, h. is
   * not).
   */
  Optional<Abbreviation> find(String withoutStop) {
    Abbreviation found = byText.get(withoutStop);
    if (found == null && (isCapitalized(withoutStop) || withoutStop.indexOf('.') > 0)) {
      found = byText.get(withoutStop.toLowerCase(Locale.ROOT));
    }
    return Optional.ofNullable(found);
  }

  private static boolean isCapitalized(String word) {
    return word.length() > 1 && word.chars().skip(1).noneMatch(Character::isUpperCase);
  }
}
