package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;

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
  void aQuarterThatIsWrittenIsLeftOut() {
    WrittenSteps steps = new WrittenSteps(END, new int[] {9, 9, 9, 9, 9, 9, 9, 9});
    steps.add(new long[] {5, END, 5, 5, 5, 5, 5, 5});
    assertThat(steps.narrowed()).isEmpty();
    steps.add(new long[] {5, 5, 5, END, 5, 5, 5, 5});
    assertThat(steps.narrowed().orElseThrow()).containsExactly(0, 2, 4, 5, 6, 7);
    steps.add(new long[] {5, 5, END, 5, 5, END});
    assertThat(steps.lines(4)).containsExactly(4, 12, 18);
    assertThat(steps.narrowed().orElseThrow()).containsExactly(0, 1, 3, 4);
    steps.add(new long[] {END, END, END, END});
    assertThat(steps.complete()).isTrue();
    assertThat(steps.lines(5)).containsExactly(5, 13, 19, 24);
  }
}
