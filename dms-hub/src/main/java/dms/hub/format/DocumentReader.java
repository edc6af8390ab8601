package dms.hub.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads input document by document and holds one at a time. Serves one thread. */
public interface DocumentReader extends Closeable {
  /**
   * The next document.
   *
   * @return the document, or empty at the end of the input
   * @throws dms.core.corpus.CorpusFormatException if the input is damaged; it names file and line
   * @throws IOException if reading fails
   */
  Optional<Document> read() throws IOException;
}
