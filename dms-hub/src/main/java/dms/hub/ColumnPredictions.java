package dms.hub;

import dms.core.component.Decoder;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From what decoders predict to the values of columns. Where two decoders predict one column, the
 * value is that of one which is for the sentence's corpus, else of the one which the model runs
 * later.
 */
final class ColumnPredictions {
  private final List<Decoder> decoders;
  private final Optional<String> corpus;
  private final Map<String, List<String>> ofCorpora;
  private final List<Column> columns;

  /**
   * @param decoders in the order in which the model runs them
   * @param corpus of the sentences that do not name theirs
   * @param ofCorpora names of each corpus' own decoders
   */
  ColumnPredictions(
      List<Decoder> decoders, Optional<String> corpus, Map<String, List<String>> ofCorpora) {
    this.decoders = List.copyOf(decoders);
    this.corpus = corpus;
    this.ofCorpora = Map.copyOf(ofCorpora);
    this.columns = decoders.stream().map(Decoder::column).distinct().toList();
  }

  /** The columns that are predicted. */
  List<Column> columns() {
    return columns;
  }

  /**
   * The decoder whose values the one that tells a column reads, as a lemmatizer reads tags; empty
   * if it reads none or nothing tells the column.
   */
  Optional<Decoder> inputOf(Column column) {
    List<Decoder> ordered = decodersFor(Optional.empty());
    Optional<Decoder> told =
        ordered.stream().filter(d -> d.column().equals(column)).reduce((first, last) -> last);
    return ordered.stream()
        .filter(other -> told.isPresent() && other != told.get())
        .filter(other -> !Collections.disjoint(other.writes(), told.get().reads()))
        .findFirst();
  }

  /** All decoders, those that are for the corpus after the others. */
  private List<Decoder> decodersFor(Optional<String> named) {
    List<String> own = named.or(() -> corpus).map(ofCorpora::get).orElse(List.of());
    return decoders.stream()
        .sorted(Comparator.comparing(decoder -> own.contains(decoder.name())))
        .toList();
  }

  /**
   * What is predicted for a sentence, by column: one prediction per token. Where a column is part
   * of a joined one, the later of the two counts.
   *
   * @param named its corpus, if it names one
   * @param predictions one per token, by the decoder's name
   */
  Map<Column, List<Prediction>> ofSentence(
      Optional<String> named, Map<String, List<Prediction>> predictions) {
    Map<Column, List<Prediction>> ofColumns = new LinkedHashMap<>();
    for (Decoder decoder : decodersFor(named)) {
      ofColumns.remove(decoder.column());
      ofColumns.put(decoder.column(), predictions.get(decoder.name()));
    }
    return ofColumns;
  }

  /**
   * The sentence with its columns set.
   *
   * @param predictions one per token, by the decoder's name
   */
  Sentence set(Sentence sentence, Map<String, List<Prediction>> predictions) {
    Sentence wider = sentence.withColumns(columns);
    List<Token> tokens = new ArrayList<>(wider.tokens());
    ofSentence(sentence.corpus(), predictions)
        .forEach(
            (column, values) -> {
              for (int t = 0; t < tokens.size(); t++) {
                tokens.set(t, tokens.get(t).with(column, values.get(t).value()));
              }
            });
    return wider.withTokens(tokens);
  }

  /**
   * What is predicted for each token of a sentence that names no corpus, by the column's name. The
   * parts of a joined column are columns of their own.
   *
   * @param predictions one per token, by the decoder's name
   * @param tokens their number
   */
  List<Map<String, Prediction>> byColumn(Map<String, List<Prediction>> predictions, int tokens) {
    Map<Column, List<Prediction>> ofColumns = ofSentence(Optional.empty(), predictions);
    List<Map<String, Prediction>> ofTokens = new ArrayList<>();
    for (int t = 0; t < tokens; t++) {
      Map<String, Prediction> values = new LinkedHashMap<>();
      for (Map.Entry<Column, List<Prediction>> column : ofColumns.entrySet()) {
        put(values, column.getKey(), column.getValue().get(t));
      }
      ofTokens.add(values);
    }
    return ofTokens;
  }

  private static void put(Map<String, Prediction> values, Column column, Prediction prediction) {
    if (!column.joined()) {
      values.put(column.spec(), prediction);
      return;
    }
    List<String> parts = column.split(prediction.value());
    for (int i = 0; i < parts.size(); i++) {
      values.put(
          column.parts().get(i).spec(),
          new Prediction(parts.get(i), prediction.probability(), prediction.source()));
    }
  }
}
