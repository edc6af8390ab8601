package dms.components.layer;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Turns rows of pieces into vectors that know their context. Safe for use from several threads. */
public interface PieceEncoder {
  /**
   * @param ids numbers of the pieces, 64-bit integers, shape (rows, pieces)
   * @param mask 1 for a piece, 0 for padding, 64-bit integers, shape (rows, pieces)
   * @param last how many of the last layers' outputs are wanted, at least 1
   * @param training whether dropout is active
   * @return outputs of the last layers, the lowest of them first, each of shape (rows, pieces,
   *     hidden); padding means nothing
   */
  List<Tensor> apply(Tensor ids, Tensor mask, int last, boolean training);

  /**
   * Where a parameter stands: 0 in the embeddings, n in the n-th layer.
   *
   * @param name its name in the branch that it is registered in
   */
  int depth(String name);
}
