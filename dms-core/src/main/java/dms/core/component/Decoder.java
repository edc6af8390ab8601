package dms.core.component;

import dms.core.batch.Batch;
import dms.core.corpus.Column;
import dms.core.tensor.Loss;
import java.util.List;
import java.util.Optional;

/**
 * The paper's Decoder (section 2.1): transforms encodings to one value per token and informs the
 * training.
 */
public interface Decoder extends Component, BatchPostprocess {
  /**
   * Adds the gold values in the form that the loss expects, as plain Java values; training and
   * evaluation only. Runs on any thread, like {@link BatchPreprocess#preprocess}.
   */
  void addTargets(Batch batch);

  /** Computes its output on the batch's device. */
  void forward(Batch batch);

  /**
   * The loss, a mean over the real targets of the batch, not yet weighted.
   *
   * @return empty when no token of the batch has a target
   */
  Optional<Loss> loss(Batch batch);

  /** Factor of its loss in the sum that is minimized. */
  double weight();

  /** Size of the last axis of its output: the number of symbols it chooses from. */
  int outputDim();

  /** The column of the corpus that it learns and predicts. */
  Column column();

  /**
   * Which values it met in training, if it knows. A decoder that wraps another one hands this on.
   */
  default Optional<SeenValues> seenValues() {
    return this instanceof SeenValues seen ? Optional.of(seen) : Optional.empty();
  }

  /**
   * The values of {@link #postprocess} with what is known of each: its probability, and the source
   * of a lemma. Costs more than the values alone.
   *
   * @param batch after {@code forward}, still open
   */
  default List<List<Prediction>> predictions(Batch batch) {
    return postprocess(batch).stream()
        .map(values -> values.stream().map(Prediction::of).toList())
        .toList();
  }
}
