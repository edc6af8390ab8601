package dms.hub.bundle;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as Semantic Versioning 2.0.0 has it, such as {@code 1.2.0} or {@code 2.0.0-beta.1}.
 * Where two differ in their build only, which that order ignores, the text decides, so that the
 * order is the same everywhere.
 *
 * @param text as it was written
 */
public record SemanticVersion(String text) implements Comparable<SemanticVersion> {
  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final String PART = "(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)";
  private static final String BUILD = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
  private static final Pattern FORM =
      Pattern.compile(
          "%1$s\\.%1$s\\.%1$s(?:-(%2$s(?:\\.%2$s)*))?(?:\\+%3$s)?".formatted(NUMBER, PART, BUILD));
  private static final int MAX_LENGTH = 100;
  private static final int PRE_RELEASE = 4;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when it is another one
   */
  public SemanticVersion {
    if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "version: expected three numbers such as 1.0.0 or 1.0.0-beta.1, found '" + text + "'");
    }
  }

  /** The version, or nothing where the text has another form. */
  public static Optional<SemanticVersion> find(String text) {
    return text.length() <= MAX_LENGTH && FORM.matcher(text).matches()
        ? Optional.of(new SemanticVersion(text))
        : Optional.empty();
  }

  @Override
  public int compareTo(SemanticVersion other) {
    Matcher mine = matched();
    Matcher theirs = other.matched();
    for (int group = 1; group < PRE_RELEASE; group++) {
      int order =
          Integer.compare(
              Integer.parseInt(mine.group(group)), Integer.parseInt(theirs.group(group)));
      if (order != 0) {
        return order;
      }
    }
    int order = preReleases(mine.group(PRE_RELEASE), theirs.group(PRE_RELEASE));
    return order != 0 ? order : text.compareTo(other.text);
  }

  private Matcher matched() {
    Matcher matcher = FORM.matcher(text);
    matcher.matches();
    return matcher;
  }

  /** A version is after all its pre-releases. */
  private static int preReleases(String mine, String theirs) {
    if (mine == null || theirs == null) {
      return Boolean.compare(mine == null, theirs == null);
    }
    List<String> left = List.of(mine.split("\\."));
    List<String> right = List.of(theirs.split("\\."));
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = parts(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int parts(String left, String right) {
    boolean leftNumber = left.matches("[0-9]+");
    boolean rightNumber = right.matches("[0-9]+");
    if (leftNumber && rightNumber) {
      return Comparator.<String>comparingInt(String::length)
          .thenComparing(Comparator.naturalOrder())
          .compare(left.replaceFirst("^0+(?=.)", ""), right.replaceFirst("^0+(?=.)", ""));
    }
    return leftNumber != rightNumber ? (leftNumber ? -1 : 1) : left.compareTo(right);
  }

  @Override
  public String toString() {
    return text;
  }
}
