package dms.train.eval;

import java.util.Optional;

/**
 * How good one decoder is.
 *
 * @param known of tokens whose form the training corpus has
 * @param unknown of the others
 * @param unseen of tokens whose gold value was never the gold value in training, whatever their
 *     form; empty for decoders that do not tell which values they met, such as a lemmatizer
 * @param withoutGold number of tokens that have no gold value or are left out (see {@link
 *     Exclusions}), and so count nowhere else
 */
public record DecoderEvaluation(
    Accuracy known, Accuracy unknown, Optional<Accuracy> unseen, long withoutGold) {
  /** Of no token, for a decoder that does not tell which values it met in training. */
  static final DecoderEvaluation NONE =
      new DecoderEvaluation(Accuracy.NONE, Accuracy.NONE, Optional.empty(), 0);

  /** Of no token, for a decoder that tells which values it met in training. */
  static final DecoderEvaluation NONE_UNSEEN =
      new DecoderEvaluation(Accuracy.NONE, Accuracy.NONE, Optional.of(Accuracy.NONE), 0);

  /** Of all tokens that have a gold value. */
  public Accuracy all() {
    return known.plus(unknown);
  }

  /** The percentage of those with an unseen gold value; a dash where that is not known. */
  public String unseenPercent() {
    return unseen.orElse(Accuracy.NONE).percent();
  }

  DecoderEvaluation plus(boolean isKnown, boolean right) {
    return isKnown
        ? new DecoderEvaluation(known.plus(right), unknown, unseen, withoutGold)
        : new DecoderEvaluation(known, unknown.plus(right), unseen, withoutGold);
  }

  /** Counts a token, counted already, among those whose gold value is unseen. */
  DecoderEvaluation plusUnseen(boolean right) {
    return new DecoderEvaluation(
        known, unknown, unseen.map(accuracy -> accuracy.plus(right)), withoutGold);
  }

  DecoderEvaluation plus(DecoderEvaluation other) {
    return new DecoderEvaluation(
        known.plus(other.known),
        unknown.plus(other.unknown),
        unseen.map(accuracy -> accuracy.plus(other.unseen.orElse(Accuracy.NONE))),
        withoutGold + other.withoutGold);
  }

  DecoderEvaluation plusWithoutGold() {
    return new DecoderEvaluation(known, unknown, unseen, withoutGold + 1);
  }
}
