package dms.hub.text;

import java.util.List;

/**
 * A sentence of a text; immutable.
 *
 * @param begin where it begins, in UTF-16 units of the text
 * @param end where it ends, exclusive
 * @param tokens its tokens, in order
 */
public record TextSentence(int begin, int end, List<TextToken> tokens) {
  /** Copies the list. */
  public TextSentence {
    tokens = List.copyOf(tokens);
  }
}
