package dms.components.decoder;

import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes lemmas with the scripts that score best among those that their forms are long enough for,
 * and that a lexicon agrees with, if there is one.
 */
final class LemmaChoice {
  private final Vocabulary vocabulary;
  private final List<EditScript> scripts;
  private final int tries;
  private final Optional<KnownLemmas> known;

  /**
   * @param vocabulary scripts as text
   * @param tries best scripts that are tried on a form before it is its own lemma
   * @throws IllegalArgumentException when a symbol is no script
   */
  LemmaChoice(Vocabulary vocabulary, int tries, Optional<KnownLemmas> known) {
    this.vocabulary = vocabulary;
    this.scripts =
        IntStream.range(0, vocabulary.size())
            .mapToObj(id -> EditScript.parse(vocabulary.symbol(id)))
            .toList();
    this.tries = Math.min(tries, scripts.size());
    this.known = known;
  }

  /**
   * Reads the scores of a batch.
   *
   * @param logits shape (batch, tokens, scripts)
   */
  Scored scored(Tensor logits) {
    Tensor rows = logits.view(-1, scripts.size());
    return new Scored(rows, Tensors.toLongs(rows.argmax(new LongOptional(1), false)));
  }

  /** The scores of a batch, as long as it is open. */
  final class Scored {
    private final Tensor rows;
    private final long[] best;

    private Scored(Tensor rows, long[] best) {
      this.rows = rows;
      this.best = best;
    }

    /** The lemma of a form at a position of (batch · tokens). */
    String lemma(String form, String tag, int position) {
      return likeliest(form, tag, position).orElseGet(() -> chosen(form, tag, position).value());
    }

    /** The same with probability and source, for all positions. */
    Predictions predictions() {
      float[] ofBest = Tensors.toFloats(rows.softmax(1).max(1, false).get0());
      return (form, tag, position) ->
          likeliest(form, tag, position)
              .map(lemma -> Prediction.ofLemma(lemma, ofBest[position], source(form, tag, lemma)))
              .orElseGet(() -> chosen(form, tag, position));
    }

    /** What the best script makes, if it will do: nearly always. */
    private Optional<String> likeliest(String form, String tag, int position) {
      return made((int) best[position], form)
          .filter(lemma -> known.filter(k -> k.contests(form, tag, lemma)).isEmpty());
    }

    /** Looks at the scores of all scripts. */
    private Prediction chosen(String form, String tag, int position) {
      return of(form, tag, Tensors.toFloats(rows.select(0, position).softmax(0)));
    }
  }

  /** Gives the prediction of a form with a tag at a position of (batch · tokens). */
  @FunctionalInterface
  interface Predictions {
    Prediction of(String form, String tag, int position);
  }

  private LemmaSource source(String form, String tag, String lemma) {
    return known.filter(k -> k.has(form, tag, lemma)).isPresent()
        ? LemmaSource.LEXICON
        : LemmaSource.EDIT_RULE;
  }

  private Prediction of(String form, String tag, float[] probabilities) {
    Prediction fitting = firstThatFits(form, probabilities);
    if (known.isEmpty()) {
      return fitting;
    }
    String lemma = fitting.value();
    double probability = fitting.probability().orElseThrow();
    if (known.get().has(form, tag, lemma)) {
      return Prediction.ofLemma(lemma, probability, LemmaSource.LEXICON);
    }
    return known.get().instead(form, tag, probability).stream()
        .map(other -> ofLexicon(form, other, probabilities))
        .max(Comparator.comparingDouble(other -> other.probability().orElseThrow()))
        .orElse(fitting);
  }

  private Prediction firstThatFits(String form, float[] probabilities) {
    double left = 1;
    boolean[] tried = new boolean[probabilities.length];
    for (int i = 0; i < tries; i++) {
      int id = best(probabilities, tried);
      Optional<String> lemma = made(id, form);
      if (lemma.isPresent()) {
        return Prediction.ofLemma(lemma.get(), probabilities[id], LemmaSource.EDIT_RULE);
      }
      tried[id] = true;
      left -= probabilities[id];
    }
    return Prediction.ofLemma(form, Math.max(left, Double.MIN_NORMAL), LemmaSource.COPY);
  }

  private static int best(float[] probabilities, boolean[] without) {
    int best = -1;
    for (int id = 0; id < probabilities.length; id++) {
      if (!without[id] && (best < 0 || probabilities[id] > probabilities[best])) {
        best = id;
      }
    }
    return best;
  }

  /** A lemma of the lexicon, with the probability of the script that would make it. */
  private Prediction ofLexicon(String form, String lemma, float[] probabilities) {
    OptionalInt script = vocabulary.find(EditScript.between(form, lemma).toString());
    double probability = script.isPresent() ? probabilities[script.getAsInt()] : 0;
    return Prediction.ofLemma(lemma, Math.max(probability, Double.MIN_NORMAL), LemmaSource.LEXICON);
  }

  /** What a script makes of a form; CoNLL-U would read a lone underscore as no lemma. */
  private Optional<String> made(int script, String form) {
    return scripts.get(script).apply(form).filter(lemma -> !lemma.equals("_") || form.equals("_"));
  }
}
