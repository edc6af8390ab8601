package dms.components.encoder;

import dms.core.batch.BatchKey;
import org.bytedeco.pytorch.Tensor;

/** Offered by encoders that give one vector per character of each distinct form of the batch. */
public interface CharacterEncoding {
  /** Key of the forms' characters, plain Java. */
  BatchKey<FormCharacters> forms();

  /**
   * Key of the encoding, shape (forms, chars, {@link #characterDim()}); padding is as {@link
   * #forms()} says.
   */
  BatchKey<Tensor> characters();

  /** Size of the last axis of the encoding. */
  int characterDim();
}
