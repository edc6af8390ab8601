package dms.hub.format;

import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.ConlluWriter;
import dms.core.corpus.Schema;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceWriter;
import dms.core.corpus.Token;
import dms.core.corpus.TsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes CoNLL-U or TSV with what was predicted set and everything else as it was. Probabilities
 * and sources are keys of MISC, such as {@code XposP=0.9871|LemmaSource=edit_rule}, or columns,
 * such as {@code xpos.p} and {@code lemma.source}.
 */
public final class CorpusWriter implements DocumentWriter {
  private final SentenceWriter out;
  private final boolean tsv;
  private final boolean bare;
  private final boolean probabilities;

  private CorpusWriter(SentenceWriter out, boolean tsv, boolean bare, boolean probabilities) {
    this.out = out;
    this.tsv = tsv;
    this.bare = bare;
    this.probabilities = probabilities;
  }

  /**
   * A writer of CoNLL-U on a stream, which it closes when it is closed.
   *
   * @param probabilities whether they and the sources of lemmas are written
   */
  public static CorpusWriter conllu(OutputStream out, boolean probabilities) {
    return new CorpusWriter(new ConlluWriter(out), false, false, probabilities);
  }

  /**
   * A writer of TSV on a stream, which it closes when it is closed.
   *
   * @param columns that are written, form among them; all if there are none
   * @param bare whether of the input only the forms are written
   * @param probabilities whether they and the sources of lemmas are written
   */
  public static CorpusWriter tsv(
      OutputStream out, List<Column> columns, boolean bare, boolean probabilities) {
    SentenceWriter writer = columns.isEmpty() ? new TsvWriter(out) : new TsvWriter(out, columns);
    return new CorpusWriter(writer, true, bare, probabilities);
  }

  @Override
  public void write(TaggedDocument tagged) throws IOException {
    for (int s = 0; s < tagged.predictions().size(); s++) {
      Sentence sentence = tagged.document().sentences().get(s).sentence();
      out.write(with(tsv ? asTsv(sentence) : sentence, tagged.predictions().get(s)));
    }
  }

  /** TSV has room for any column; that of CoNLL-U only for its own. */
  private Sentence asTsv(Sentence sentence) {
    if (!bare && !sentence.schema().equals(Schema.CONLLU)) {
      return sentence;
    }
    Schema schema = Schema.ofTsv(bare ? List.of(Column.FORM) : Schema.CONLLU.columns());
    return Sentence.of(
        sentence.tokens().stream()
            .map(token -> Token.of(schema, values(token, schema.columns())))
            .toList());
  }

  private static String[] values(Token token, List<Column> columns) {
    return columns.stream().map(c -> token.value(c).orElse("")).toArray(String[]::new);
  }

  private Sentence with(Sentence sentence, Map<Column, List<Prediction>> predictions) {
    Map<Column, List<String>> values =
        probabilities
            ? Probabilities.with(predictions, tsv ? Probabilities::dotted : Probabilities::inMisc)
            : Probabilities.without(predictions);
    Sentence wider = sentence.withColumns(List.copyOf(values.keySet()));
    List<Token> tokens = new ArrayList<>(wider.tokens());
    values.forEach(
        (column, ofTokens) -> {
          for (int t = 0; t < tokens.size(); t++) {
            if (predictions.containsKey(column) || !ofTokens.get(t).isEmpty()) {
              tokens.set(t, tokens.get(t).with(column, ofTokens.get(t)));
            }
          }
        });
    return wider.withTokens(tokens);
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
