package dms.train;

import dms.core.batch.BatchPlanner;
import dms.core.batch.Mode;
import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.component.Prediction;
import dms.core.component.SeenValues;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.NativeScope;
import dms.train.eval.CorpusResults;
import dms.train.eval.DecoderResults;
import dms.train.eval.Evaluation;
import dms.train.eval.Evaluator;
import dms.train.eval.Exclusions;
import dms.train.eval.ResultCollector;
import dms.train.eval.SentenceScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Measures a model on sentences with gold values. */
public final class ModelEvaluation {
  /**
   * Added to the name of a decoder whose input was gold where it reads another decoder's output.
   */
  public static final String GOLD_TAGS = " (gold tags)";

  private static final int WINDOW = 4_000;
  private static final int MAX_SENTENCES = 1_000;

  private final EncodersDecoders model;
  private final Predicate<String> knownForms;
  private final BatchPlanner planner;
  private final Exclusions exclusions;
  private final CorpusScope scope;
  private final Set<String> scored;

  /**
   * @param knownForms whether a form was seen in training
   * @param batchTokens tokens of a batch, padding included
   * @param scope which decoders are scored on which sentences
   * @param scored names of the decoders that are scored at all; the others only feed them
   * @param exclusions tokens that are left out of the scores
   */
  public ModelEvaluation(
      EncodersDecoders model,
      Predicate<String> knownForms,
      int batchTokens,
      CorpusScope scope,
      Set<String> scored,
      Exclusions exclusions) {
    this.knownForms = knownForms;
    this.exclusions = exclusions;
    this.planner = new BatchPlanner(batchTokens, MAX_SENTENCES);
    this.scope = scope;
    this.scored = Set.copyOf(scored);
    this.model = masked(model);
  }

  /** The model, its decoders without targets in the sentences that are not their own. */
  private EncodersDecoders masked(EncodersDecoders whole) {
    List<Decoder> decoders = new ArrayList<>();
    for (Decoder decoder : whole.decoders()) {
      decoders.add(
          new StageDecoder(decoder, decoder.weight(), sentence -> hasTargets(sentence, decoder)));
    }
    // The parameters are the whole model's; there is nothing to be freed.
    NativeScope nothing = NativeScope.open();
    nothing.leave();
    return new EncodersDecoders(
        whole.encoders(), decoders, whole.parameters(), whole.device(), nothing);
  }

  /** One that is not scored need not find its column. */
  private boolean hasTargets(Sentence sentence, Decoder decoder) {
    return covers(sentence, decoder)
        && (scored.contains(decoder.name()) || sentence.has(decoder.column()));
  }

  /** Scores of every decoder as a user gets them: decoders read predictions. */
  public Evaluation evaluate(List<Sentence> sentences) {
    return withPredictions(sentences).evaluation();
  }

  /** The same, and again with gold tags for the decoders that read another one's output. */
  public Evaluation evaluateWithGoldTags(List<Sentence> sentences) {
    Evaluator evaluator = withPredictions(sentences);
    withGoldTags(
        sentences,
        (decoder, gold, predicted) ->
            evaluator.add(decoder.name() + GOLD_TAGS, decoder.column(), gold, predicted));
    return evaluator.evaluation();
  }

  /** What a decoder with gold inputs predicts for a sentence that it is for. */
  @FunctionalInterface
  private interface GoldTagsView {
    void add(Decoder decoder, Sentence gold, List<String> predicted);
  }

  private void withGoldTags(List<Sentence> sentences, GoldTagsView view) {
    List<Decoder> dependent = dependent();
    if (!dependent.isEmpty()) {
      forEachSentence(
          sentences,
          chosen -> model.predict(chosen, Mode.EVALUATION_WITH_GOLD_INPUTS),
          (gold, predicted) ->
              dependent.stream()
                  .filter(decoder -> covers(gold, decoder))
                  .forEach(decoder -> view.add(decoder, gold, predicted.get(decoder.name()))));
    }
  }

  /** Those whose scores with gold tags are told too. */
  private List<Decoder> dependent() {
    return scored().filter(this::readsAnotherDecoder).toList();
  }

  /**
   * The same scores with every token that counts in them, and with what the decoders know of their
   * predictions. Runs the model as often as {@link #evaluateWithGoldTags}, and holds the results of
   * all tokens.
   */
  public CorpusResults results(List<Sentence> sentences) {
    Evaluator evaluator = evaluator();
    Map<String, Map<Sentence, List<Prediction>>> predictions = new HashMap<>();
    this.<Prediction>forEachSentence(
        sentences,
        chosen -> model.analyze(chosen, Mode.EVALUATION),
        (gold, predicted) -> {
          evaluator.add(gold, values(predicted));
          predicted.forEach((name, ofSentence) -> keep(predictions, name, gold, ofSentence));
        });
    withGoldTags(
        sentences,
        (decoder, gold, predicted) -> {
          String view = decoder.name() + GOLD_TAGS;
          evaluator.add(view, decoder.column(), gold, predicted);
          keep(predictions, view, gold, predicted.stream().map(Prediction::of).toList());
        });
    return results(evaluator.evaluation(), sentences, predictions);
  }

  private CorpusResults results(
      Evaluation scores,
      List<Sentence> sentences,
      Map<String, Map<Sentence, List<Prediction>>> predictions) {
    ResultCollector collector =
        new ResultCollector(knownForms, seenValues(), this::covers, exclusions);
    BiFunction<Decoder, String, DecoderResults> row =
        (decoder, name) ->
            collector.results(
                name,
                decoder.name(),
                decoder.column(),
                sentences,
                predictions.getOrDefault(name, Map.of()));
    List<DecoderResults> decoders = scored().map(d -> row.apply(d, d.name())).toList();
    return new CorpusResults(
        scores,
        sentences,
        decoders,
        dependent().stream().map(d -> row.apply(d, d.name() + GOLD_TAGS)).toList(),
        collector.all(sentences, decoders));
  }

  private static Map<String, List<String>> values(Map<String, List<Prediction>> predicted) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    predicted.forEach(
        (name, ofSentence) ->
            values.put(name, ofSentence.stream().map(Prediction::value).toList()));
    return values;
  }

  /** Sentences are told apart by identity: a corpus may hold the same one twice. */
  private static void keep(
      Map<String, Map<Sentence, List<Prediction>>> predictions,
      String name,
      Sentence sentence,
      List<Prediction> predicted) {
    predictions.computeIfAbsent(name, n -> new IdentityHashMap<>()).put(sentence, predicted);
  }

  /** How many tokens of each sentence every decoder gets right, in the order of the sentences. */
  public SentenceScores sentenceScores(List<Sentence> sentences) {
    Map<Sentence, Map<String, List<String>>> predictions = new IdentityHashMap<>();
    forEachSentence(sentences, this::predict, predictions::put);
    return SentenceScores.of(
        columns(),
        this::covers,
        exclusions,
        sentences,
        sentences.stream().map(predictions::get).toList());
  }

  /** The column that each decoder predicts, by the decoder's name, in the order of the model. */
  Map<String, Column> columns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    scored().forEach(decoder -> columns.put(decoder.name(), decoder.column()));
    return columns;
  }

  /** Which values were met in training, by the name of each decoder that tells it. */
  private Map<String, SeenValues> seenValues() {
    Map<String, SeenValues> seen = new LinkedHashMap<>();
    scored()
        .forEach(
            decoder -> decoder.seenValues().ifPresent(values -> seen.put(decoder.name(), values)));
    return seen;
  }

  private Stream<Decoder> scored() {
    return model.decoders().stream().filter(decoder -> scored.contains(decoder.name()));
  }

  private boolean covers(Sentence sentence, Decoder decoder) {
    return scope.covers(sentence, decoder.name(), decoder.column());
  }

  private boolean covers(Sentence sentence, String decoder) {
    return scored().filter(d -> d.name().equals(decoder)).anyMatch(d -> covers(sentence, d));
  }

  /** An evaluator of what is scored, before anything is counted. */
  Evaluator evaluator() {
    return new Evaluator(columns(), knownForms, seenValues(), this::covers, exclusions);
  }

  private Evaluator withPredictions(List<Sentence> sentences) {
    Evaluator evaluator = evaluator();
    forEachSentence(sentences, this::predict, evaluator::add);
    return evaluator;
  }

  private boolean readsAnotherDecoder(Decoder decoder) {
    return model.decoders().stream()
        .flatMap(other -> other.writes().stream())
        .anyMatch(decoder.reads()::contains);
  }

  private Map<String, List<List<String>>> predict(List<Sentence> sentences) {
    return model.predict(sentences, Mode.EVALUATION);
  }

  private <T> void forEachSentence(
      List<Sentence> sentences,
      Function<List<Sentence>, Map<String, List<List<T>>>> predict,
      BiConsumer<Sentence, Map<String, List<T>>> work) {
    int[] lengths = sentences.stream().mapToInt(Sentence::size).toArray();
    for (int[] indices : planner.planInOrder(lengths, WINDOW)) {
      List<Sentence> chosen = Arrays.stream(indices).mapToObj(sentences::get).toList();
      Map<String, List<List<T>>> predicted = predict.apply(chosen);
      for (int i = 0; i < chosen.size(); i++) {
        Map<String, List<T>> ofSentence = new LinkedHashMap<>();
        for (var entry : predicted.entrySet()) {
          if (scored.contains(entry.getKey())) {
            ofSentence.put(entry.getKey(), entry.getValue().get(i));
          }
        }
        work.accept(chosen.get(i), ofSentence);
      }
    }
  }
}
