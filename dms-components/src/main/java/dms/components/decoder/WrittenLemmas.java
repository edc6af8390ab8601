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
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * The lemmas that were written for a batch, and what their characters were chosen by. A lemma that
 * did not end within its own limit is the form.
 */
final class WrittenLemmas {
  private final List<Group> groups;
  private final FormCharacters forms;
  private final int end;
  private final Vocabulary vocabulary;
  private final int positions;
  private final List<String> lemmas;

  /**
   * Rows that were written together.
   *
   * @param rows one for each lemma
   * @param steps what was written
   * @param scores of all characters, shape (lines, symbols)
   */
  record Group(LemmaGroup rows, WrittenSteps steps, Tensor scores) {}

  /**
   * @param forms of the batch
   * @param positions number of them in (batch · tokens)
   */
  WrittenLemmas(List<Group> groups, FormCharacters forms, Vocabulary vocabulary, int positions) {
    this.groups = List.copyOf(groups);
    this.forms = forms;
    this.end = vocabulary.reserved(Vocabulary.END);
    this.vocabulary = vocabulary;
    this.positions = positions;
    this.lemmas = new ArrayList<>(Collections.nCopies(positions, ""));
    for (Group group : this.groups) {
      long[] symbols = group.steps().symbols();
      spread(group, row -> lemma(group, symbols, row), lemmas);
    }
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
      long[] symbols = group.steps().symbols();
      float[] logs = logProbabilities(group, symbols);
      spread(group, row -> prediction(group, symbols, logs, row), predictions);
    }
    return predictions;
  }

  private static <T> void spread(Group group, IntFunction<T> ofRow, List<T> ofPosition) {
    for (int row = 0; row < group.rows().size(); row++) {
      T value = ofRow.apply(row);
      group.rows().rows().get(row).tokens.forEach(position -> ofPosition.set(position, value));
    }
  }

  private String lemma(Group group, long[] symbols, int row) {
    List<Integer> lines = group.steps().lines(row);
    int last = lines.size() - 1;
    if (symbols[lines.get(last)] != end) {
      return forms.forms().get(group.rows().rows().get(row).key.form());
    }
    StringBuilder lemma = new StringBuilder();
    for (int line : lines.subList(0, last)) {
      lemma.append(vocabulary.symbol((int) symbols[line]));
    }
    return lemma.toString();
  }

  private Prediction prediction(Group group, long[] symbols, float[] logs, int row) {
    List<Integer> lines = group.steps().lines(row);
    double sum = lines.stream().mapToDouble(line -> logs[line]).sum();
    // That of a very long lemma is too small for a double, but none is impossible.
    double probability = Math.max(Double.MIN_NORMAL, Math.exp(sum));
    boolean ended = symbols[lines.get(lines.size() - 1)] == end;
    LemmaSource source = ended ? LemmaSource.NEURAL : LemmaSource.COPY;
    return Prediction.ofLemma(lemma(group, symbols, row), probability, source);
  }

  private static float[] logProbabilities(Group group, long[] symbols) {
    float[] logs = new float[symbols.length];
    NativeScope.within(
        () -> {
          Tensor chosen = Tensors.of(symbols, ComputeDevice.of(group.scores()));
          float[] found = Probabilities.logOf(group.scores(), chosen);
          System.arraycopy(found, 0, logs, 0, logs.length);
        });
    return logs;
  }
}
