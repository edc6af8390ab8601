package dms.hub.text;

import java.util.List;

/**
 * Splits raw text into sentences and tokens. Implementations are safe for any number of threads.
 *
 * <p>What holds for every splitter and every text, however broken:
 *
 * <ul>
 *   <li>every character that is not blank belongs to exactly one token, in the order of the text;
 *   <li>a token's form is the text between its offsets, unchanged, and holds no blank;
 *   <li>a sentence begins with its first token and ends with its last;
 *   <li>a blank line ends a sentence, and the time taken grows as the length of the text.
 * </ul>
 *
 * <p>Blank are white space, control characters, the zero-width space and the byte order mark.
 */
@FunctionalInterface
public interface TextSplitter {
  /**
   * The sentences of a text.
   *
   * @param text any text; it may be empty, lack final line ends or hold unpaired surrogates
   * @return the sentences in order, each with at least one token; none for a blank text
   */
  List<TextSentence> split(String text);
}
