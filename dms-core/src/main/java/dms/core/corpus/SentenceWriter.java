package dms.core.corpus;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;

/** Writes a corpus sentence by sentence, in UTF-8 with LF line ends. A writer serves one thread. */
public interface SentenceWriter extends Closeable, Flushable {
  /**
   * Writes one sentence after those before it.
   *
   * @throws IOException if writing fails
   * @throws IllegalArgumentException if the format has no place for a column of the sentence
   */
  void write(Sentence sentence) throws IOException;
}
