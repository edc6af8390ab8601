package dms.components.encoder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Collects the vectors of a batch's forms, each once. The first row is zeros. */
final class DistinctRows {
  private static final int NO_VECTOR = PretrainedWordEncoder.ZEROS;

  private final int dim;
  private final Lookup lookup;
  private final Map<String, Integer> rowOfForm = new HashMap<>();
  private float[] values;
  private int count = 1;

  /** Where vectors are. */
  interface Lookup {
    /** Copies the vector of a form to a place in an array, if it has one. */
    boolean find(String form, float[] target, int offset);
  }

  DistinctRows(int dim, Lookup lookup) {
    this.dim = dim;
    this.lookup = lookup;
    this.values = new float[64 * dim];
  }

  /** The row of a form; the first one if it has no vector. */
  int row(String form) {
    return rowOfForm.computeIfAbsent(form, this::add);
  }

  private int add(String form) {
    int offset = count * dim;
    if (offset + dim > values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    return lookup.find(form, values, offset) ? count++ : NO_VECTOR;
  }

  VectorRows rows() {
    return new VectorRows(Arrays.copyOf(values, count * dim), dim);
  }
}
