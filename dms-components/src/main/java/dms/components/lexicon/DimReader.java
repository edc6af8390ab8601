package dms.components.lexicon;

import dms.core.corpus.CorpusFormat;
import dms.core.corpus.CorpusFormatException;
import dms.core.corpus.LineFeed;
import dms.core.corpus.LineReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the DIM line by line: {@code lemma;id;word class;domain;form;grammatical mark} in UTF-8,
 * without header; nothing is quoted. A reader serves one thread, and after an exception it can only
 * be closed.
 */
public final class DimReader implements Closeable {
  private static final List<String> COLUMNS =
      List.of("lemma", "id", "word class", "domain", "form", "grammatical mark");

  private static final CSVFormat FORMAT =
      CSVFormat.Builder.create()
          .setDelimiter(';')
          .setRecordSeparator('\n')
          .setQuote(null)
          .setEscape(null)
          .setCommentMarker(null)
          .setIgnoreEmptyLines(false)
          .get();

  private final LineReader lines;
  private Optional<Iterator<CSVRecord>> records = Optional.empty();

  private DimReader(LineReader lines) {
    this.lines = lines;
  }

  /**
   * Opens a file, unpacking one named .gz.
   *
   * @throws CorpusFormatException if a file named .gz is not in gzip format
   * @throws IOException if it cannot be opened
   */
  public static DimReader open(Path file) throws IOException {
    return new DimReader(new LineReader(CorpusFormat.open(file), file.toString()));
  }

  /**
   * A reader of a stream.
   *
   * @param in UTF-8; closed with the reader
   * @param name the file's name for messages
   */
  public static DimReader of(InputStream in, String name) {
    return new DimReader(new LineReader(in, name));
  }

  /**
   * The entry of the next line, or empty at the end.
   *
   * @throws CorpusFormatException if the line is not as it should be, not UTF-8 or the gzip data
   *     are damaged; it names file and line
   * @throws IOException if reading fails
   */
  public Optional<DimEntry> read() throws IOException {
    try {
      if (records.isEmpty()) {
        records = Optional.of(FORMAT.parse(new LineFeed(lines)).iterator());
      }
      Iterator<CSVRecord> left = records.get();
      return left.hasNext() ? Optional.of(entry(left.next())) : Optional.empty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The number of the line that was read last, counted from 1. */
  public long line() {
    return lines.line();
  }

  private DimEntry entry(CSVRecord row) throws CorpusFormatException {
    if (row.size() != COLUMNS.size()) {
      throw lines.error(
          "expected %d columns (%s), found %d in \"%s\"; put one semicolon between columns"
              .formatted(COLUMNS.size(), String.join(", ", COLUMNS), row.size(), lines.text()));
    }
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i).isBlank()) {
        throw lines.error(
            "expected a value in column %s, found none in \"%s\""
                .formatted(COLUMNS.get(i), lines.text()));
      }
    }
    return new DimEntry(row.get(0), id(row.get(1)), row.get(2), row.get(3), row.get(4), row.get(5));
  }

  private int id(String text) throws CorpusFormatException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw lines.error("expected a number in column id, found \"%s\"".formatted(text));
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
