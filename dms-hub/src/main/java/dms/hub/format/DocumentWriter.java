package dms.hub.format;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;

/** Writes tagged documents one after the other. Serves one thread. */
public interface DocumentWriter extends Closeable, Flushable {
  /**
   * Writes a document.
   *
   * @throws IllegalArgumentException if the format has no place for a predicted column
   * @throws IOException if writing fails
   */
  void write(TaggedDocument document) throws IOException;
}
