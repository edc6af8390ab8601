package dms.core.component;

import dms.core.batch.Batch;

/** The paper's BatchPreprocess: turns the sentences of a batch into numbers. */
@FunctionalInterface
public interface BatchPreprocess {
  /**
   * Adds what the component needs of the sentences, as plain Java values. Makes no tensor, so it
   * may run ahead on any thread, for several batches at once.
   */
  void preprocess(Batch batch);
}
