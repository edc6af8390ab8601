package dms.hub;

import java.util.List;

/**
 * A sentence and what a system says of its tokens; immutable.
 *
 * @param begin where it begins, in UTF-16 units ({@code char}s) of the text
 * @param end where it ends, exclusive
 * @param text what stands there
 * @param tokens its tokens, in order
 */
public record AnalyzedSentence(int begin, int end, String text, List<AnalyzedToken> tokens) {
  /** Copies the list. */
  public AnalyzedSentence {
    tokens = List.copyOf(tokens);
  }
}
