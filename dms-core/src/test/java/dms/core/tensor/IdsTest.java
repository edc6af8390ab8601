package dms.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void valuesThatDoNotFillTheShapeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ids(new int[5], 2, 3))
        .withMessage("ids: shape [2, 3] holds 6 values, found 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ids(new int[0]))
        .withMessage("ids: shape [] holds 1 values, found 0");
  }

  @Test
  void shapeWithANegativeAxisIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ids(new int[2], -1, -2))
        .withMessage("ids: shape [-1, -2] holds 2 values, found 2");
  }

  @Test
  void scalarAndEmptyShapesAreFine() {
    assertThat(new Ids(new int[] {7}).shape()).isEmpty();
    assertThat(new Ids(new int[0], 0, 3).values()).isEmpty();
  }

  @Test
  void equalMeansSameValuesAndShape() {
    Ids ids = new Ids(new int[] {1, 2, 3, 4}, 2, 2);
    assertThat(ids)
        .isEqualTo(new Ids(new int[] {1, 2, 3, 4}, 2, 2))
        .hasSameHashCodeAs(new Ids(new int[] {1, 2, 3, 4}, 2, 2))
        .isNotEqualTo(new Ids(new int[] {1, 2, 3, 4}, 4))
        .isNotEqualTo(new Ids(new int[] {1, 2, 3, 5}, 2, 2))
        .hasToString("Ids[2, 2]");
  }
}
