package dms.core.corpus;

import dms.core.file.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** The formats in which a corpus is kept. */
public enum CorpusFormat {
  /** CoNLL-U, see {@link ConlluReader}. */
  CONLLU(Set.of("conllu", "conll")),

  /** Tab-separated values, see {@link TsvReader}. */
  TSV(Set.of("tsv")),

  /** Plain text, see {@link TextReader}; read only. */
  TEXT(Set.of("txt"));

  private static final String GZIP = ".gz";
  private static final int GZIP_BUFFER_BYTES = 1 << 16;

  private final Set<String> extensions;

  CorpusFormat(Set<String> extensions) {
    this.extensions = extensions;
  }

  /**
   * The format that a file's extension tells: .conllu and .conll, .tsv, .txt, in either case, and
   * each of them with .gz after it.
   *
   * @throws IllegalArgumentException if it is another one
   */
  public static CorpusFormat ofFile(Path file) {
    String name = lowerCaseName(file);
    name = name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name;
    String extension = name.substring(name.lastIndexOf('.') + 1);
    for (CorpusFormat format : values()) {
      if (name.indexOf('.') >= 0 && format.extensions.contains(extension)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        file
            + ": expected a file named .conllu, .conll, .tsv or .txt, perhaps with .gz after it; "
            + "rename it or name the format (conllu, tsv, text)");
  }

  /**
   * A reader of a file; of TSV, one whose columns its header names. Messages name the file as it is
   * given here.
   *
   * @throws IOException if the file cannot be opened
   */
  public SentenceReader reader(Path file) throws IOException {
    return reader(open(file), file.toString());
  }

  /**
   * Opens a file, unpacking one named .gz.
   *
   * @throws CorpusFormatException if a file named .gz is not in gzip format
   * @throws IOException if the file cannot be opened
   */
  public static InputStream open(Path file) throws IOException {
    RegularFile.require(file, "the setting or option for a corpus");
    InputStream in = Files.newInputStream(file);
    if (!lowerCaseName(file).endsWith(GZIP)) {
      return in;
    }
    try {
      return new GZIPInputStream(in, GZIP_BUFFER_BYTES);
    } catch (IOException e) {
      in.close();
      throw CorpusFormatException.ofFile(
          file.toString(), "expected gzip data, found none (%s)".formatted(e.getMessage()));
    }
  }

  private static String lowerCaseName(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  /**
   * A reader of a stream, which it closes when it is closed.
   *
   * @param in the corpus in UTF-8
   * @param name the file's name for messages
   */
  public SentenceReader reader(InputStream in, String name) {
    return switch (this) {
      case CONLLU -> new ConlluReader(in, name);
      case TSV -> new TsvReader(in, name);
      case TEXT -> new TextReader(in, name);
    };
  }

  /**
   * A writer on a stream, which it closes when it is closed; of TSV, one that writes the columns of
   * the first sentence (see {@link TsvWriter} to choose them).
   *
   * @throws IllegalArgumentException for plain text, which has no place for what is known of a
   *     token
   */
  public SentenceWriter writer(OutputStream out) {
    return switch (this) {
      case CONLLU -> new ConlluWriter(out);
      case TSV -> new TsvWriter(out);
      case TEXT ->
          throw new IllegalArgumentException(
              "plain text is only read: it has no place for values; write conllu or tsv");
    };
  }
}
