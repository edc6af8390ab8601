package dms.components.layer;

import dms.core.weights.ParameterTree;
import java.util.Optional;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * The embeddings of BERT: piece, position and segment type summed and normalized; ELECTRA's small
 * models project them to the size of the layers.
 */
final class TransformerEmbeddings {
  private final EmbeddingImpl pieces;
  private final EmbeddingImpl positions;
  private final EmbeddingImpl types;
  private final LayerNormImpl norm;
  private final Optional<LinearImpl> projection;
  private final double dropout;

  TransformerEmbeddings(TransformerConfig config, ParameterTree parameters) {
    int dim = config.embeddingDim();
    this.pieces = parameters.register("pieces", new EmbeddingImpl(config.vocabularySize(), dim));
    this.positions =
        parameters.register("positions", new EmbeddingImpl(config.maxPositions(), dim));
    this.types = parameters.register("types", new EmbeddingImpl(config.types(), dim));
    this.norm = parameters.register("norm", TransformerLayer.norm(dim, config.epsilon()));
    this.projection =
        dim == config.hidden()
            ? Optional.empty()
            : Optional.of(parameters.register("projection", new LinearImpl(dim, config.hidden())));
    this.dropout = config.hiddenDropout();
  }

  /** Ids of shape (rows, pieces) give (rows, pieces, hidden). */
  Tensor apply(Tensor ids, boolean training) {
    Tensor place = positions.weight().narrow(0, 0, ids.size(1)).add(types.weight().select(0, 0));
    Tensor normalized = norm.forward(pieces.forward(ids).add(place));
    Tensor dropped = Dropout.apply(normalized, dropout, training);
    return projection.map(linear -> linear.forward(dropped)).orElse(dropped);
  }
}
