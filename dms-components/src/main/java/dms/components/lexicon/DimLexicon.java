package dms.components.lexicon;

import dms.core.file.FileContent;
import dms.core.file.RegularFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The forms of the DIM with their lemmas and marks in one file of 25 MB, mapped into memory and
 * looked up where it is, so that many processes that use it hold it once. Immutable and safe for
 * use from several threads.
 */
public final class DimLexicon {
  private final ByteBuffer bytes;
  private final String source;
  private final LexiconLayout layout;
  private final LexiconTables tables;

  private DimLexicon(ByteBuffer bytes, String source, LexiconLayout layout, LexiconTables tables) {
    this.bytes = bytes;
    this.source = source;
    this.layout = layout;
    this.tables = tables;
  }

  /**
   * What was written.
   *
   * @param entries lines of the DIM
   * @param forms distinct forms
   * @param scripts ways in which a form becomes its lemma
   * @param sets distinct sets of such ways, each with its marks
   */
  public record Built(long entries, int forms, int scripts, int sets) {}

  /**
   * Writes a file of lemmas; the same entries, in whatever order, give the same bytes. The file is
   * there whole or not at all.
   *
   * @param progress is told the number of each line of the DIM that was read
   * @throws IOException if the DIM is damaged or cannot be read, or the file not be written
   */
  public static Built build(DimReader reader, Path file, LongConsumer progress) throws IOException {
    DimLexiconWriter writer = new DimLexiconWriter();
    writer.read(reader, progress);
    return writer.write(file);
  }

  /**
   * Opens a file of lemmas.
   *
   * @throws LexiconFormatException if it is another file or damaged
   * @throws IOException if it cannot be read
   */
  public static DimLexicon open(Path file) throws IOException {
    return open(FileContent.at(file));
  }

  /** As {@link #open(Path)}; a file on disk is mapped, bytes at hand are taken as they are. */
  public static DimLexicon open(FileContent content) throws IOException {
    String source = content.path().map(Path::toString).orElse("lemmas of the DIM");
    ByteBuffer bytes =
        content.path().isPresent() ? map(content.path().get()) : ByteBuffer.wrap(content.bytes());
    content.verify();
    bytes = bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    LexiconLayout layout = LexiconLayout.read(bytes, source);
    try {
      VarintReader tables = new VarintReader(bytes, LexiconLayout.HEADER_BYTES);
      return new DimLexicon(bytes, source, layout, LexiconTables.read(tables));
    } catch (IndexOutOfBoundsException e) {
      throw contradiction(source, e);
    }
  }

  private static ByteBuffer map(Path file) throws IOException {
    RegularFile.require(file, "the file of lemmas");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new LexiconFormatException(
            file.toString(), "expected less than 2 GB, found %d bytes".formatted(channel.size()));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  private static LexiconFormatException contradiction(String source, IndexOutOfBoundsException e) {
    return new LexiconFormatException(
        source, "its sum is right, but it contradicts itself; make it anew", e);
  }

  /** Number of distinct forms. */
  public int size() {
    return layout.forms();
  }

  /**
   * The lemmas of a form exactly as it is spelled, the most regular first; none if the DIM does not
   * have it.
   *
   * @throws UncheckedIOException with a {@link LexiconFormatException} if the file was not made by
   *     {@link #build}
   */
  public List<DimLemma> find(String form) {
    byte[] word = form.getBytes(StandardCharsets.UTF_8);
    try {
      int set = set(word);
      return set < 0 ? List.of() : tables.lemmas(tables.sets().get(set), word);
    } catch (IndexOutOfBoundsException e) {
      throw new UncheckedIOException(contradiction(source, e));
    }
  }

  /** The number of a form's set; negative if there is none. */
  private int set(byte[] word) {
    int low = 0;
    int high = layout.blocks() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      VarintReader first = block(middle);
      first.number();
      if (first.compare(word, 0, first.number()) >= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? -1 : setInBlock(word, high);
  }

  private VarintReader block(int number) {
    int begin = bytes.getInt(layout.indexAt() + Integer.BYTES * number);
    return new VarintReader(bytes, layout.formsAt() + begin);
  }

  /**
   * Goes through a block without putting its forms together: it is enough to know how many bytes of
   * the word the form before has, which is lower than the word.
   */
  private int setInBlock(byte[] word, int block) {
    VarintReader in = block(block);
    int left = Math.min(layout.blockForms(), layout.forms() - block * layout.blockForms());
    int matched = 0;
    for (; left > 0; left--) {
      int common = in.number();
      int length = in.number();
      if (common < matched) {
        return -1;
      }
      if (common > matched) {
        in.skip(length);
      } else {
        matched = in.compare(word, common, length);
        if (matched < 0) {
          return -1;
        }
        if (matched == word.length && matched == common + length) {
          return in.number();
        }
      }
      in.number();
    }
    return -1;
  }
}
