package dms.hub;

import dms.core.component.Decoder;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.ArrayList;
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

  /** All decoders, those that are for the corpus after the others. */
  private List<Decoder> decodersFor(Optional<String> named) {
    List<String> own = named.or(() -> corpus).map(ofCorpora::get).orElse(List.of());
    return decoders.stream()
        .sorted(Comparator.comparing(decoder -> own.contains(decoder.name())))
        .toList();
  }

  /**
   * The sentence with its columns set.
   *
   * @param predictions one per token, by the decoder's name
   */
  Sentence set(Sentence sentence, Map<String, List<Prediction>> predictions) {
    Sentence wider = sentence.withColumns(columns);
    List<Token> tokens = new ArrayList<>(wider.tokens());
    for (Decoder decoder : decodersFor(sentence.corpus())) {
      List<Prediction> values = predictions.get(decoder.name());
      for (int t = 0; t < tokens.size(); t++) {
        tokens.set(t, tokens.get(t).with(decoder.column(), values.get(t).value()));
      }
    }
    return wider.withTokens(tokens);
  }

  /**
   * What is predicted for each token of a sentence of the corpus, by the column's name. The parts
   * of a joined column are columns of their own.
   *
   * @param predictions one per token, by the decoder's name
   * @param tokens their number
   */
  List<Map<String, Prediction>> byColumn(Map<String, List<Prediction>> predictions, int tokens) {
    List<Map<String, Prediction>> ofTokens = new ArrayList<>();
    List<Decoder> ordered = decodersFor(corpus);
    for (int t = 0; t < tokens; t++) {
      Map<String, Prediction> values = new LinkedHashMap<>();
      for (Decoder decoder : ordered) {
        put(values, decoder.column(), predictions.get(decoder.name()).get(t));
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
