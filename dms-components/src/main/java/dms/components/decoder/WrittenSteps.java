package dms.components.decoder;

import dms.components.layer.PackedSteps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which rows of a group each step wrote a character for, and which. A row is written until it has
 * ended or is as long as it may be; as soon as a quarter of the rows are, only the others go on.
 *
 * <p>A line is one row at one step, step after step.
 */
final class WrittenSteps {
  private final int end;
  private final int[] limits;
  private final List<List<Integer>> lines = new ArrayList<>();
  private final List<long[]> symbols = new ArrayList<>();
  private final BitSet done = new BitSet();
  private int[] going;
  private int count;

  /**
   * @param end id of the symbol that ends a lemma
   * @param limits steps that each row may take
   */
  WrittenSteps(int end, int[] limits) {
    this.end = end;
    this.limits = limits.clone();
    this.going = IntStream.range(0, limits.length).toArray();
    IntStream.range(0, limits.length).forEach(row -> lines.add(new ArrayList<>()));
  }

  /** Adds what a step chose for each of the rows that go on. */
  void add(long[] chosen) {
    symbols.add(chosen.clone());
    for (int i = 0; i < going.length; i++) {
      int row = going[i];
      if (!done.get(row)) {
        lines.get(row).add(count + i);
        done.set(row, chosen[i] == end || symbols.size() == limits[row]);
      }
    }
    count += going.length;
  }

  /** Whether all rows are written. */
  boolean complete() {
    return done.cardinality() == limits.length;
  }

  /**
   * Leaves out rows that are written, if they are a quarter or more; a few stay as padding.
   *
   * @return the places among the rows of the last step of those that go on; empty where all do
   */
  Optional<int[]> narrowed() {
    int[] needed = places(false);
    int count = PackedSteps.padded(needed.length, going.length);
    if (4 * count > 3 * going.length) {
      return Optional.empty();
    }
    int[] places =
        IntStream.concat(
                IntStream.of(needed), IntStream.of(places(true)).limit(count - needed.length))
            .sorted()
            .toArray();
    going = IntStream.of(places).map(place -> going[place]).toArray();
    return Optional.of(places);
  }

  private int[] places(boolean written) {
    return IntStream.range(0, going.length)
        .filter(place -> done.get(going[place]) == written)
        .toArray();
  }

  /** The symbols of all lines, those after a row's last included. */
  long[] symbols() {
    return symbols.stream().flatMapToLong(Arrays::stream).toArray();
  }

  /** The lines of a row, up to its end or its limit. */
  List<Integer> lines(int row) {
    return lines.get(row);
  }
}
