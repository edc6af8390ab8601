package dms.train.eval;

import dms.core.component.Prediction;

/**
 * What a decoder made of a token that counts in its scores.
 *
 * @param outcome the token, and whether it is right
 * @param gold its gold value
 * @param predicted what was predicted
 * @param unseen whether the gold value was never one in training; false where the decoder does not
 *     tell
 */
public record TokenResult(TokenOutcome outcome, String gold, Prediction predicted, boolean unseen) {
  /** Whether the prediction is the gold value. */
  public boolean right() {
    return outcome.right();
  }
}
