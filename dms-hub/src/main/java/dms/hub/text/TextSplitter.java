package dms.hub.text;

import java.util.List;

/** Splits raw text into sentences and words; immutable. */
public interface TextSplitter {
  /**
   * Splits a text.
   *
   * @param text of any length
   * @return the sentences in order; offsets are UTF-16 units of the given text
   */
  List<TextSentence> split(String text);
}
