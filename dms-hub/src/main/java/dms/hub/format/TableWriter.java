package dms.hub.format;

import dms.core.component.Prediction;
import dms.core.corpus.Column;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a table for people: a line per token with its form and what was predicted, a table per
 * document. Control characters are shown as �.
 */
public final class TableWriter implements DocumentWriter {
  /** For output that is not shown on a terminal: nothing is cut. */
  public static final int ANY_WIDTH = Integer.MAX_VALUE;

  private static final List<Column> ORDER =
      List.of(Column.UPOS, Column.XPOS, Column.FEATS, Column.LEMMA);

  private final Writer out;
  private final int width;
  private final boolean probabilities;
  private boolean begun;

  /**
   * A writer on a stream, which it closes when it is closed.
   *
   * @param width cells of a line, or {@link #ANY_WIDTH}; wide columns are cut to keep it
   * @param probabilities whether they and the sources of lemmas are shown
   */
  public TableWriter(OutputStream out, int width, boolean probabilities) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
    this.width = width;
    this.probabilities = probabilities;
  }

  @Override
  public void write(TaggedDocument tagged) throws IOException {
    if (tagged.predictions().isEmpty()) {
      return;
    }
    List<Map<Column, List<String>>> values = new ArrayList<>();
    tagged.predictions().forEach(ofSentence -> values.add(values(ofSentence)));
    List<Column> columns = values.stream().flatMap(m -> m.keySet().stream()).distinct().toList();
    List<Column> shown =
        columns.stream().sorted(Comparator.comparingInt(TableWriter::rank)).toList();
    TextTable table = new TextTable(heading(shown));
    for (int s = 0; s < values.size(); s++) {
      if (s > 0) {
        table.gap();
      }
      addRows(tagged.document().sentences().get(s), values.get(s), shown, table);
    }
    out.write(begun ? "\n" : "");
    out.write(table.lines(width));
    begun = true;
  }

  private Map<Column, List<String>> values(Map<Column, List<Prediction>> predictions) {
    return probabilities
        ? Probabilities.with(predictions, Probabilities::dotted)
        : Probabilities.without(predictions);
  }

  /** Those of CoNLL-U in its usual order of reading, then the others as they come. */
  private static int rank(Column column) {
    int rank = ORDER.indexOf(Column.parse(column.spec().split("[._+]")[0]));
    return rank < 0 ? ORDER.size() : rank;
  }

  private static List<String> heading(List<Column> shown) {
    return Stream.concat(
            Stream.of(Column.FORM.spec()),
            shown.stream().flatMap(c -> c.parts().stream()).map(Column::spec))
        .toList();
  }

  private static void addRows(
      DocumentSentence sentence,
      Map<Column, List<String>> values,
      List<Column> shown,
      TextTable table) {
    for (int t = 0; t < sentence.sentence().size(); t++) {
      List<String> row = new ArrayList<>();
      row.add(sentence.sentence().tokens().get(t).form());
      for (Column column : shown) {
        List<String> ofTokens = values.get(column);
        if (ofTokens == null) {
          column.parts().forEach(part -> row.add(""));
        } else {
          row.addAll(column.split(ofTokens.get(t)));
        }
      }
      table.add(row);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
