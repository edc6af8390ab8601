package dms.components.decoder;

import dms.components.encoder.FormCharacters;
import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * The lemmas that were written for a batch, and what their characters were chosen by. A lemma that
 * did not end within its own limit, whatever its group's, is the form.
 */
final class WrittenLemmas {
  private final List<Group> groups;
  private final FormCharacters forms;
  private final int end;
  private final Vocabulary vocabulary;
  private final int maxExtra;
  private final int positions;
  private final List<String> lemmas;

  /**
   * Rows that were written together.
   *
   * @param rows one for each lemma
   * @param symbols ids of the characters, shape (steps, rows) in row-major order
   * @param scores of all characters at each step, shape (steps, rows, symbols)
   */
  record Group(LemmaGroup rows, long[] symbols, Tensor scores) {
    private int steps() {
      return symbols.length / rows.size();
    }

    private int index(int step, int row) {
      return step * rows.size() + row;
    }
  }

  /**
   * @param forms of the batch
   * @param maxExtra characters that a lemma may have more than its form
   * @param positions number of them in (batch · tokens)
   */
  WrittenLemmas(
      List<Group> groups,
      FormCharacters forms,
      Vocabulary vocabulary,
      int maxExtra,
      int positions) {
    this.groups = List.copyOf(groups);
    this.forms = forms;
    this.end = vocabulary.reserved(Vocabulary.END);
    this.vocabulary = vocabulary;
    this.maxExtra = maxExtra;
    this.positions = positions;
    this.lemmas = new ArrayList<>(Collections.nCopies(positions, ""));
    this.groups.forEach(group -> spread(group, this::lemma, lemmas));
  }

  /** The lemma of each position of (batch · tokens); empty for padding. */
  List<String> lemmas() {
    return Collections.unmodifiableList(lemmas);
  }

  /** The same with probability and source. */
  List<Prediction> predictions() {
    List<Prediction> predictions =
        new ArrayList<>(Collections.nCopies(positions, Prediction.of("")));
    for (Group group : groups) {
      float[] logs = logProbabilities(group);
      spread(group, (any, row) -> prediction(group, row, logs), predictions);
    }
    return predictions;
  }

  private static <T> void spread(
      Group group, BiFunction<Group, Integer, T> ofRow, List<T> ofPosition) {
    for (int row = 0; row < group.rows().size(); row++) {
      T value = ofRow.apply(group, row);
      group.rows().rows().get(row).tokens.forEach(position -> ofPosition.set(position, value));
    }
  }

  private String lemma(Group group, int row) {
    if (!hasEnded(group, row)) {
      return forms.forms().get(form(group, row));
    }
    StringBuilder lemma = new StringBuilder();
    for (int step = 0; step < steps(group, row) - 1; step++) {
      lemma.append(vocabulary.symbol((int) group.symbols()[group.index(step, row)]));
    }
    return lemma.toString();
  }

  private Prediction prediction(Group group, int row, float[] logs) {
    double sum = 0;
    for (int step = 0; step < steps(group, row); step++) {
      sum += logs[group.index(step, row)];
    }
    // That of a very long lemma is too small for a double, but none is impossible.
    double probability = Math.max(Double.MIN_NORMAL, Math.exp(sum));
    LemmaSource source = hasEnded(group, row) ? LemmaSource.NEURAL : LemmaSource.COPY;
    return Prediction.ofLemma(lemma(group, row), probability, source);
  }

  private static float[] logProbabilities(Group group) {
    float[] logs = new float[group.symbols().length];
    NativeScope.within(
        () -> {
          Tensor chosen = Tensors.of(group.symbols(), ComputeDevice.of(group.scores()));
          float[] found =
              Probabilities.logOf(group.scores(), chosen.view(group.steps(), group.rows().size()));
          System.arraycopy(found, 0, logs, 0, logs.length);
        });
    return logs;
  }

  private boolean hasEnded(Group group, int row) {
    return group.symbols()[group.index(steps(group, row) - 1, row)] == end;
  }

  /** Number of a row's characters up to its end and with it, or to its limit. */
  private int steps(Group group, int row) {
    int limit = Math.min(group.steps(), forms.lengths()[form(group, row)] + maxExtra);
    int steps = 1;
    while (steps < limit && group.symbols()[group.index(steps - 1, row)] != end) {
      steps++;
    }
    return steps;
  }

  private static int form(Group group, int row) {
    return group.rows().rows().get(row).key.form();
  }
}
