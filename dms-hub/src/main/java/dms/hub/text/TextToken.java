package dms.hub.text;

import java.util.Objects;

/**
 * A token of a text.
 *
 * @param begin offset of its first UTF-16 unit in the text
 * @param end offset after its last UTF-16 unit
 * @param form the text between the offsets
 */
public record TextToken(int begin, int end, String form) {
  /**
   * Checks the offsets.
   *
   * @throws IllegalArgumentException if the form is not as long as the offsets say, or empty
   */
  public TextToken {
    Objects.requireNonNull(form, "form");
    if (begin < 0 || end <= begin || end - begin != form.length()) {
      throw new IllegalArgumentException(
          "token from " + begin + " to " + end + ", but its form has length " + form.length());
    }
  }
}
