package dms.components.decoder;

import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.tensor.Ids;
import java.util.Set;

/** Offered by decoders whose choice another decoder can read. */
public interface TagSource {
  /**
   * Key of the tag of each token, shape (batch, tokens): the gold tag in modes with gold inputs,
   * else the predicted one. Where a token has no gold tag, or one that is not among the tags, it is
   * the predicted one in training, so that the reader learns from what it will get; in evaluation
   * with gold inputs, and where something else stands in for the source, it is {@link #numTags()}.
   * Written by {@code forward}.
   */
  BatchKey<Ids> tags();

  /**
   * The gold tag of each token, shape (batch, tokens); {@link #numTags()} where there is none or it
   * is not one of the tags. Needs {@code addTargets} only.
   */
  Ids goldTags(Batch batch);

  /** The keys that {@code addTargets} writes. */
  Set<BatchKey<?>> targetKeys();

  /** Number of tags to choose from; ids are below it. */
  int numTags();

  /**
   * A tag as the corpus has it.
   *
   * @param id below {@link #numTags()}
   */
  String tag(int id);
}
