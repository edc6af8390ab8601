package dms.core.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads TSV: one token a line, a tab between cells, an empty line between sentences. Nothing is
 * quoted, escaped or a comment: {@code "} and {@code #} are what they are. An empty cell is a
 * missing value.
 *
 * <p>In a list of words every line is a sentence of its own, and needs no empty line after it.
 */
public final class TsvReader implements SentenceReader {
  /** Cells apart at tabs, and nothing else with a meaning. */
  static final CSVFormat FORMAT =
      CSVFormat.Builder.create()
          .setDelimiter('\t')
          .setRecordSeparator('\n')
          .setQuote(null)
          .setEscape(null)
          .setCommentMarker(null)
          .setIgnoreEmptyLines(false)
          .get();

  private final LineReader lines;
  private final StringPool pool = new StringPool();
  private Optional<Iterator<CSVRecord>> records = Optional.empty();
  private Optional<Schema> schema;
  private final boolean wordList;

  /**
   * A reader that takes the columns from the first line, the header.
   *
   * @param in the corpus in UTF-8; closed with the reader
   * @param name the file's name for messages
   */
  public TsvReader(InputStream in, String name) {
    this(in, name, Optional.empty(), false);
  }

  /**
   * A reader of a file without header.
   *
   * @param in the corpus in UTF-8; closed with the reader
   * @param name the file's name for messages
   * @param columns the columns in the order of the file
   * @throws IllegalArgumentException if {@code form} is not one of them, one is joined or stands
   *     twice
   */
  public TsvReader(InputStream in, String name, List<Column> columns) {
    this(in, name, Optional.of(Schema.ofTsv(columns)), false);
  }

  private TsvReader(InputStream in, String name, Optional<Schema> schema, boolean wordList) {
    this.lines = new LineReader(in, name);
    this.schema = schema;
    this.wordList = wordList;
  }

  /**
   * A reader of a list of words: every line is a sentence of one token.
   *
   * @param in the list in UTF-8; closed with the reader
   * @param name the file's name for messages
   * @param columns the columns in the order of the file; empty if the first line names them
   * @throws IllegalArgumentException if {@code form} is not one of the columns given, one is joined
   *     or stands twice
   */
  public static TsvReader ofWords(InputStream in, String name, List<Column> columns) {
    Optional<Schema> schema =
        columns.isEmpty() ? Optional.empty() : Optional.of(Schema.ofTsv(columns));
    return new TsvReader(in, name, schema, true);
  }

  @Override
  public Optional<Sentence> read() throws IOException {
    try {
      return readSentence();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<Sentence> readSentence() throws IOException {
    Optional<CSVRecord> row = nextRow();
    if (schema.isEmpty() && row.isPresent()) {
      schema = Optional.of(header(row.get()));
      row = nextRow();
    }
    while (row.isPresent() && isEmpty(row.get())) {
      row = nextRow();
    }
    if (row.isEmpty()) {
      return Optional.empty();
    }
    long firstLine = lines.line();
    if (wordList) {
      List<Token> word = List.of(token(row.get()));
      return Optional.of(new Sentence(word, List.of(), List.of(), lines.file(), firstLine));
    }
    List<Token> tokens = new ArrayList<>();
    for (; row.isPresent() && !isEmpty(row.get()); row = nextRow()) {
      lines.requireSentenceLength(firstLine);
      tokens.add(token(row.get()));
    }
    return Optional.of(new Sentence(tokens, List.of(), List.of(), lines.file(), firstLine));
  }

  private Optional<CSVRecord> nextRow() throws IOException {
    if (records.isEmpty()) {
      records = Optional.of(FORMAT.parse(new LineFeed(lines)).iterator());
    }
    Iterator<CSVRecord> rows = records.get();
    return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
  }

  private static boolean isEmpty(CSVRecord row) {
    return row.size() == 1 && row.get(0).isEmpty();
  }

  private Schema header(CSVRecord row) throws CorpusFormatException {
    try {
      return Schema.ofTsv(row.stream().map(Column::parse).toList());
    } catch (IllegalArgumentException e) {
      throw lines.error(
          "expected a header that names the columns, found %s (%s); add a header or name the columns"
              .formatted(Text.quote(lines.text()), e.getMessage()));
    }
  }

  private Token token(CSVRecord row) throws CorpusFormatException {
    Schema columns = schema.orElseThrow();
    if (row.stream().allMatch(Text::isBlank)) {
      throw lines.blankLineError();
    }
    if (row.size() != columns.size()) {
      String names = columns.columns().stream().map(Column::spec).collect(Collectors.joining(", "));
      throw lines.error(
          "expected %d cells (%s), found %d in %s; put one tab between cells"
              .formatted(columns.size(), names, row.size(), Text.quote(lines.text())));
    }
    String[] values = new String[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = pool.get(row.get(i));
    }
    if (Text.isBlank(values[columns.formIndex()])) {
      throw lines.columnError(
          Column.FORM.spec(),
          "expected a word, found %s; give every token a form"
              .formatted(Text.quote(values[columns.formIndex()])));
    }
    return new Token(columns, values);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
