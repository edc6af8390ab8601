package dms.components.tagset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How often each value of each category was seen in training. A tagger that begins with these
 * frequencies need not spend its first steps on learning that most tags have no value in most
 * categories.
 */
public final class ValueCounts {
  private final long[] counts;

  private ValueCounts(long[] counts) {
    this.counts = counts;
  }

  /**
   * Counts the values of tags.
   *
   * @param tags how often each tag was seen
   */
  public static ValueCounts of(TagInventory inventory, Map<String, Long> tags) {
    long[] counts = new long[inventory.categories().values().size()];
    tags.forEach(
        (tag, count) -> {
          for (int value : inventory.values(tag)) {
            if (value != TagCategories.UNKNOWN) {
              counts[value] += count;
            }
          }
        });
    return new ValueCounts(counts);
  }

  /**
   * Reads what {@link #toText} wrote.
   *
   * @param source where it comes from, for messages
   * @param values how many values there are
   * @throws TagsetFormatException when it is something else
   */
  public static ValueCounts parse(byte[] text, int values, String source) throws IOException {
    List<String> lines = TagsetLines.of(text, source);
    if (lines.size() != values) {
      throw new TagsetFormatException(
          source, "expected %d lines, one a value, found %d".formatted(values, lines.size()));
    }
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).matches("\\d{1,18}")) {
        throw new TagsetFormatException(
            source, i + 1, "expected a count, found '%s'".formatted(lines.get(i)));
      }
    }
    return new ValueCounts(lines.stream().mapToLong(Long::parseLong).toArray());
  }

  /** One count a line, in the order of the values. */
  public byte[] toText() {
    return LongStream.of(counts)
        .mapToObj(count -> count + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The logarithm of each value's share of its category, each value counted once more so that none
   * is impossible.
   *
   * @return shape (values)
   */
  public float[] logShares(TagCategories categories) {
    float[] shares = new float[counts.length];
    for (int category = 0; category < categories.size(); category++) {
      int begin = categories.begin(category);
      int end = begin + categories.numValues(category);
      double total = Arrays.stream(counts, begin, end).sum() + (end - begin);
      for (int value = begin; value < end; value++) {
        shares[value] = (float) Math.log((counts[value] + 1) / total);
      }
    }
    return shares;
  }
}
