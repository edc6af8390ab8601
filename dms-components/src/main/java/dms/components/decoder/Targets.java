package dms.components.decoder;

import dms.core.batch.Batch;
import dms.core.corpus.Column;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Ids;
import dms.core.tensor.Loss;
import dms.core.tensor.Tensors;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Gold ids and the cross entropy against them. */
final class Targets {
  /**
   * Id of a position without a target: padding, a missing value, a value never seen in training.
   */
  static final int IGNORED = -100;

  private static final long MEAN = 1;

  private Targets() {}

  static boolean anyIn(Ids targets) {
    return anyIn(targets, 0, targets.values().length);
  }

  /** Whether there is a target from one index to before another. */
  static boolean anyIn(Ids targets, int from, int to) {
    return Arrays.stream(targets.values(), from, to).anyMatch(id -> id != IGNORED);
  }

  /** Number of targets. */
  static long countIn(Ids targets) {
    return countIn(targets, 0, targets.values().length);
  }

  /** Number of targets from one index to before another. */
  static long countIn(Ids targets, int from, int to) {
    return Arrays.stream(targets.values(), from, to).filter(id -> id != IGNORED).count();
  }

  /**
   * The gold tags of a batch, and where a token has none the predicted one: a decoder that reads
   * them then learns from what it will get, as no token is without a tag when a model is used.
   *
   * @param gold shape (batch, tokens)
   * @param none id in {@code gold} of a token that has none
   * @param predicted asked for only where a token has none; the same shape
   */
  static Ids goldElsePredicted(Batch batch, Ids gold, int none, Supplier<Ids> predicted) {
    int[] ids = gold.values().clone();
    Optional<int[]> choice = Optional.empty();
    for (int s = 0; s < batch.size(); s++) {
      int from = batch.position(s, 0);
      for (int position = from; position < from + batch.length(s); position++) {
        if (ids[position] == none) {
          choice = choice.or(() -> Optional.of(predicted.get().values()));
          ids[position] = choice.get()[position];
        }
      }
    }
    return new Ids(ids, gold.shape());
  }

  /**
   * Refuses a column of several for a decoder of lemmas.
   *
   * @throws IllegalArgumentException when it is joined
   */
  static void requireOneColumn(String column) {
    if (Column.parse(column).joined()) {
      throw new IllegalArgumentException(
          "column: expected one column, found '%s'; a lemma is written as one string"
              .formatted(column));
    }
  }

  /** The mean cross entropy of a batch; empty where it has no target. */
  static Optional<Loss> loss(Tensor logits, Ids gold, double labelSmoothing) {
    return anyIn(gold)
        ? Optional.of(meanCrossEntropy(logits, gold, labelSmoothing))
        : Optional.empty();
  }

  /**
   * Cross entropy, a mean over the targets that are not ignored.
   *
   * @param logits shape (…, classes)
   * @param targets the same shape without the last axis
   */
  static Loss meanCrossEntropy(Tensor logits, Ids targets, double labelSmoothing) {
    Tensor gold = Tensors.of(targets.values(), ComputeDevice.of(logits));
    return meanCrossEntropy(logits, gold, labelSmoothing);
  }

  /** The same, with the targets on the device already, in one axis. */
  static Loss meanCrossEntropy(Tensor logits, Tensor gold, double labelSmoothing) {
    long classes = logits.size(logits.dim() - 1);
    return new Loss(
        torch.cross_entropy_loss(
            logits.view(-1, classes), gold, new TensorOptional(), MEAN, IGNORED, labelSmoothing));
  }
}
