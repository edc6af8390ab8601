package dms.components.decoder;

import dms.components.encoder.FormCharacters;
import dms.core.tensor.Ids;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Rows of like length that are computed together, as plain arrays. */
final class LemmaGroup {
  private static final float MASKED = -1e9f;

  private final List<LemmaRows.Row> rows;
  private final FormCharacters forms;
  private final int maxCharacters;

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

  /** Steps of the longest target. */
  int maxSteps() {
    return rows.stream().mapToInt(LemmaGroup::steps).max().orElseThrow();
  }

  private static int steps(LemmaRows.Row row) {
    return row.key.target().orElseThrow().characters().length;
  }

  /** The targets, shape (steps, rows), {@link Targets#IGNORED} after the end. */
  Ids targets() {
    return shifted(0, Targets.IGNORED, Targets.IGNORED);
  }

  /** What is fed at each step in training: the target of the step before; shape (steps, rows). */
  Ids previous(int begin, int padding) {
    return shifted(1, begin, padding);
  }

  private Ids shifted(int shift, int first, int padding) {
    int steps = maxSteps();
    int[] ids = new int[steps * size()];
    Arrays.fill(ids, padding);
    for (int r = 0; r < size(); r++) {
      int[] characters = rows.get(r).key.target().orElseThrow().characters();
      for (int step = 0; step < steps && step - shift < characters.length; step++) {
        ids[step * size() + r] = step < shift ? first : characters[step - shift];
      }
    }
    return new Ids(ids, steps, size());
  }

  /** The number of tokens that each target stands for, shape (steps, rows). */
  float[] weights() {
    int steps = maxSteps();
    float[] weights = new float[steps * size()];
    for (int r = 0; r < size(); r++) {
      for (int step = 0; step < steps(rows.get(r)); step++) {
        weights[step * size() + r] = rows.get(r).tokens.size();
      }
    }
    return weights;
  }
}
