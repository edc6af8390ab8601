package dms.core.vocab;

/**
 * The order of strings by Unicode code points, which is also that of their UTF-8 bytes. {@link
 * String#compareTo} differs: it puts characters beyond U+FFFF before U+E000 to U+FFFF.
 */
public final class CodePointOrder {
  private CodePointOrder() {}

  /**
   * Compares two strings by code points.
   *
   * @return negative, zero or positive, as {@link java.util.Comparator#compare}
   */
  public static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // Half of a surrogate pair stands for a code point above all that one char can hold.
        boolean aBeyond = Character.isSurrogate(a);
        return aBeyond == Character.isSurrogate(b) ? Character.compare(a, b) : aBeyond ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
