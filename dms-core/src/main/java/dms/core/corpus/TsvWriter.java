package dms.core.corpus;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes TSV: a header, one token a line, an empty line after each sentence. A missing value is an
 * empty cell. Comments, ranges and empty nodes of CoNLL-U have no place in it and are left out.
 */
public final class TsvWriter implements SentenceWriter {
  private final Writer out;
  private Optional<List<Column>> columns;
  private Optional<CSVPrinter> printer = Optional.empty();

  /**
   * A writer of the columns that the first sentence has.
   *
   * @param out where the UTF-8 goes; closed with the writer
   */
  public TsvWriter(OutputStream out) {
    this.out = Text.writer(out);
    this.columns = Optional.empty();
  }

  /**
   * A writer of chosen columns.
   *
   * @param out where the UTF-8 goes; closed with the writer
   * @param columns the columns in order, {@code form} one of them; a joined column becomes one cell
   *     for each part
   * @throws IllegalArgumentException if {@code form} is not one of them or one stands twice
   */
  public TsvWriter(OutputStream out, List<Column> columns) {
    List<Column> single = columns.stream().flatMap(column -> column.parts().stream()).toList();
    this.columns = Optional.of(Schema.ofTsv(single).columns());
    this.out = Text.writer(out);
  }

  @Override
  public void write(Sentence sentence) throws IOException {
    List<Column> written = columns.orElseGet(sentence.schema()::columns);
    List<List<String>> rows =
        sentence.tokens().stream()
            .map(token -> written.stream().map(c -> token.value(c).orElse("")).toList())
            .toList();
    columns = Optional.of(written);
    CSVPrinter started = started(written);
    for (List<String> row : rows) {
      started.printRecord(row);
    }
    started.println();
  }

  private CSVPrinter started(List<Column> header) throws IOException {
    if (printer.isEmpty()) {
      CSVPrinter created = new CSVPrinter(out, TsvReader.FORMAT);
      created.printRecord(header.stream().map(Column::spec));
      printer = Optional.of(created);
    }
    return printer.get();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /**
   * Closes the stream; a file without sentences has its header nevertheless, if columns are known.
   */
  @Override
  public void close() throws IOException {
    try (out) {
      if (columns.isPresent()) {
        started(columns.get());
      }
    }
  }
}
