package dms.hub.cli;

import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes the sentences of another reader, and throws its failures in a way that cannot be mistaken
 * for a failure to write.
 */
final class InputReader implements SentenceReader {
  private final SentenceReader reader;
  private final UnaryOperator<Sentence> change;

  InputReader(SentenceReader reader, UnaryOperator<Sentence> change) {
    this.reader = reader;
    this.change = change;
  }

  /** The input cannot be read, for the reason that is its cause. */
  static final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient IOException reason;

    private InputException(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    IOException reason() {
      return reason;
    }
  }

  @Override
  public Optional<Sentence> read() {
    try {
      return reader.read().map(change);
    } catch (IOException e) {
      throw new InputException(e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
