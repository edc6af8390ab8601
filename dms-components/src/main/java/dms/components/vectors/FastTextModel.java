package dms.components.vectors;

import dms.core.file.FileContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The words of a fastText model, version 12, not quantized: settings, dictionary, and the input
 * matrix with a row for each word and each bucket of parts. The vector of a word is the mean of its
 * row and those of its parts, that of an unknown word the mean of its parts' alone. The file is
 * mapped, not loaded.
 */
final class FastTextModel implements VectorSource {
  private static final int MAGIC = 793712314;
  private static final int VERSION = 12;
  private static final byte WORD = 0;

  private final Path file;
  private final MappedBytes bytes;
  private long position;
  private final int dim;
  private final int entries;
  private final int words;
  private long nextWord;
  private int wordsRead;
  private final long rows;
  private final SubwordVectors subwords;

  private FastTextModel(Path file, MappedBytes bytes) throws VectorFormatException {
    this.file = file;
    this.bytes = bytes;
    requireVersion();
    this.dim = nextSize("dim", 1);
    position += 7 * Integer.BYTES;
    int buckets = nextSize("bucket", 0);
    int shortest = nextSize("minn", 0);
    int longest = nextSize("maxn", 0);
    if (longest > Subwords.MAX_LONGEST) {
      throw error("maxn: expected at most %d, found %d", Subwords.MAX_LONGEST, longest);
    }
    position += Integer.BYTES + Double.BYTES;
    this.entries = nextSize("dictionary size", 1);
    this.words = nextSize("words", 1);
    nextSize("labels", 0);
    position += Long.BYTES;
    requireNotQuantized(nextLong() >= 0);
    this.nextWord = position;
    skipDictionary();
    requireNotQuantized(nextByte() != 0);
    this.rows = nextMatrix(buckets);
    this.subwords =
        new SubwordVectors(
            new Subwords(shortest, longest, buckets), bytes, rows + 4L * dim * words, dim);
  }

  static FastTextModel open(Path file) throws IOException {
    return new FastTextModel(file, MappedBytes.of(FileContent.at(file)));
  }

  private void requireVersion() throws VectorFormatException {
    int magic = nextInt();
    if (magic != MAGIC) {
      throw error("expected a fastText model, which begins with %d, found %d", MAGIC, magic);
    }
    int version = nextInt();
    if (version != VERSION) {
      throw error("expected a fastText model of version %d, found version %d", VERSION, version);
    }
  }

  private void requireNotQuantized(boolean quantized) throws VectorFormatException {
    if (quantized) {
      throw error("expected a fastText model with plain vectors, found a quantized one (.ftz)");
    }
  }

  private void skipDictionary() throws VectorFormatException {
    for (int i = 0; i < entries; i++) {
      while (nextByte() != 0) {
        // On to the end of the word.
      }
      nextLong();
      byte type = nextByte();
      if ((type == WORD) != (i < words)) {
        throw error("expected %d words and then labels, found type %d at %d", words, type, i);
      }
    }
  }

  private long nextMatrix(int buckets) throws VectorFormatException {
    long numRows = nextLong();
    long numColumns = nextLong();
    long expected = (long) words + buckets;
    if (numRows != expected || numColumns != dim) {
      throw error(
          "expected a matrix of %d × %d, found %d × %d", expected, dim, numRows, numColumns);
    }
    if ((bytes.size() - position) / (4L * dim) < expected) {
      throw error(
          "expected %d rows of %d numbers at byte %d, found the end at byte %d; get the file anew",
          expected, dim, position, bytes.size());
    }
    return position;
  }

  private int nextSize(String what, int least) throws VectorFormatException {
    int value = nextInt();
    if (value < least) {
      throw error("%s: expected at least %d, found %d", what, least, value);
    }
    return value;
  }

  private int nextInt() throws VectorFormatException {
    require(Integer.BYTES);
    position += Integer.BYTES;
    return bytes.intAt(position - Integer.BYTES);
  }

  private long nextLong() throws VectorFormatException {
    require(Long.BYTES);
    position += Long.BYTES;
    return bytes.longAt(position - Long.BYTES);
  }

  private byte nextByte() throws VectorFormatException {
    require(1);
    return bytes.byteAt(position++);
  }

  private void require(long count) throws VectorFormatException {
    if (position + count > bytes.size()) {
      throw error(
          "expected %d bytes more at byte %d, found the end at byte %d; get the file anew",
          count, position, bytes.size());
    }
  }

  private VectorFormatException error(String problem, Object... values) {
    return new VectorFormatException(file.toString(), problem.formatted(values));
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public Optional<WordVector> read() throws IOException {
    if (wordsRead == words) {
      return Optional.empty();
    }
    String word = nextWord();
    float[] vector = new float[dim];
    bytes.copyFloats(rows + 4L * dim * wordsRead++, vector, 0, dim);
    SubwordVectors.scale(vector, 1 + subwords.addParts(word, vector));
    return Optional.of(new WordVector(word, vector));
  }

  private String nextWord() {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    for (byte b = bytes.byteAt(nextWord++); b != 0; b = bytes.byteAt(nextWord++)) {
      word.write(b);
    }
    nextWord += Long.BYTES + 1;
    return word.toString(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<SubwordVectors> subwords() {
    boolean any = subwords.subwords().longest() > 0 && subwords.subwords().buckets() > 0;
    return any ? Optional.of(subwords) : Optional.empty();
  }

  /** The mapping ends by itself. */
  @Override
  public void close() {}
}
