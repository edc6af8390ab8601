package dms.components.encoder;

import dms.components.layer.PieceEncoder;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Runs a transformer over rows of pieces. Without gradients some rows go through at a time, so that
 * a long text takes memory for its outputs only.
 *
 * @param encoder the transformer
 * @param layers how many of the last layers' outputs are wanted
 */
record PieceEncoderRunner(PieceEncoder encoder, int layers) {
  /** Pieces that go through at once. */
  private static final long CHUNK_PIECES = 1 << 13;

  /** The outputs of the last layers, side by side: (rows, pieces, layers · hidden). */
  Tensor apply(PieceRows rows, boolean training, ComputeDevice device) {
    Tensor ids = Tensors.of(rows.pieces(), device);
    Tensor mask = Tensors.of(rows.mask(), device);
    return Gradients.recorded() ? run(ids, mask, training) : inChunks(ids, mask, training);
  }

  private Tensor run(Tensor ids, Tensor mask, boolean training) {
    List<Tensor> outputs = encoder.apply(ids, mask, layers, training);
    return Tensors.concat(2, outputs.toArray(Tensor[]::new));
  }

  private Tensor inChunks(Tensor ids, Tensor mask, boolean training) {
    long rows = ids.size(0);
    long atOnce = Math.max(1, CHUNK_PIECES / Math.max(1, ids.size(1)));
    List<Tensor> chunks = new ArrayList<>();
    long from = 0;
    do {
      long begin = from;
      long count = Math.min(atOnce, rows - from);
      chunks.add(
          NativeScope.keeping(
              () -> run(ids.narrow(0, begin, count), mask.narrow(0, begin, count), training)));
      from += atOnce;
    } while (from < rows);
    return Tensors.concat(0, chunks.toArray(Tensor[]::new));
  }
}
