package dms.core.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a corpus sentence by sentence and holds one at a time. A reader serves one thread, and
 * after an exception it can only be closed.
 */
public interface SentenceReader extends Closeable {
  /**
   * The next sentence.
   *
   * @return the sentence, or empty at the end of the corpus
   * @throws CorpusFormatException if the corpus is damaged; it names file, line and column
   * @throws IOException if reading fails
   * @throws IllegalStateException if the reader is closed or has failed before
   */
  Optional<Sentence> read() throws IOException;

  /**
   * All sentences that are left.
   *
   * @throws CorpusFormatException if the corpus is damaged
   * @throws IOException if reading fails
   */
  default List<Sentence> readAll() throws IOException {
    List<Sentence> sentences = new ArrayList<>();
    for (Optional<Sentence> next = read(); next.isPresent(); next = read()) {
      sentences.add(next.get());
    }
    return sentences;
  }

  /**
   * The sentences that are left, each read when it is asked for. The stream does not close the
   * reader; an {@link IOException} comes out of it as {@link UncheckedIOException}.
   */
  default Stream<Sentence> stream() {
    int characteristics = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(
        new AbstractSpliterator<Sentence>(Long.MAX_VALUE, characteristics) {
          @Override
          public boolean tryAdvance(Consumer<? super Sentence> action) {
            Optional<Sentence> next = readUnchecked();
            next.ifPresent(action);
            return next.isPresent();
          }
        },
        false);
  }

  private Optional<Sentence> readUnchecked() {
    try {
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
