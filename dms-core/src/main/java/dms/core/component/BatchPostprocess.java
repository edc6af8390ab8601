package dms.core.component;

import dms.core.batch.Batch;
import java.util.List;

/** The paper's BatchPostprocess: turns what a decoder computed into strings. */
@FunctionalInterface
public interface BatchPostprocess {
  /**
   * One value per token of each sentence, in the order of the sentences: n tokens in, n values out.
   *
   * @param batch after {@code forward}, still open
   */
  List<List<String>> postprocess(Batch batch);
}
