package dms.components.decoder;

import dms.core.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Probabilities of what was chosen, a few native calls for all of it. */
final class Probabilities {
  private Probabilities() {}

  /**
   * Probability of each choice.
   *
   * @param scores before softmax, shape (…, choices)
   * @param chosen numbers of the choices, the same shape without the last axis
   * @return in row-major order
   */
  static float[] of(Tensor scores, Tensor chosen) {
    return Tensors.toFloats(of(torch.softmax(scores, -1), scores, chosen));
  }

  /** Logarithms of the same. */
  static float[] logOf(Tensor scores, Tensor chosen) {
    return Tensors.toFloats(of(torch.log_softmax(scores, -1), scores, chosen));
  }

  private static Tensor of(Tensor each, Tensor scores, Tensor chosen) {
    return each.gather(scores.dim() - 1, chosen.unsqueeze(-1));
  }
}
