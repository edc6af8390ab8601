package dms.hub.format;

import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.TsvReader;
import dms.hub.text.TextSplitter;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The formats in which text and corpora are handed in. */
public enum InputFormat {
  /** Running text, which is split into sentences and words. */
  RAW(Set.of("txt")),
  /** Text that is split: a sentence a line, blanks between tokens. */
  TEXT(Set.of()),
  /** CoNLL-U. */
  CONLLU(Set.of("conllu", "conll")),
  /** Tab-separated values. */
  TSV(Set.of("tsv")),
  /** JSON Lines, see {@link JsonlReader}. */
  JSONL(Set.of("jsonl"));

  private static final String GZIP = ".gz";

  private final Set<String> extensions;

  InputFormat(Set<String> extensions) {
    this.extensions = extensions;
  }

  /**
   * What the reader of a format has to know besides.
   *
   * @param splitter of raw text
   * @param textField of a JSON line, the one with raw text
   * @param columns of TSV without header; none where its first line names them
   */
  public record Details(TextSplitter splitter, String textField, List<Column> columns) {
    /** Copies the list. */
    public Details {
      columns = List.copyOf(columns);
    }
  }

  /** The format that a file's extension tells, in either case, perhaps with .gz after it. */
  public static Optional<InputFormat> ofFile(Path file) {
    String extension = extension(unpackedName(file).toLowerCase(Locale.ROOT));
    for (InputFormat format : values()) {
      if (format.extensions.contains(extension)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The file's name without .gz and without the extension of a format. */
  public static String stem(Path file) {
    String name = unpackedName(file);
    return ofFile(file).isPresent() ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  private static String unpackedName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(GZIP)
        ? name.substring(0, name.length() - GZIP.length())
        : name;
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1) : "";
  }

  /** Whether it has nothing of a token but its form. */
  public boolean formsOnly() {
    return this == RAW || this == TEXT || this == JSONL;
  }

  /**
   * A reader of a stream, which it closes when it is closed.
   *
   * @param in in UTF-8
   * @param name the file's name for messages
   */
  public DocumentReader reader(InputStream in, String name, Details details) {
    return switch (this) {
      case RAW -> new RawTextReader(in, name, details.splitter());
      case JSONL -> new JsonlReader(in, name, details.splitter(), details.textField());
      case TEXT -> new SentenceDocuments(CorpusFormat.TEXT.reader(in, name));
      case CONLLU -> new SentenceDocuments(CorpusFormat.CONLLU.reader(in, name));
      case TSV ->
          new SentenceDocuments(
              details.columns().isEmpty()
                  ? new TsvReader(in, name)
                  : new TsvReader(in, name, details.columns()));
    };
  }
}
