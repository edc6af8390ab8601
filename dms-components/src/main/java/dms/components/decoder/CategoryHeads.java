package dms.components.decoder;

import dms.components.layer.ClassifierHead;
import dms.components.tagset.TagCategories;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Scores the values of all categories of a tag: a head for each category, as the paper has it
 * (section 2.3, "a Tagger per label"), or one head whose last layer holds them side by side.
 */
final class CategoryHeads {
  private final TagCategories categories;
  private final List<ClassifierHead> heads;

  /**
   * @param inputDim size of the last axis of what it reads
   * @param shared whether the categories share one head
   */
  CategoryHeads(int inputDim, TagCategories categories, boolean shared, ParameterTree parameters) {
    this.categories = categories;
    this.heads =
        shared
            ? List.of(new ClassifierHead(inputDim, categories.values().size(), parameters))
            : IntStream.range(0, categories.size())
                .mapToObj(
                    category ->
                        new ClassifierHead(
                            inputDim,
                            categories.numValues(category),
                            parameters.branch(categories.names().get(category))))
                .toList();
  }

  /** Sets what the values score before anything of the input is known. */
  void startFrom(float[] scores) {
    if (heads.size() == 1) {
      heads.get(0).startFrom(scores);
      return;
    }
    for (int category = 0; category < heads.size(); category++) {
      int begin = categories.begin(category);
      int end = begin + categories.numValues(category);
      heads.get(category).startFrom(Arrays.copyOfRange(scores, begin, end));
    }
  }

  /**
   * @param x shape (…, inputDim)
   * @return logits, shape (…, values)
   */
  Tensor apply(Tensor x, double dropout, boolean training) {
    Tensor[] logits =
        heads.stream().map(head -> head.apply(x, dropout, training)).toArray(Tensor[]::new);
    return Tensors.concat(-1, logits);
  }
}
