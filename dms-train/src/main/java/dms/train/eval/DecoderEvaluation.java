package dms.train.eval;

/**
 * How good one decoder is.
 *
 * @param known of tokens whose form the training corpus has
 * @param unknown of the others
 * @param withoutGold number of tokens that have no gold value or are left out (see {@link
 *     Exclusions}), and so count nowhere else
 */
public record DecoderEvaluation(Accuracy known, Accuracy unknown, long withoutGold) {
  /** Of no token. */
  static final DecoderEvaluation NONE = new DecoderEvaluation(Accuracy.NONE, Accuracy.NONE, 0);

  /** Of all tokens that have a gold value. */
  public Accuracy all() {
    return known.plus(unknown);
  }

  DecoderEvaluation plus(boolean isKnown, boolean right) {
    return isKnown
        ? new DecoderEvaluation(known.plus(right), unknown, withoutGold)
        : new DecoderEvaluation(known, unknown.plus(right), withoutGold);
  }

  DecoderEvaluation plus(DecoderEvaluation other) {
    return new DecoderEvaluation(
        known.plus(other.known), unknown.plus(other.unknown), withoutGold + other.withoutGold);
  }

  DecoderEvaluation plusWithoutGold() {
    return new DecoderEvaluation(known, unknown, withoutGold + 1);
  }
}
