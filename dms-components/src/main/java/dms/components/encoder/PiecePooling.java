package dms.components.encoder;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** How the vectors of a token's pieces become one. */
public enum PiecePooling {
  /** The first piece's vector, as in the paper. */
  FIRST {
    @Override
    Tensor apply(Tensor pieces, PieceRows rows, ComputeDevice device) {
      return Tensors.rows(pieces, Tensors.of(rows.first(), device));
    }
  },
  /** Their mean. */
  MEAN {
    /** Mode of libtorch's embedding bags. */
    private static final long MEAN_OF_BAG = 1;

    @Override
    Tensor apply(Tensor pieces, PieceRows rows, ComputeDevice device) {
      Tensor all = Tensors.of(rows.all(), device);
      Tensor offsets = Tensors.of(rows.offsets(), device);
      TensorOptional unweighted = new TensorOptional();
      Tensor means =
          torch
              .embedding_bag(pieces, all, offsets, false, MEAN_OF_BAG, false, unweighted, false)
              .get0();
      long[] tokens = rows.first().shape();
      return means.view(tokens[0], tokens[1], -1);
    }
  };

  /**
   * @param pieces shape (rows · pieces, dim)
   * @return shape (sentences, tokens, dim); padding means nothing
   */
  abstract Tensor apply(Tensor pieces, PieceRows rows, ComputeDevice device);
}
