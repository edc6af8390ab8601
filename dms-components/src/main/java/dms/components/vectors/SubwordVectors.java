package dms.components.vectors;

/**
 * The vectors of parts of words, one a bucket, in a file.
 *
 * @param subwords which parts a word has
 * @param bytes of the file
 * @param position where the vectors begin, 32-bit floats one after the other
 * @param dim size of each
 */
record SubwordVectors(Subwords subwords, MappedBytes bytes, long position, int dim) {
  /** fastText's sentence end, which has no parts. */
  private static final String SENTENCE_END = "</s>";

  /**
   * The mean of the vectors of a word's parts.
   *
   * @param target where it goes
   * @param offset index of its first number there
   * @return false for a word without parts; nothing is written then
   */
  boolean compose(String word, float[] target, int offset) {
    float[] sum = new float[dim];
    int parts = addParts(word, sum);
    if (parts == 0) {
      return false;
    }
    scale(sum, parts);
    System.arraycopy(sum, 0, target, offset, dim);
    return true;
  }

  /** Adds the vectors of a word's parts to a sum and counts them. */
  int addParts(String word, float[] sum) {
    if (word.equals(SENTENCE_END)) {
      return 0;
    }
    int[] buckets = subwords.of(word);
    for (int bucket : buckets) {
      bytes.addFloats(position + 4L * dim * bucket, sum);
    }
    return buckets.length;
  }

  /** Copies the vector of a bucket. */
  void copyBucket(int bucket, float[] target) {
    bytes.copyFloats(position + 4L * dim * bucket, target, 0, dim);
  }

  /** From a sum to the mean, in the arithmetic of fastText. */
  static void scale(float[] sum, int count) {
    float factor = (float) (1.0 / count);
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= factor;
    }
  }
}
