package dms.components.layer;

import dms.core.tensor.NativeRuntime;
import dms.core.weights.ParameterTree;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LayerNormOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A layer of a transformer encoder (Vaswani et al. 2017): attention, then a feed-forward network,
 * each with a residual connection and a layer normalization after it. Queries, keys and values come
 * from one multiplication.
 */
final class TransformerLayer {
  private final TransformerConfig config;
  private final LinearImpl attentionInput;
  private final LinearImpl attentionOutput;
  private final LayerNormImpl attentionNorm;
  private final LinearImpl inner;
  private final LinearImpl outer;
  private final LayerNormImpl norm;

  TransformerLayer(TransformerConfig config, ParameterTree parameters) {
    int hidden = config.hidden();
    this.config = config;
    this.attentionInput =
        parameters.register("attention.input", new LinearImpl(hidden, 3L * hidden));
    this.attentionOutput = parameters.register("attention.output", new LinearImpl(hidden, hidden));
    this.attentionNorm = parameters.register("attention.norm", norm(hidden, config.epsilon()));
    this.inner = parameters.register("inner", new LinearImpl(hidden, config.intermediate()));
    this.outer = parameters.register("outer", new LinearImpl(config.intermediate(), hidden));
    this.norm = parameters.register("norm", norm(hidden, config.epsilon()));
  }

  static LayerNormImpl norm(int dim, double epsilon) {
    LayerNormOptions options = new LayerNormOptions(new LongVector(new long[] {dim}));
    options.eps().put(epsilon);
    return new LayerNormImpl(options);
  }

  /**
   * @param x shape (rows, pieces, hidden)
   * @param mask 0 for a piece, a large negative number for padding, shape (rows, 1, 1, pieces)
   * @return same shape as x
   */
  Tensor apply(Tensor x, Tensor mask, boolean training) {
    Tensor attended = attentionOutput.forward(attention(x, mask, training));
    Tensor middle = attentionNorm.forward(dropout(attended, training).add(x));
    Tensor fed = outer.forward(activation(inner.forward(middle)));
    return norm.forward(dropout(fed, training).add(middle));
  }

  private Tensor attention(Tensor x, Tensor mask, boolean training) {
    long rows = x.size(0);
    long pieces = x.size(1);
    long dim = config.hidden() / config.heads();
    Tensor heads =
        attentionInput.forward(x).view(rows, pieces, 3, config.heads(), dim).permute(2, 0, 3, 1, 4);
    // One unbind: each select would fill the gradient of all three with zeros.
    TensorVector parts = heads.unbind(0);
    double dropout = training ? config.attentionDropout() : 0;
    Tensor mixed =
        dropout == 0 && isFusedBest(x) ? fused(parts, mask) : stepwise(parts, mask, dim, dropout);
    return mixed.transpose(1, 2).reshape(rows, pieces, config.hidden());
  }

  /** On the processor the fused call leaves its products to the matrix library. */
  private static boolean isFusedBest(Tensor x) {
    return x.is_cuda() || NativeRuntime.load().products().equals("blas");
  }

  private static Tensor fused(TensorVector parts, Tensor mask) {
    return torch.scaled_dot_product_attention(
        parts.get(0),
        parts.get(1),
        parts.get(2),
        new TensorOptional(mask),
        0,
        false,
        new DoubleOptional(),
        false);
  }

  /** Product, softmax, product. */
  private static Tensor stepwise(TensorVector parts, Tensor mask, long dim, double dropout) {
    Tensor queries = parts.get(0).mul(new Scalar(1 / Math.sqrt(dim)));
    Tensor scores = torch.matmul(queries, parts.get(1).transpose(-2, -1)).add(mask);
    return torch.matmul(Dropout.apply(scores.softmax(-1), dropout, true), parts.get(2));
  }

  private Tensor dropout(Tensor x, boolean training) {
    return Dropout.apply(x, config.hiddenDropout(), training);
  }

  private Tensor activation(Tensor x) {
    return switch (config.activation()) {
      case GELU -> torch.gelu(x);
      case GELU_TANH -> torch.gelu(x, "tanh");
      case RELU -> torch.relu(x);
    };
  }
}
