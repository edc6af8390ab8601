package dms.train.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws of cutting the gradients, on seeded random layouts. */
class BucketsTest {
  private static final long TARGET = 1000;

  @Test
  void bucketsCoverTheBufferFromItsEndWithoutGap() {
    Random random = new Random(1);
    for (int trial = 0; trial < 200; trial++) {
      List<Long> offsets = new ArrayList<>();
      long length = 0;
      for (int p = 0; p <= random.nextInt(40); p++) {
        offsets.add(length);
        length += 1 + random.nextInt(900);
      }
      length += random.nextInt(1024);
      Buckets buckets = Buckets.cut(offsets, length, TARGET);
      long end = length;
      int parameters = 0;
      for (Buckets.Bucket bucket : buckets.all()) {
        assertThat(bucket.offset() + bucket.length()).isEqualTo(end);
        assertThat(bucket.length() >= TARGET || bucket.offset() == 0).isTrue();
        end = bucket.offset();
        parameters += bucket.parameters();
      }
      assertThat(end).isZero();
      assertThat(parameters).isEqualTo(offsets.size());
    }
  }

  @Test
  void aParameterIsInTheBucketThatHoldsIt() {
    Buckets buckets = Buckets.cut(List.of(0L, 600L, 1200L, 1300L), 2048, TARGET);
    assertThat(buckets.all())
        .containsExactly(new Buckets.Bucket(600, 1448, 3), new Buckets.Bucket(0, 600, 1));
    assertThat(buckets.numbers())
        .containsEntry(0L, 1)
        .containsEntry(600L, 0)
        .containsEntry(1200L, 0)
        .containsEntry(1300L, 0);
  }
}
