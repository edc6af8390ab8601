package dms.components.decoder;

import dms.components.tagset.TagInventory;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Ids;
import dms.core.tensor.Tensors;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Finds the best tag of an inventory: that with the highest sum of log-probabilities over the
 * categories, the first of them where several have it.
 *
 * <p>The log-probability of a value is its logit less the logarithm of the sum of its category's
 * exponentials. A tag has exactly one value in every category, so what is taken off is the same for
 * all tags, and the sum of the logits decides: one product with a constant matrix of 0 and 1.
 */
final class ValidTags {
  /** Scores that are held at once, 64 MiB of them. */
  private static final long MAX_SCORES = 1 << 24;

  private final Tensor membership;
  private final long rows;

  /** Makes the matrix in the scope that is open, which is to be that of the model. */
  ValidTags(TagInventory inventory, ComputeDevice device) {
    int numTags = inventory.tags().size();
    this.membership =
        Tensors.of(inventory.membership(), device, inventory.categories().values().size(), numTags);
    this.rows = Math.max(1, MAX_SCORES / numTags);
  }

  /**
   * @param logits shape (batch, tokens, values)
   * @return numbers of the best tags, shape (batch, tokens)
   */
  Ids best(Tensor logits) {
    Tensor flat = logits.detach().reshape(-1, logits.size(2));
    int[] best = new int[Math.toIntExact(flat.size(0))];
    for (long from = 0; from < best.length; from += rows) {
      Tensor some = flat.narrow(0, from, Math.min(rows, best.length - from));
      long[] tags = Tensors.toLongs(some.matmul(membership).argmax(new LongOptional(1), false));
      for (int i = 0; i < tags.length; i++) {
        best[(int) from + i] = Math.toIntExact(tags[i]);
      }
    }
    return new Ids(best, logits.size(0), logits.size(1));
  }
}
