package dms.train.parallel;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Work;

/** Adds up tensors of all processes where they lie. */
interface Reduction extends AutoCloseable {
  /** Begins to replace a tensor with the sum of those of all processes. */
  Work start(Tensor tensor);

  /** Waits until the sum is there, for whatever is run on the tensor next. */
  void await(Work work);

  @Override
  void close();
}
