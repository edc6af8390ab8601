package dms.hub.archive;

/**
 * How much an archive may unfold to. A bundle has a few dozen files and compresses to a tenth at
 * the best, so that the {@linkplain #STANDARD usual} limits stop bombs only.
 *
 * @param entries most files and folders
 * @param totalBytes most bytes of all files together
 * @param ratio most unpacked bytes for a packed byte; the first {@link #FREE_BYTES} are not counted
 * @param nameLength most UTF-16 units in the name of an entry
 */
public record ArchiveLimits(int entries, long totalBytes, int ratio, int nameLength) {
  /** 10,000 entries, 16 GiB, 200 bytes for one, names of 240 characters. */
  public static final ArchiveLimits STANDARD = new ArchiveLimits(10_000, 16L << 30, 200, 240);

  /** Bytes that any archive may unfold to: a small file of one letter is no bomb. */
  public static final long FREE_BYTES = 1 << 20;

  /**
   * Checks that all are positive.
   *
   * @throws IllegalArgumentException naming the one that is not
   */
  public ArchiveLimits {
    requirePositive("entries", entries);
    requirePositive("totalBytes", totalBytes);
    requirePositive("ratio", ratio);
    requirePositive("nameLength", nameLength);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": expected 1 or more, found " + value);
    }
  }

  /** Most bytes that so many packed ones may unfold to. */
  long unpackedOf(long packedBytes) {
    return packedBytes > totalBytes / ratio ? totalBytes : FREE_BYTES + packedBytes * ratio;
  }
}
