package dms.components.decoder;

import dms.components.tagset.TagCategories;
import dms.components.tagset.TagInventory;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Ids;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Finds the best tag of an inventory: that with the highest sum of log-probabilities over the
 * categories, the first of them where several have it.
 *
 * <p>The log-probability of a value is its logit less the logarithm of the sum of its category's
 * exponentials. A tag has exactly one value in every category, so what is taken off is the same for
 * all tags, and the sum of the logits decides. Those of categories with few values are summed by
 * one product with a constant matrix of 0 and 1; those of categories with many, such as that of
 * whole tags, are picked, since the matrix would grow with values times tags.
 */
final class ValidTags {
  /** Scores that are computed at once, 64 MiB of them; two such tensors are held. */
  private static final long MAX_SCORES = 1 << 24;

  private static final int FEW_VALUES = 100;

  private final int numTags;
  private final Optional<Sum> sum;
  private final List<Tensor> picks = new ArrayList<>();

  /**
   * The values of several categories and which of them make up which tag.
   *
   * @param values numbers of the values, shape (values)
   * @param membership 1 where the tag has the value, else 0; shape (values, tags)
   */
  private record Sum(Tensor values, Tensor membership) {
    Tensor of(Tensor logits) {
      return logits.index_select(1, values).matmul(membership);
    }
  }

  /** Makes its constants in the scope that is open, which is to be that of the model. */
  ValidTags(TagInventory inventory, ComputeDevice device) {
    this.numTags = inventory.tags().size();
    TagCategories categories = inventory.categories();
    List<Integer> small = new ArrayList<>();
    for (int category = 0; category < categories.size(); category++) {
      if (categories.numValues(category) <= FEW_VALUES) {
        small.add(category);
      } else {
        picks.add(Tensors.of(inventory.valuesIn(category), device));
      }
    }
    this.sum = small.isEmpty() ? Optional.empty() : Optional.of(sum(inventory, small, device));
  }

  private static Sum sum(TagInventory inventory, List<Integer> of, ComputeDevice device) {
    TagCategories categories = inventory.categories();
    int[] values =
        of.stream()
            .flatMapToInt(
                category ->
                    IntStream.range(0, categories.numValues(category))
                        .map(value -> categories.begin(category) + value))
            .toArray();
    int numTags = inventory.tags().size();
    float[] membership = new float[Math.multiplyExact(values.length, numTags)];
    for (int category : of) {
      int[] valueOfTag = inventory.valuesIn(category);
      for (int tag = 0; tag < numTags; tag++) {
        int row = Arrays.binarySearch(values, valueOfTag[tag]);
        membership[row * numTags + tag] = 1;
      }
    }
    return new Sum(
        Tensors.of(values, device), Tensors.of(membership, device, values.length, numTags));
  }

  /**
   * @param logits shape (batch, tokens, values)
   * @return numbers of the best tags, shape (batch, tokens)
   */
  Ids best(Tensor logits) {
    int[] best = new int[Math.toIntExact(logits.size(0) * logits.size(1))];
    forEachPart(
        logits,
        (begin, scores) -> {
          long[] tags = Tensors.toLongs(scores.argmax(new LongOptional(1), false));
          for (int i = 0; i < tags.length; i++) {
            best[begin + i] = Math.toIntExact(tags[i]);
          }
        });
    return new Ids(best, logits.size(0), logits.size(1));
  }

  /**
   * The probability of a tag for each token: the product of its values' probabilities, over the sum
   * of those products of all tags of the inventory.
   *
   * @param logits shape (batch, tokens, values)
   * @param tags numbers of tags, shape (batch, tokens)
   * @return as many, in row-major order
   */
  float[] probabilities(Tensor logits, Ids tags) {
    float[] probabilities = new float[tags.values().length];
    forEachPart(
        logits,
        (begin, scores) -> {
          int[] some =
              Arrays.copyOfRange(tags.values(), begin, begin + Math.toIntExact(scores.size(0)));
          float[] found = Probabilities.of(scores, Tensors.of(some, ComputeDevice.of(scores)));
          System.arraycopy(found, 0, probabilities, begin, found.length);
        });
    return probabilities;
  }

  /** Hands on the scores of some tokens at a time, shape (tokens, tags), and the first's number. */
  private void forEachPart(Tensor logits, BiConsumer<Integer, Tensor> work) {
    Tensor flat = logits.detach().reshape(-1, logits.size(2));
    long tokens = flat.size(0);
    int rows = (int) Math.max(1, MAX_SCORES / numTags);
    for (int from = 0; from < tokens; from += rows) {
      int begin = from;
      long size = Math.min(rows, tokens - begin);
      NativeScope.within(() -> work.accept(begin, scores(flat.narrow(0, begin, size))));
    }
  }

  /** Shape (tokens, values) gives (tokens, tags). */
  private Tensor scores(Tensor logits) {
    Optional<Tensor> scores = sum.map(categories -> categories.of(logits));
    for (Tensor values : picks) {
      Tensor picked = logits.index_select(1, values);
      scores = Optional.of(scores.map(others -> others.add_(picked)).orElse(picked));
    }
    return scores.orElseThrow();
  }
}
