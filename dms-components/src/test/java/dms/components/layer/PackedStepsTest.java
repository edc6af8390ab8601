package dms.components.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of unlike length, step after step. */
class PackedStepsTest {
  @Test
  void fewRowsAreAllThereAtEachStep() {
    PackedSteps steps = new PackedSteps(new int[] {3, 1});
    assertThat(steps.steps()).isEqualTo(3);
    assertThat(steps.lines()).isEqualTo(6);
    assertThat(steps.rowOfLine()).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(steps.stateBefore()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(steps.has(1, 0)).isTrue();
    assertThat(steps.has(1, 1)).isFalse();
  }

  @Test
  void rowsThatHaveEndedAreLeftOutSixteenAtATime() {
    int[] lengths = new int[40];
    Arrays.fill(lengths, 2);
    Arrays.fill(lengths, 0, 17, 3);
    lengths[0] = 9;
    PackedSteps steps = new PackedSteps(lengths);
    assertThat(IntStream.range(0, 9).map(steps::count))
        .containsExactly(40, 40, 32, 16, 16, 16, 16, 16, 16);
    assertThat(steps.lines()).isEqualTo(40 + 40 + 32 + 6 * 16);
    assertThat(steps.line(2, 5)).isEqualTo(85);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 100})
  void everyStepOfEveryRowHasALineOfItsOwnAfterTheStateBeforeIt(int rows) {
    int[] lengths = IntStream.range(0, rows).map(row -> 1 + (rows - row) / 3).toArray();
    PackedSteps steps = new PackedSteps(lengths);
    int[] rowOfLine = steps.rowOfLine();
    int[] before = steps.stateBefore();
    for (int row = 0; row < rows; row++) {
      for (int step = 0; step < lengths[row]; step++) {
        int line = steps.line(step, row);
        int previous = step == 0 ? row : rows + steps.line(step - 1, row);
        assertThat(rowOfLine[line]).isEqualTo(row);
        assertThat(before[line]).isEqualTo(previous);
      }
    }
  }

  @Test
  void longestComeFirstAndTheOthersKeepTheirOrder() {
    assertThat(PackedSteps.longestFirst(new int[] {2, 5, 2, 7})).containsExactly(3, 1, 0, 2);
  }

  @Test
  void rowsOutOfOrderEmptyOnesAndNoneAreRefused() {
    assertThatThrownBy(() -> new PackedSteps(new int[] {2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 1 has 3 steps");
    assertThatThrownBy(() -> new PackedSteps(new int[] {2, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 1 has 0 steps");
    assertThatThrownBy(() -> new PackedSteps(new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no rows");
  }
}
