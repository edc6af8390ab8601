package dms.components.layer;

import dms.core.batch.Batch;
import dms.core.tensor.Ids;

/**
 * The order that turns each sentence of a batch round within its own length and leaves padding
 * where it is.
 */
public final class Reversal {
  private Reversal() {}

  /**
   * @return for each position of (batch · tokens) the position whose row goes there; applied twice
   *     it changes nothing
   */
  public static Ids of(Batch batch) {
    int tokens = batch.maxTokens();
    int[] positions = new int[batch.size() * tokens];
    for (int s = 0; s < batch.size(); s++) {
      int length = batch.length(s);
      for (int t = 0; t < tokens; t++) {
        positions[batch.position(s, t)] = batch.position(s, t < length ? length - 1 - t : t);
      }
    }
    return new Ids(positions, positions.length);
  }
}
