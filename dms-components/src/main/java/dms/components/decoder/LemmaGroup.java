package dms.components.decoder;

import dms.components.encoder.FormCharacters;
import dms.components.layer.PackedSteps;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

/** Rows of like length that are computed together, as plain arrays. */
final class LemmaGroup {
  private static final float MASKED = -1e9f;

  private final List<LemmaRows.Row> rows;
  private final FormCharacters forms;
  private final int maxCharacters;

  /**
   * @param rows in training those with the longest target first
   */
  LemmaGroup(List<LemmaRows.Row> rows, FormCharacters forms) {
    this.rows = List.copyOf(rows);
    this.forms = forms;
    this.maxCharacters =
        rows.stream().mapToInt(row -> forms.lengths()[row.key.form()]).max().orElseThrow();
  }

  int size() {
    return rows.size();
  }

  /** Characters of the longest form. */
  int maxCharacters() {
    return maxCharacters;
  }

  List<LemmaRows.Row> rows() {
    return rows;
  }

  int[] forms() {
    return of(row -> row.key.form());
  }

  int[] tags() {
    return of(row -> row.key.tag());
  }

  int[] positions() {
    return of(row -> row.key.position());
  }

  private int[] of(ToIntFunction<LemmaRows.Row> value) {
    return rows.stream().mapToInt(value).toArray();
  }

  /** Zero for a character, a large negative number for padding; shape (rows, maxCharacters). */
  float[] mask() {
    float[] mask = new float[size() * maxCharacters];
    for (int r = 0; r < size(); r++) {
      int length = forms.lengths()[rows.get(r).key.form()];
      Arrays.fill(mask, r * maxCharacters + length, (r + 1) * maxCharacters, MASKED);
    }
    return mask;
  }

  /** Steps that each row may take in writing; maxExtra more than its form has characters. */
  int[] limits(int maxExtra) {
    return of(row -> forms.lengths()[row.key.form()] + maxExtra);
  }

  /** One for each character of a target, and its end. */
  PackedSteps steps() {
    return new PackedSteps(of(row -> target(row).length));
  }

  private static int[] target(LemmaRows.Row row) {
    return row.key.target().orElseThrow().characters();
  }

  /** The targets, {@link Targets#IGNORED} for padding; shape (lines). */
  int[] targets(PackedSteps steps) {
    return ofLines(steps, Targets.IGNORED, (row, step) -> target(row)[step]);
  }

  /** What is fed at each step in training: the target of the step before; shape (lines). */
  int[] previous(PackedSteps steps, int begin, int padding) {
    return ofLines(steps, padding, (row, step) -> step == 0 ? begin : target(row)[step - 1]);
  }

  /** The number of tokens that each target stands for, shape (lines). */
  float[] weights(PackedSteps steps) {
    int[] tokens = ofLines(steps, 0, (row, step) -> row.tokens.size());
    float[] weights = new float[tokens.length];
    for (int line = 0; line < weights.length; line++) {
      weights[line] = tokens[line];
    }
    return weights;
  }

  private int[] ofLines(
      PackedSteps steps, int padding, ToIntBiFunction<LemmaRows.Row, Integer> value) {
    int[] lines = new int[steps.lines()];
    for (int step = 0; step < steps.steps(); step++) {
      for (int row = 0; row < steps.count(step); row++) {
        int line = steps.line(step, row);
        lines[line] = steps.has(step, row) ? value.applyAsInt(rows.get(row), step) : padding;
      }
    }
    return lines;
  }
}
