package dms.components.decoder;

import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes lemmas with the scripts that score best among those that their forms are long enough for.
 */
final class LemmaChoice {
  private final List<EditScript> scripts;
  private final int tries;

  /**
   * @param vocabulary scripts as text
   * @param tries best scripts that are tried on a form before it is its own lemma
   * @throws IllegalArgumentException when a symbol is no script
   */
  LemmaChoice(Vocabulary vocabulary, int tries) {
    this.scripts =
        IntStream.range(0, vocabulary.size())
            .mapToObj(id -> EditScript.parse(vocabulary.symbol(id)))
            .toList();
    this.tries = Math.min(tries, scripts.size());
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
    String lemma(String form, int position) {
      // Nearly always the best script fits; only where it does not, the others are looked at.
      return made((int) best[position], form)
          .orElseGet(() -> firstThatFits(form, Tensors.toFloats(rows.select(0, position))).value());
    }

    /** The lemma of every position's form with probability and source; empty for padding. */
    List<Prediction> predictions(List<String> forms) {
      float[] top = Tensors.toFloats(rows.softmax(1).max(1, false).get0());
      return IntStream.range(0, forms.size())
          .mapToObj(position -> prediction(forms.get(position), position, top[position]))
          .toList();
    }

    private Prediction prediction(String form, int position, float probability) {
      return made((int) best[position], form)
          .map(lemma -> Prediction.ofLemma(lemma, probability, LemmaSource.EDIT_RULE))
          .orElseGet(() -> firstThatFits(form, Tensors.toFloats(rows.select(0, position))));
    }
  }

  private Prediction firstThatFits(String form, float[] scores) {
    double[] probabilities = softmax(scores);
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(id -> -probabilities[id]))
            .mapToInt(id -> id)
            .limit(tries)
            .toArray();
    double left = 1;
    for (int id : order) {
      Optional<String> lemma = made(id, form);
      if (lemma.isPresent()) {
        return Prediction.ofLemma(lemma.get(), probabilities[id], LemmaSource.EDIT_RULE);
      }
      left -= probabilities[id];
    }
    return Prediction.ofLemma(form, Math.max(left, Double.MIN_NORMAL), LemmaSource.COPY);
  }

  /** What a script makes of a form; CoNLL-U would read a lone underscore as no lemma. */
  private Optional<String> made(int script, String form) {
    return scripts.get(script).apply(form).filter(lemma -> !lemma.equals("_") || form.equals("_"));
  }

  private static double[] softmax(float[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (float score : scores) {
      max = Math.max(max, score);
    }
    double[] probabilities = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = Math.exp(scores[i] - max);
      sum += probabilities[i];
    }
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }
}
