package dms.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {
  @Test
  void seedsAreTheSameInEveryRun() {
    assertThat(Seeds.of(1)).isEqualTo(-7995527694508729151L);
    assertThat(Seeds.of(1, 2, 3)).isEqualTo(-994770047880916971L);
  }

  @Test
  void neighboursAndOrdersAndDepthsGetDifferentSeeds() {
    Set<Long> seeds = new HashSet<>();
    int expected = 0;
    for (long seed = -2; seed < 20; seed++) {
      seeds.add(Seeds.of(seed));
      expected++;
      for (long epoch = -2; epoch < 20; epoch++) {
        seeds.add(Seeds.of(seed, epoch));
        expected++;
        for (long step = -2; step < 200; step++) {
          seeds.add(Seeds.of(seed, epoch, step));
          expected++;
        }
      }
    }
    assertThat(seeds).hasSize(expected);
  }

  @Test
  void zerosAreNotASpecialCase() {
    assertThat(Set.of(Seeds.of(0), Seeds.of(0, 0), Seeds.of(0, 0, 0), 0L)).hasSize(4);
  }

  @Test
  void oneStepFurtherChangesAboutHalfOfTheBits() {
    long changed = 0;
    for (long step = 0; step < 1000; step++) {
      changed += Long.bitCount(Seeds.of(7, 3, step) ^ Seeds.of(7, 3, step + 1));
    }
    assertThat(changed / 1000.0).isBetween(31.0, 33.0);
  }
}
