package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A row is written until its end or its limit; rows that are written are left out. */
class WrittenStepsTest {
  private static final int END = 3;

  @Test
  void rowsGoOnUntilTheirEndOrTheirLimit() {
    WrittenSteps steps = new WrittenSteps(END, new int[] {5, 2, 5, 5, 5});
    steps.add(new long[] {7, 7, END, 7, 7});
    steps.add(new long[] {8, 8, 8, 8, END});
    assertThat(steps.complete()).isFalse();
    steps.add(new long[] {END, 9, 9, END, 9});
    assertThat(steps.complete()).isTrue();
    assertThat(steps.lines(0)).containsExactly(0, 5, 10);
    assertThat(steps.lines(1)).containsExactly(1, 6);
    assertThat(steps.lines(2)).containsExactly(2);
    assertThat(steps.symbols()).startsWith(7, 7, END, 7, 7, 8).hasSize(15);
  }

  @Test
  void aQuarterThatIsWrittenIsLeftOutInSixteens() {
    int[] limits = new int[40];
    Arrays.fill(limits, 9);
    WrittenSteps steps = new WrittenSteps(END, limits);
    steps.add(symbols(40, 0, 1, 2, 3, 4, 5, 6));
    assertThat(steps.narrowed()).as("33 are needed, which is 40").isEmpty();
    steps.add(symbols(40, 30, 31, 32, 33, 34, 35, 36, 37, 38));
    assertThat(steps.narrowed()).as("24 are needed, which is 32, more than 30").isEmpty();
    steps.add(symbols(40, 10, 11, 12, 13, 14, 15, 16, 17));
    int[] places = steps.narrowed().orElseThrow();
    assertThat(places).hasSize(16).contains(7, 8, 9, 18, 29, 39).doesNotContain(0, 1);
    steps.add(symbols(16));
    assertThat(steps.lines(39)).containsExactly(39, 79, 119, 135);
    assertThat(steps.lines(38)).containsExactly(38, 78);
    assertThat(steps.symbols()).hasSize(136);
  }

  @Test
  void fewRowsAllGoOn() {
    WrittenSteps steps = new WrittenSteps(END, new int[] {9, 9, 9});
    steps.add(new long[] {END, END, 5});
    assertThat(steps.narrowed()).isEmpty();
    steps.add(new long[] {5, END, END});
    assertThat(steps.complete()).isTrue();
    assertThat(steps.lines(0)).containsExactly(0);
    assertThat(steps.lines(2)).containsExactly(2, 5);
  }

  /** So many symbols, END at those places. */
  private static long[] symbols(int count, int... ends) {
    long[] symbols = new long[count];
    Arrays.fill(symbols, 5);
    for (int end : ends) {
      symbols[end] = END;
    }
    return symbols;
  }
}
