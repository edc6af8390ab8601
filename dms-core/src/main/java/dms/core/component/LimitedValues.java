package dms.core.component;

import dms.core.corpus.Token;

/**
 * Offered by decoders that can give only values made of what they kept before training, such as a
 * vocabulary. What they learnt from the very corpus they are trained on has all that matters; on
 * another corpus, as in fine-tuning, they may lack something.
 */
public interface LimitedValues {
  /** Whether it can give the gold value of a token that has one. */
  boolean canGive(Token token);
}
