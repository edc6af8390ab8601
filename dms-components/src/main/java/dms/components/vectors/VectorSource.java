package dms.components.vectors;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of word vectors, read one after the other:
 *
 * <ul>
 *   <li>fastText and word2vec text, {@code form number number …}, one form a line, with or without
 *       a first line {@code count dim},
 *   <li>n-hot vectors, {@code form;[0,1,0,…]}, one form a line; what follows the last {@code ;[} is
 *       the vector,
 *   <li>a fastText model (name ending in {@code .bin}) that is not quantized, see {@link
 *       FastTextModel}.
 * </ul>
 *
 * <p>Text is UTF-8 and may be compressed (name ending in {@code .gz}). Used by one thread.
 */
public interface VectorSource extends Closeable {
  /**
   * Opens a file; its name and beginning tell the format.
   *
   * @throws VectorFormatException when the beginning breaks the format, naming file and line
   * @throws IOException when it cannot be read
   */
  static VectorSource open(Path file) throws IOException {
    return file.getFileName().toString().endsWith(".bin")
        ? FastTextModel.open(file)
        : TextVectors.open(file);
  }

  /** Where it is. */
  Path file();

  /** Size of every vector. */
  int dim();

  /**
   * The next form and its vector; empty at the end.
   *
   * @throws VectorFormatException naming file, line and reason
   * @throws IOException when the file cannot be read
   */
  Optional<WordVector> read() throws IOException;

  /** The vectors of parts of words, of which those of unknown words are made; if there are any. */
  default Optional<SubwordVectors> subwords() {
    return Optional.empty();
  }
}
