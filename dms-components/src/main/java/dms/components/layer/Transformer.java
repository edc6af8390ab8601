package dms.components.layer;

import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The encoder of BERT (Devlin et al. 2019) and ELECTRA (Clark et al. 2020): embeddings and layers
 * of attention. Parameters are {@code embeddings.…} and {@code layers.N.…}, which {@link
 * TransformerNames} maps to those of distributed models.
 */
public final class Transformer implements PieceEncoder {
  private final TransformerEmbeddings embeddings;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final int frozen;

  /**
   * @param frozen parameters of a smaller {@link #depth} are fixed: they have no dropout; 0 when
   *     all are trained
   */
  public Transformer(TransformerConfig config, int frozen, ParameterTree parameters) {
    this.embeddings = new TransformerEmbeddings(config, parameters.branch("embeddings"));
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new TransformerLayer(config, parameters.branch("layers").branch("" + i)));
    }
    this.frozen = frozen;
  }

  @Override
  public List<Tensor> apply(Tensor ids, Tensor mask, int last, boolean training) {
    Tensor bias = attentionBias(mask);
    Tensor x = lean(() -> embeddings.apply(ids, training && frozen == 0));
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      TransformerLayer layer = layers.get(i);
      boolean dropout = training && i + 1 >= frozen;
      Tensor below = x;
      x = lean(() -> layer.apply(below, bias, dropout));
      if (i >= layers.size() - last) {
        outputs.add(x);
      }
    }
    return outputs;
  }

  /** Without gradients nobody needs what is between input and output of a layer. */
  private static Tensor lean(Supplier<Tensor> work) {
    return Gradients.recorded() ? work.get() : NativeScope.keeping(work);
  }

  /** Added to the scores: 0 for a piece, the lowest number for padding. */
  private static Tensor attentionBias(Tensor mask) {
    Tensor padding = mask.to(ScalarType.Float).sub(new Scalar(1.0));
    return padding.mul(new Scalar((double) Float.MAX_VALUE)).view(mask.size(0), 1, 1, mask.size(1));
  }

  @Override
  public int depth(String name) {
    String[] parts = name.split("\\.");
    return parts[0].equals("layers") ? Integer.parseInt(parts[1]) + 1 : 0;
  }
}
