package dms.core.component;

import dms.core.batch.Batch;
import dms.core.corpus.Column;
import dms.core.tensor.Loss;
import java.util.ArrayList;
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

  /**
   * The means that {@link #loss} is the sum of, always as many; {@code loss} alone unless a decoder
   * says otherwise.
   *
   * @return each empty where no token of the batch has a target of it
   */
  default List<Optional<Loss>> means(Batch batch) {
    return List.of(loss(batch));
  }

  /**
   * The number of targets that each of the {@link #means} is over, so that the losses of parts of a
   * batch can be weighed as those of the whole are. Read after {@link #addTargets}; makes no
   * tensor.
   *
   * @throws UnsupportedOperationException when the decoder does not tell: such a one is trained by
   *     one process only
   */
  default long[] targetCounts(Batch batch) {
    throw new UnsupportedOperationException(
        "%s does not tell how many targets a batch has, so that several processes cannot train it together; implement Decoder.targetCounts in %s"
            .formatted(name(), getClass().getName()));
  }

  /**
   * This batch's share in the loss of a larger one: the shares of all its parts sum up to {@link
   * #loss} of the whole.
   *
   * @param whole targets of the larger batch, as {@link #targetCounts} counts them
   * @return empty when no token of this batch has a target
   */
  default Optional<Loss> lossShare(Batch batch, long[] whole) {
    long[] own = targetCounts(batch);
    List<Optional<Loss>> means = means(batch);
    List<Loss> shares = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      double share = own[i] == 0 ? 0 : (double) own[i] / whole[i];
      means.get(i).ifPresent(mean -> shares.add(mean.times(share)));
    }
    return shares.isEmpty() ? Optional.empty() : Optional.of(Loss.sum(shares));
  }

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
