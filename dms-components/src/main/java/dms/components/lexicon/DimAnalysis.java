package dms.components.lexicon;

/**
 * What an entry of the DIM says of a form, without the number of a variant.
 *
 * @param wordClass kk, kvk, hk and so on, as in {@link DimEntry}
 * @param mark the grammatical mark, as in {@code ÞGFETgr}
 */
public record DimAnalysis(String wordClass, String mark) implements Comparable<DimAnalysis> {
  /** The analysis of an entry. */
  static DimAnalysis of(DimEntry entry) {
    return new DimAnalysis(entry.wordClass(), entry.unnumberedMark());
  }

  /** By word class, then by mark. */
  @Override
  public int compareTo(DimAnalysis other) {
    int order = wordClass.compareTo(other.wordClass);
    return order != 0 ? order : mark.compareTo(other.mark);
  }
}
