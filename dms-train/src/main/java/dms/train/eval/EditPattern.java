package dms.train.eval;

/**
 * Where two strings differ: what is left of each without the beginning and the end that they share.
 *
 * @param found what stands in the one, such as {@code a} of {@code bak}
 * @param wanted what stands there in the other, such as {@code ö} of {@code bök}
 * @param afterBeginning whether something shared stands before it
 * @param beforeEnd whether something shared stands after it
 */
public record EditPattern(String found, String wanted, boolean afterBeginning, boolean beforeEnd)
    implements Comparable<EditPattern> {
  private static final String SHARED = "…";
  private static final String NOTHING = "∅";

  /** The pattern that leads from one string to another. */
  public static EditPattern between(String from, String to) {
    int[] one = from.codePoints().toArray();
    int[] other = to.codePoints().toArray();
    int shorter = Math.min(one.length, other.length);
    int beginning = 0;
    while (beginning < shorter && one[beginning] == other[beginning]) {
      beginning++;
    }
    int end = 0;
    while (end < shorter - beginning
        && one[one.length - 1 - end] == other[other.length - 1 - end]) {
      end++;
    }
    return new EditPattern(
        new String(one, beginning, one.length - beginning - end),
        new String(other, beginning, other.length - beginning - end),
        beginning > 0,
        end > 0);
  }

  /** The side of the string that was found, such as {@code …ur}. */
  public String foundText() {
    return text(found);
  }

  /** The side of the string that was wanted. */
  public String wantedText() {
    return text(wanted);
  }

  private String text(String middle) {
    return (afterBeginning ? SHARED : "")
        + (middle.isEmpty() ? NOTHING : middle)
        + (beforeEnd ? SHARED : "");
  }

  @Override
  public int compareTo(EditPattern other) {
    return toString().compareTo(other.toString());
  }
}
