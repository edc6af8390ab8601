package dms.components.encoder;

import dms.core.batch.BatchKey;
import org.bytedeco.pytorch.Tensor;

/**
 * Offered by encoders that give one vector per token: what a sentence encoder, a tagger or a
 * lemmatizer can read.
 */
public interface TokenEncoding {
  /** Key of the encoding, shape (batch, tokens, {@link #tokenDim()}). */
  BatchKey<Tensor> tokens();

  /** Size of the last axis of the encoding. */
  int tokenDim();
}
