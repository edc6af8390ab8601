package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dms.components.encoder.FormCharacters;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Symbols and scores, written by hand, as lemmas with probability and source. */
class WrittenLemmasTest {
  /** Their ids are 0 to 5. */
  private static final Vocabulary SYMBOLS =
      Vocabulary.of(
          List.of(Vocabulary.PADDING, Vocabulary.UNKNOWN, Vocabulary.BEGIN, Vocabulary.END),
          List.of("a", "b"));

  @Test
  void probabilityIsTheProductOfTheCharactersUpToTheEnd() {
    assertPredictions(
        new long[][] {{5, 4}, {3, 4}, {4, 4}},
        Prediction.ofLemma("b", 0.5 * 0.25, LemmaSource.NEURAL),
        Prediction.ofLemma("ab", 0.8 * 0.8 * 0.8, LemmaSource.COPY));
  }

  /** The first of two rows ended and the second did not; what follows an end does not count. */
  private static void assertPredictions(long[][] symbols, Prediction... expected) {
    Batch batch = new Batch(List.of(Sentence.ofForms(List.of("ba", "ab"))), Mode.INFERENCE, 0);
    FormCharacters forms = FormCharacters.of(batch, SYMBOLS, 10);
    LemmaGroup rows =
        LemmaRows.of(batch, forms, Optional.empty(), false, Optional.empty()).groups(10).get(0);
    NativeScope.within(
        () -> {
          List<Tensor> scores =
              List.of(
                  scores(row(5, 0.5), row(4, 0.8)),
                  scores(row(3, 0.25), row(4, 0.8)),
                  scores(row(4, 0.01), row(4, 0.8)));
          WrittenLemmas written =
              new WrittenLemmas(
                  List.of(new WrittenLemmas.Group(rows, steps(symbols, 3), joined(scores))),
                  forms,
                  SYMBOLS,
                  2);
          List<Prediction> predictions = written.predictions();
          for (int i = 0; i < expected.length; i++) {
            assertThat(predictions.get(i).value()).isEqualTo(expected[i].value());
            assertThat(predictions.get(i).source()).isEqualTo(expected[i].source());
            assertThat(predictions.get(i).probability().orElseThrow())
                .isCloseTo(expected[i].probability().orElseThrow(), within(1e-6));
          }
          assertThat(written.lemmas())
              .isEqualTo(predictions.stream().map(Prediction::value).toList());
        });
  }

  /** Scores that give one symbol that probability, and the others what is left. */
  private static double[] row(int symbol, double probability) {
    double[] scores = new double[SYMBOLS.size()];
    Arrays.fill(scores, Math.log((1 - probability) / (scores.length - 1)));
    scores[symbol] = Math.log(probability);
    return scores;
  }

  private static Tensor scores(double[] first, double[] second) {
    float[] scores = new float[2 * SYMBOLS.size()];
    for (int i = 0; i < SYMBOLS.size(); i++) {
      scores[i] = (float) first[i];
      scores[SYMBOLS.size() + i] = (float) second[i];
    }
    return Tensors.of(scores, ComputeDevice.cpu(), 2, SYMBOLS.size());
  }

  private static WrittenSteps steps(long[][] symbols, int limit) {
    WrittenSteps steps = new WrittenSteps(3, new int[] {limit, limit});
    for (long[] chosen : symbols) {
      steps.add(chosen);
    }
    return steps;
  }

  private static Tensor joined(List<Tensor> steps) {
    return Tensors.concat(0, steps.toArray(Tensor[]::new));
  }

  @Test
  void lemmaTooUnlikelyForADoubleIsStillPossible() {
    double[] unlikely = row(4, 1e-300);
    unlikely[4] = -1e5;
    NativeScope.within(
        () -> {
          Tensor scores = scores(unlikely, unlikely);
          Batch batch = new Batch(List.of(Sentence.ofForms(List.of("a", "b"))), Mode.INFERENCE, 0);
          FormCharacters forms = FormCharacters.of(batch, SYMBOLS, 10);
          LemmaGroup rows =
              LemmaRows.of(batch, forms, Optional.empty(), false, Optional.empty())
                  .groups(10)
                  .get(0);
          WrittenLemmas.Group group =
              new WrittenLemmas.Group(rows, steps(new long[][] {{4, 4}}, 1), scores);
          assertThat(
                  new WrittenLemmas(List.of(group), forms, SYMBOLS, 2)
                      .predictions()
                      .get(0)
                      .probability()
                      .orElseThrow())
              .isPositive();
        });
  }
}
