package dms.train.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Stretches of the flat gradients that are added up in one piece each, the last first: backward
 * goes through the components from the decoders to the first encoder, as the buffer has them from
 * the end to the beginning.
 */
final class Buckets {
  /**
   * A stretch.
   *
   * @param offset number of floats before it
   * @param length number of floats
   * @param parameters number of parameters that begin in it
   */
  record Bucket(long offset, long length, int parameters) {}

  private final List<Bucket> buckets;
  private final NavigableMap<Long, Integer> numbers;

  private Buckets(List<Bucket> buckets, NavigableMap<Long, Integer> numbers) {
    this.buckets = buckets;
    this.numbers = numbers;
  }

  /**
   * Cuts a buffer between parameters.
   *
   * @param offsets where parameters begin, ascending from 0
   * @param length of the buffer
   * @param target least number of floats of every bucket but the last
   */
  static Buckets cut(List<Long> offsets, long length, long target) {
    List<Bucket> buckets = new ArrayList<>();
    NavigableMap<Long, Integer> numbers = new TreeMap<>();
    long end = length;
    int parameters = 0;
    for (int i = offsets.size() - 1; i >= 0; i--) {
      long offset = offsets.get(i);
      numbers.put(offset, buckets.size());
      parameters++;
      if (end - offset >= target || i == 0) {
        buckets.add(new Bucket(offset, end - offset, parameters));
        end = offset;
        parameters = 0;
      }
    }
    return new Buckets(List.copyOf(buckets), numbers);
  }

  /** The buckets in the order in which they are added up. */
  List<Bucket> all() {
    return buckets;
  }

  /** Number of the bucket of each parameter, by its offset. */
  Map<Long, Integer> numbers() {
    return numbers;
  }
}
