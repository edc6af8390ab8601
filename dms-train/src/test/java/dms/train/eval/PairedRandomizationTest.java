package dms.train.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PairedRandomizationTest {
  @Test
  void allDifferencesOfOneSignAreReachedByTwoPatternsOnly() {
    assertThat(PairedRandomization.probability(.1, .2, .3)).isEqualTo(2.0 / 8);
    assertThat(PairedRandomization.probability(-.1, -.1, -.1, -.1)).isEqualTo(2.0 / 16);
    assertThat(PairedRandomization.probability(.5)).isEqualTo(1);
  }

  /** Sums of ±1 ±2 ±3: 6, 4, 2, 0 and their negatives; |4| or more are 4 of 8. */
  @Test
  void mixedSignsAreCountedExactly() {
    assertThat(PairedRandomization.probability(-1, 2, 3)).isEqualTo(4.0 / 8);
    assertThat(PairedRandomization.probability(1, 2, -3)).isEqualTo(1);
    assertThat(PairedRandomization.probability(0, 0)).isEqualTo(1);
  }

  @Test
  void manyDifferencesAreSampled() {
    double[] differences = new double[20];
    Arrays.fill(differences, 0, 15, 1);
    Arrays.fill(differences, 15, 20, -1);
    // Binomial: at least 15 of 20 on one side, twice 0.0207.
    assertThat(PairedRandomization.probability(differences))
        .isCloseTo(0.0414, Offset.offset(0.003));
  }

  @Test
  void nothingToCompareIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(PairedRandomization::probability);
  }
}
