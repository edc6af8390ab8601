package dms.components.vectors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The parts of a word as fastText counts them (Bojanowski et al. 2017, section 3.2): all sequences
 * of {@code shortest} to {@code longest} characters of {@code <word>}, each with the number of a
 * bucket by its hash. A single {@code <} or {@code >} is none.
 *
 * @param shortest characters of the shortest part
 * @param longest characters of the longest part; 0 where there are no parts
 * @param buckets how many there are
 */
record Subwords(int shortest, int longest, int buckets) {
  /** No parts. */
  static final Subwords NONE = new Subwords(0, 0, 0);

  /** Characters of the longest part that a file may ask for; fastText's own models have 3 to 6. */
  static final int MAX_LONGEST = 1_000;

  private static final int HASH_START = 0x811C9DC5;
  private static final int HASH_PRIME = 0x01000193;

  /** The buckets of a word's parts in fastText's order; some may stand twice. */
  int[] of(String word) {
    if (buckets == 0 || longest == 0) {
      return new int[0];
    }
    byte[] bytes = ("<" + word + ">").getBytes(StandardCharsets.UTF_8);
    int[] found = new int[bytes.length * longest];
    int count = 0;
    for (int from = 0; from < bytes.length; from++) {
      int to = from;
      for (int n = 1; n <= longest && to < bytes.length && startsCharacter(bytes, from); n++) {
        to = afterCharacter(bytes, to);
        boolean single = n == 1 && (from == 0 || to == bytes.length);
        if (n >= shortest && !single) {
          found[count++] = Integer.remainderUnsigned(hash(bytes, from, to), buckets);
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static boolean startsCharacter(byte[] bytes, int at) {
    return (bytes[at] & 0xC0) != 0x80;
  }

  private static int afterCharacter(byte[] bytes, int at) {
    int after = at + 1;
    while (after < bytes.length && !startsCharacter(bytes, after)) {
      after++;
    }
    return after;
  }

  /** FNV-1a over bytes taken as signed numbers, as fastText's models have it. */
  static int hash(byte[] bytes, int from, int to) {
    int hash = HASH_START;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * HASH_PRIME;
    }
    return hash;
  }
}
