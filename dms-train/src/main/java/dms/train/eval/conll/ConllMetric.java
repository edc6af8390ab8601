package dms.train.eval.conll;

/** The metrics of the shared task, in the order in which they are told. */
public enum ConllMetric {
  /** Tokens with the same first and last character. */
  TOKENS("Tokens"),
  /** Sentences with the same first and last character. */
  SENTENCES("Sentences"),
  /** Aligned words. */
  WORDS("Words"),
  /** Aligned words with the same universal part of speech. */
  UPOS("UPOS"),
  /** Aligned words with the same language-specific tag. */
  XPOS("XPOS"),
  /** Aligned words with the same universal features; the others are not compared. */
  UFEATS("UFeats"),
  /** Aligned words right in all three of these. */
  ALL_TAGS("AllTags"),
  /** Aligned words with the same lemma, or with any where the gold file has {@code _}. */
  LEMMAS("Lemmas"),
  /** Aligned words with the same head. */
  UAS("UAS"),
  /** And with the same relation, without its subtype. */
  LAS("LAS"),
  /** The same over content words. */
  CLAS("CLAS"),
  /** And with the same tag and features, those of the function words at them included. */
  MLAS("MLAS"),
  /** As CLAS, and with the same lemma. */
  BLEX("BLEX");

  private final String label;

  ConllMetric(String label) {
    this.label = label;
  }

  /** Its name in the shared task. */
  public String label() {
    return label;
  }

  /** Whether it needs trees. */
  public boolean isOfTrees() {
    return compareTo(UAS) >= 0;
  }
}
