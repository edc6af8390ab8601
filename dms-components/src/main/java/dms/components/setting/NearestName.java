package dms.components.setting;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one probably stands for. */
public final class NearestName {
  private NearestName() {}

  /** The text {@code "; did you mean x?"}, or nothing if no known name is near. */
  public static String suggestion(String name, Collection<String> known) {
    return of(name, known).map(nearest -> "; did you mean " + nearest + "?").orElse("");
  }

  /** The known name with the fewest edits, if they are at most a third of its letters. */
  public static Optional<String> of(String name, Collection<String> known) {
    String typed = letters(name);
    return known.stream()
        .filter(candidate -> distance(typed, letters(candidate)) <= limit(candidate))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(typed, letters(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int limit(String candidate) {
    return Math.max(1, letters(candidate).length() / 3);
  }

  // min-count, min_count and MinCount are all the same mistake for minCount.
  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
  static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 ? j : j == 0 ? i : fewest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int fewest(int[][] edits, String a, String b, int i, int j) {
    int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(
            edits[i - 1][j - 1] + substitution, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}
