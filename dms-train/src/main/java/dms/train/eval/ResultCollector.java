package dms.train.eval;

import dms.core.component.Prediction;
import dms.core.component.SeenValues;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Keeps what an {@link Evaluator} counts: every token that counts, with what was predicted. A few
 * objects per token and decoder. Serves one thread.
 */
public final class ResultCollector {
  private final Predicate<String> knownForms;
  private final Map<String, SeenValues> seenValues;
  private final BiPredicate<Sentence, String> covers;
  private final Exclusions exclusions;

  /**
   * @param knownForms whether the training corpus has a form
   * @param seenValues which values a decoder met in training, by the name of those that tell it
   * @param covers whether a sentence is one of those that the decoder of a name is for
   * @param exclusions tokens that are left out
   */
  public ResultCollector(
      Predicate<String> knownForms,
      Map<String, SeenValues> seenValues,
      BiPredicate<Sentence, String> covers,
      Exclusions exclusions) {
    this.knownForms = knownForms;
    this.seenValues = Map.copyOf(seenValues);
    this.covers = covers;
    this.exclusions = exclusions;
  }

  /**
   * The results of one decoder.
   *
   * @param name of the row: that of the decoder, or of a view of it
   * @param decoder name of the decoder
   * @param column what it predicts
   * @param corpus all sentences in order
   * @param predicted one prediction per token of each sentence that it is for
   */
  public DecoderResults results(
      String name,
      String decoder,
      Column column,
      List<Sentence> corpus,
      Map<Sentence, List<Prediction>> predicted) {
    List<TokenResult> results = new ArrayList<>();
    SeenValues seen = seenValues.getOrDefault(decoder, value -> true);
    for (int s = 0; s < corpus.size(); s++) {
      Sentence sentence = corpus.get(s);
      if (covers.test(sentence, decoder)) {
        List<Prediction> ofSentence = predicted.get(sentence);
        for (int t = 0; t < sentence.size(); t++) {
          Token token = sentence.tokens().get(t);
          Optional<String> gold = exclusions.gold(token, column);
          if (gold.isPresent()) {
            Prediction prediction = ofSentence.get(t);
            boolean right = gold.get().equals(prediction.value());
            TokenOutcome outcome = new TokenOutcome(s, t, knownForms.test(token.form()), right);
            boolean unseen = !seen.seenInTraining(gold.get());
            results.add(new TokenResult(outcome, gold.get(), prediction, unseen));
          }
        }
      }
    }
    return new DecoderResults(name, seenValues.containsKey(decoder), results);
  }

  /**
   * The tokens that count for every decoder that their sentence has.
   *
   * @param corpus all sentences in order
   * @param decoders the results of each decoder, by its name
   */
  public List<TokenOutcome> all(List<Sentence> corpus, List<DecoderResults> decoders) {
    Map<Long, TokenOutcome> merged = new LinkedHashMap<>();
    Map<Long, Integer> counts = new LinkedHashMap<>();
    for (DecoderResults decoder : decoders) {
      for (TokenOutcome outcome : decoder.outcomes()) {
        long place = ((long) outcome.sentence() << Integer.SIZE) + outcome.token();
        merged.merge(place, outcome, (one, other) -> one.right() ? other : one);
        counts.merge(place, 1, Integer::sum);
      }
    }
    List<TokenOutcome> all = new ArrayList<>();
    merged.forEach(
        (place, outcome) -> {
          Sentence sentence = corpus.get(outcome.sentence());
          long asked = decoders.stream().filter(d -> covers.test(sentence, d.name())).count();
          if (counts.get(place) == asked) {
            all.add(outcome);
          }
        });
    return all;
  }
}
