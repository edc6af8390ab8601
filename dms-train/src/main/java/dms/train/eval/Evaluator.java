package dms.train.eval;

import dms.core.component.SeenValues;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Compares predictions with gold values, sentence by sentence, and holds nothing but counts. Only
 * tokens that have a gold value and are not left out count. Serves one thread.
 */
public final class Evaluator {
  private static final Set<String> RESERVED = Set.of(Evaluation.ALL, Metric.MEAN);

  private final Map<String, Column> columns;
  private final Predicate<String> knownForms;
  private final Map<String, SeenValues> seenValues;
  private final BiPredicate<Sentence, String> covers;
  private final Exclusions exclusions;
  private final Map<String, DecoderEvaluation> decoders = new LinkedHashMap<>();
  private final Map<String, DecoderEvaluation> views = new TreeMap<>();
  private DecoderEvaluation allCorrect = DecoderEvaluation.NONE;

  /** An evaluator of a model whose decoders do not tell which values they met in training. */
  public Evaluator(Map<String, Column> columns, Predicate<String> knownForms) {
    this(columns, knownForms, Map.of());
  }

  /**
   * An evaluator of a model.
   *
   * @param columns the column that each decoder predicts, by the decoder's name, in the order of
   *     the report
   * @param knownForms whether the training corpus has a form
   * @param seenValues which values a decoder met in training, by the name of those that tell it
   * @throws IllegalArgumentException when there is no decoder, or one is named {@code all} or
   *     {@code mean}
   */
  public Evaluator(
      Map<String, Column> columns,
      Predicate<String> knownForms,
      Map<String, SeenValues> seenValues) {
    this(columns, knownForms, seenValues, (sentence, decoder) -> true, Exclusions.NONE);
  }

  /**
   * An evaluator of a model whose decoders are not all for the same corpora. A decoder counts on
   * the sentences that it is for; {@code all} is about the decoders that a sentence has. Each row
   * has one more for every named corpus, such as {@code xpos (modern)}.
   *
   * @param covers whether a sentence is one of those that the decoder of a name is for
   * @param exclusions tokens that are left out
   * @throws IllegalArgumentException as {@link #Evaluator(Map, Predicate, Map)}
   */
  public Evaluator(
      Map<String, Column> columns,
      Predicate<String> knownForms,
      Map<String, SeenValues> seenValues,
      BiPredicate<Sentence, String> covers,
      Exclusions exclusions) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("evaluator: expected one decoder or more, found none");
    }
    columns.keySet().forEach(Evaluator::requireNotReserved);
    this.columns = new LinkedHashMap<>(columns);
    this.knownForms = knownForms;
    this.seenValues = Map.copyOf(seenValues);
    this.covers = covers;
    this.exclusions = exclusions;
    columns.keySet().forEach(name -> decoders.put(name, none(name)));
  }

  /**
   * Checks the name of a decoder, which can be done before there is a model.
   *
   * @throws IllegalArgumentException when it is {@code all} or {@code mean}
   */
  public static void requireNotReserved(String name) {
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "%s is the name of a row of the report; name the decoder otherwise".formatted(name));
    }
  }

  /**
   * Counts what all decoders predict for a sentence.
   *
   * @param gold the sentence with gold values
   * @param predictions one value per token, by the name of each decoder
   * @throws IllegalArgumentException when the decoders are others, or the number of values is
   *     another than that of tokens; nothing is counted then
   */
  public void add(Sentence gold, Map<String, List<String>> predictions) {
    if (!predictions.keySet().equals(columns.keySet())) {
      throw new IllegalArgumentException(
          "evaluator: %s: expected predictions of %s, found %s"
              .formatted(gold.source(), columns.keySet(), predictions.keySet()));
    }
    predictions.forEach((name, predicted) -> requireOnePerToken(name, gold, predicted));
    Map<String, Column> counted = new LinkedHashMap<>(columns);
    counted.keySet().removeIf(name -> !covers.test(gold, name));
    counted.forEach(
        (name, column) -> {
          DecoderEvaluation counts = count(name, column, gold, predictions.get(name));
          decoders.merge(name, counts, DecoderEvaluation::plus);
          viewOf(gold, name).ifPresent(view -> views.merge(view, counts, DecoderEvaluation::plus));
        });
    if (!counted.isEmpty()) {
      DecoderEvaluation all = allCorrect(gold, counted, predictions);
      allCorrect = allCorrect.plus(all);
      viewOf(gold, Evaluation.ALL)
          .ifPresent(view -> views.merge(view, all, DecoderEvaluation::plus));
    }
  }

  /** Name of a row of the sentence's corpus alone. */
  private static Optional<String> viewOf(Sentence gold, String row) {
    return gold.corpus().map(corpus -> row + " (" + corpus + ")");
  }

  /**
   * Counts another view of a decoder, such as {@code lemma (gold tags)}, which has a row of its own
   * and no part in {@code all} and {@code mean}.
   *
   * @param view name of the row
   * @param column what is predicted
   * @param gold the sentence with gold values
   * @param predicted one value per token
   * @throws IllegalArgumentException when the name is that of a decoder, or the number of values is
   *     another than that of tokens
   */
  public void add(String view, Column column, Sentence gold, List<String> predicted) {
    requireNotReserved(view);
    if (columns.containsKey(view)) {
      throw new IllegalArgumentException(
          "evaluator: %s is a decoder; name the view otherwise, as in \"%s (gold tags)\""
              .formatted(view, view));
    }
    requireOnePerToken(view, gold, predicted);
    views.merge(view, count(view, column, gold, predicted), DecoderEvaluation::plus);
  }

  private static void requireOnePerToken(String name, Sentence gold, List<String> predicted) {
    if (predicted.size() != gold.size()) {
      throw new IllegalArgumentException(
          "evaluator: %s: expected %d values of %s, found %d"
              .formatted(gold.source(), gold.size(), name, predicted.size()));
    }
  }

  private DecoderEvaluation count(
      String name, Column column, Sentence gold, List<String> predicted) {
    DecoderEvaluation row = none(name);
    for (int i = 0; i < gold.size(); i++) {
      Token token = gold.tokens().get(i);
      Optional<Boolean> right = isRight(token, column, predicted.get(i));
      row = plus(row, token, right);
      if (right.isPresent() && isUnseen(name, token.value(column).orElseThrow())) {
        row = row.plusUnseen(right.get());
      }
    }
    return row;
  }

  /** Of no token: a decoder that tells which values it met has a figure for the others. */
  private DecoderEvaluation none(String name) {
    return seenValues.containsKey(name) ? DecoderEvaluation.NONE_UNSEEN : DecoderEvaluation.NONE;
  }

  private boolean isUnseen(String name, String gold) {
    SeenValues seen = seenValues.get(name);
    return seen != null && !seen.seenInTraining(gold);
  }

  private DecoderEvaluation plus(DecoderEvaluation row, Token token, Optional<Boolean> right) {
    return right
        .map(isRight -> row.plus(knownForms.test(token.form()), isRight))
        .orElseGet(row::plusWithoutGold);
  }

  private Optional<Boolean> isRight(Token token, Column column, String predicted) {
    return exclusions.gold(token, column).map(predicted::equals);
  }

  private DecoderEvaluation allCorrect(
      Sentence gold, Map<String, Column> counted, Map<String, List<String>> predictions) {
    DecoderEvaluation all = DecoderEvaluation.NONE;
    for (int i = 0; i < gold.size(); i++) {
      Token token = gold.tokens().get(i);
      int index = i;
      List<Optional<Boolean>> right =
          counted.keySet().stream()
              .map(name -> isRight(token, counted.get(name), predictions.get(name).get(index)))
              .toList();
      Optional<Boolean> every =
          right.stream().allMatch(Optional::isPresent)
              ? Optional.of(right.stream().allMatch(Optional::get))
              : Optional.empty();
      all = plus(all, token, every);
    }
    return all;
  }

  /** What was counted so far. */
  public Evaluation evaluation() {
    return new Evaluation(decoders, views, allCorrect);
  }
}
