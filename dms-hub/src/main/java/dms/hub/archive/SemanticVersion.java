package dms.hub.archive;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version such as {@code 1.2.0} or {@code 2.0.0-rc.1}, ordered by precedence (Semantic Versioning
 * 2.0.0, section 11; what follows a {@code +} does not count there).
 *
 * @param text as it is written
 */
public record SemanticVersion(String text) implements Comparable<SemanticVersion> {
  private static final String NUMBER = "(0|[1-9]\\d*)";
  private static final String IDENTIFIER = "(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";
  private static final Pattern VERSION =
      Pattern.compile(
          "%1$s\\.%1$s\\.%1$s(?:-(%2$s(?:\\.%2$s)*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?"
              .formatted(NUMBER, IDENTIFIER));

  private static final int PRE_RELEASE = 4;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when it is no semantic version
   */
  public SemanticVersion {
    if (!VERSION.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "version: expected a semantic version such as 1.0.0 or 1.1.0-rc.1, found '%s'"
              .formatted(text));
    }
  }

  /** The version that a text is, if it is one. */
  public static Optional<SemanticVersion> find(String text) {
    return VERSION.matcher(text).matches()
        ? Optional.of(new SemanticVersion(text))
        : Optional.empty();
  }

  @Override
  public int compareTo(SemanticVersion other) {
    Matcher mine = matched();
    Matcher others = other.matched();
    for (int i = 1; i < PRE_RELEASE; i++) {
      int order = new BigInteger(mine.group(i)).compareTo(new BigInteger(others.group(i)));
      if (order != 0) {
        return order;
      }
    }
    String before = mine.group(PRE_RELEASE);
    String othersBefore = others.group(PRE_RELEASE);
    if (before == null || othersBefore == null) {
      return Boolean.compare(before == null, othersBefore == null);
    }
    return comparePreReleases(before.split("\\."), othersBefore.split("\\."));
  }

  private Matcher matched() {
    Matcher matcher = VERSION.matcher(text);
    matcher.matches();
    return matcher;
  }

  private static int comparePreReleases(String[] mine, String[] others) {
    for (int i = 0; i < Math.min(mine.length, others.length); i++) {
      int order = compareIdentifiers(mine[i], others[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.length, others.length);
  }

  private static int compareIdentifiers(String mine, String other) {
    boolean number = mine.matches("\\d+");
    boolean otherNumber = other.matches("\\d+");
    if (number && otherNumber) {
      return new BigInteger(mine).compareTo(new BigInteger(other));
    }
    return number == otherNumber ? mine.compareTo(other) : Boolean.compare(otherNumber, number);
  }

  @Override
  public String toString() {
    return text;
  }
}
