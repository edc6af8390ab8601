package dms.core.component;

import dms.core.batch.Batch;

/** The paper's Encoder (section 2.1): transforms a text sequence to an encoding. */
public interface Encoder extends Component, BatchPreprocess {
  /**
   * Computes its encoding on the batch's device from what {@code preprocess} and the encoders
   * before it left.
   */
  void forward(Batch batch);

  /** Size of the last axis of what it writes. */
  int outputDim();
}
