package dms.hub.text;

import java.util.List;

/** Splits a text into sentences and tokens; safe for any number of threads. */
@FunctionalInterface
public interface TextSplitter {
  /** The sentences of the text, in order. */
  List<TextSentence> split(String text);
}
