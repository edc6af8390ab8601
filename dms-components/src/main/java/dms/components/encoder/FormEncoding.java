package dms.components.encoder;

import dms.core.batch.BatchKey;
import org.bytedeco.pytorch.Tensor;

/**
 * Offered by encoders that give each distinct form its characters' encodings and one vector: what a
 * lemmatizer reads.
 */
public interface FormEncoding extends CharacterEncoding {
  /** Key of the vector of each form, shape (forms, {@link #characterDim()}). */
  BatchKey<Tensor> last();
}
