package dms.hub.format;

import dms.core.corpus.Column;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats in which tagged text is given back. */
public enum OutputFormat {
  /** CoNLL-U. */
  CONLLU("conllu"),
  /** Tab-separated values. */
  TSV("tsv"),
  /** JSON Lines, see {@link JsonlWriter}. */
  JSONL("jsonl"),
  /** A table for people, see {@link TableWriter}. */
  TABLE("txt");

  private static final String GZIP = ".gz";

  private final String extension;

  OutputFormat(String extension) {
    this.extension = extension;
  }

  /**
   * What the writer of a format has to know besides.
   *
   * @param columns of TSV, form among them; all if there are none
   * @param bare whether TSV has of the input only the forms
   * @param probabilities whether they and the sources of lemmas are written
   * @param width cells of a table's line
   */
  public record Details(List<Column> columns, boolean bare, boolean probabilities, int width) {
    /** Copies the list. */
    public Details {
      columns = List.copyOf(columns);
    }
  }

  /**
   * The format that a file's extension tells, in either case, perhaps with .gz after it; never that
   * of a table, whose .txt says too little.
   */
  public static Optional<OutputFormat> ofFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String unpacked = isPacked(file) ? name.substring(0, name.length() - GZIP.length()) : name;
    for (OutputFormat format : values()) {
      if (format != TABLE && unpacked.endsWith("." + format.extension)) {
        return Optional.of(format);
      }
    }
    return unpacked.endsWith(".conll") ? Optional.of(CONLLU) : Optional.empty();
  }

  /** Whether a file of that name is packed with gzip. */
  public static boolean isPacked(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(GZIP);
  }

  /** The extension of its files, without a dot. */
  public String extension() {
    return extension;
  }

  /** Whether it has probabilities also where none are asked for. */
  public boolean alwaysTellsProbabilities() {
    return this == JSONL;
  }

  /** A writer on a stream, which it closes when it is closed. */
  public DocumentWriter writer(OutputStream out, Details details) {
    return switch (this) {
      case CONLLU -> CorpusWriter.conllu(out, details.probabilities());
      case TSV -> CorpusWriter.tsv(out, details.columns(), details.bare(), details.probabilities());
      case JSONL -> new JsonlWriter(out);
      case TABLE -> new TableWriter(out, details.width(), details.probabilities());
    };
  }
}
