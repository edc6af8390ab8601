package dms.components.layer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Rows of unlike length through which a recurrent layer goes step by step: as rows come longest
 * first, those that a step still has are the first ones. What a step reads or writes has a line for
 * each of its rows, step after step: shape (…, lines, dim). A step has a multiple of {@value
 * #MULTIPLE} rows, or all: a few are padding, since a product of each further number of rows is
 * another kernel that oneDNN generates and keeps.
 *
 * <p>States have a line for each row before the first step too, and are otherwise in the same
 * order: shape (…, rows + lines, dim).
 */
public final class PackedSteps {
  private static final int MULTIPLE = 16;

  private final int[] lengths;
  private final int[] counts;
  private final int[] offsets;

  /**
   * @param lengths steps of each row, longest first, none below 1
   * @throws IllegalArgumentException if a row is empty or longer than the one before it
   */
  public PackedSteps(int[] lengths) {
    this.lengths = lengths.clone();
    requireOrder(this.lengths);
    this.counts = new int[lengths[0]];
    this.offsets = new int[lengths[0] + 1];
    for (int row = 0; row < lengths.length; row++) {
      Arrays.fill(counts, 0, lengths[row], padded(row + 1, lengths.length));
    }
    Arrays.setAll(offsets, step -> step == 0 ? 0 : offsets[step - 1] + counts[step - 1]);
  }

  /**
   * How many rows to compute where so many are needed of all, since each further number of rows is
   * another kernel.
   */
  public static int padded(int needed, int all) {
    return Math.min(all, (needed + MULTIPLE - 1) / MULTIPLE * MULTIPLE);
  }

  private static void requireOrder(int[] lengths) {
    for (int row = 0; row < lengths.length; row++) {
      if (lengths[row] < 1 || (row > 0 && lengths[row] > lengths[row - 1])) {
        throw new IllegalArgumentException(
            "packed steps: row %d has %d steps; rows have at least 1 and come longest first"
                .formatted(row, lengths[row]));
      }
    }
    if (lengths.length == 0) {
      throw new IllegalArgumentException("packed steps: there are no rows");
    }
  }

  /** The order in which rows come longest first; those of the same length stay as they are. */
  public static int[] longestFirst(int[] lengths) {
    return IntStream.range(0, lengths.length)
        .boxed()
        .sorted((one, other) -> Integer.compare(lengths[other], lengths[one]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Number of rows. */
  public int rows() {
    return lengths.length;
  }

  /** Steps of the longest row. */
  public int steps() {
    return counts.length;
  }

  /** Lines of all steps. */
  public int lines() {
    return offsets[counts.length];
  }

  /** Number of steps of a row. */
  public int length(int row) {
    return lengths[row];
  }

  /** Whether a row has a step, which otherwise is padding. */
  public boolean has(int step, int row) {
    return step < lengths[row];
  }

  /** Rows that a step has, padding included. */
  public int count(int step) {
    return counts[step];
  }

  /** Lines before a step. */
  public int offset(int step) {
    return offsets[step];
  }

  /** The line of a row at a step. */
  public int line(int step, int row) {
    return offsets[step] + row;
  }

  /** The number of the row of each line. */
  public int[] rowOfLine() {
    int[] rows = new int[lines()];
    for (int step = 0; step < steps(); step++) {
      for (int row = 0; row < counts[step]; row++) {
        rows[line(step, row)] = row;
      }
    }
    return rows;
  }

  /** The line among the states from which each line's step starts. */
  int[] stateBefore() {
    int[] before = new int[lines()];
    for (int step = 0; step < steps(); step++) {
      for (int row = 0; row < counts[step]; row++) {
        before[line(step, row)] = firstBefore(step) + row;
      }
    }
    return before;
  }

  private int firstBefore(int step) {
    return step == 0 ? 0 : rows() + offsets[step - 1];
  }

  /** The lines of a step. */
  Tensor at(Tensor lines, int step) {
    return lines.narrow(-2, offsets[step], counts[step]);
  }

  /** The states that a step starts from. */
  Tensor before(Tensor states, int step) {
    return states.narrow(-2, firstBefore(step), counts[step]);
  }

  /** The states that a step ends with. */
  Tensor after(Tensor states, int step) {
    return states.narrow(-2, rows() + (long) offsets[step], counts[step]);
  }

  /** The states that steps end with, all in the order of the lines. */
  Tensor afterAll(Tensor states) {
    return states.narrow(-2, rows(), lines());
  }

  /** For all states what is known of the lines, and zero before the first step. */
  Tensor statesOf(Tensor lines) {
    long[] shape = lines.shape();
    shape[shape.length - 2] = rows();
    return torch.cat(new TensorVector(lines.new_zeros(shape), lines), -2);
  }
}
