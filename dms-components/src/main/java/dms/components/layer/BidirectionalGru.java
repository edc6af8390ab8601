package dms.components.layer;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.PackedSequence;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A bidirectional GRU (Cho et al. 2014) of one layer over packed rows: each row is read to its own
 * length, so its result does not depend on the rows beside it.
 */
public final class BidirectionalGru {
  private final GRUImpl gru;
  private final int hidden;

  /**
   * @param inputDim size of the last axis of what it reads
   * @param hidden size of each direction's state
   */
  public BidirectionalGru(String name, int inputDim, int hidden, ParameterTree parameters) {
    GRUOptions options = new GRUOptions(inputDim, hidden);
    options.batch_first().put(true);
    options.bidirectional().put(true);
    this.gru = parameters.register(name, new GRUImpl(options));
    this.hidden = hidden;
  }

  /**
   * What the GRU gives.
   *
   * @param perStep output of every step, shape (rows, steps, 2 · hidden), zero after a row's length
   * @param last state after the last step of each direction, forward first, shape (rows, 2 ·
   *     hidden)
   */
  public record Output(Tensor perStep, Tensor last) {}

  /**
   * @param x shape (rows, steps, inputDim)
   * @param lengths steps of each row, at least 1
   * @param device where x is
   */
  public Output apply(Tensor x, int[] lengths, ComputeDevice device) {
    if (!device.staged()) {
      return packed(x, Tensors.of(lengths, ComputeDevice.cpu()), false);
    }
    // Packing sorts the rows by length; libtorch would wait for the card to tell it the order.
    int[] order = longestFirst(lengths);
    int[] sorted = IntStream.of(order).map(row -> lengths[row]).toArray();
    Tensor longestFirst = x.index_select(0, Tensors.of(order, device));
    Output output = packed(longestFirst, Tensors.of(sorted, ComputeDevice.cpu()), true);
    Tensor back = Tensors.of(inverse(order), device);
    return new Output(output.perStep.index_select(0, back), output.last.index_select(0, back));
  }

  private static int[] longestFirst(int[] lengths) {
    return IntStream.range(0, lengths.length)
        .boxed()
        .sorted(Comparator.comparingInt(row -> -lengths[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return inverse;
  }

  private Output packed(Tensor x, Tensor lengths, boolean sorted) {
    PackedSequence packed = torch.pack_padded_sequence(x, lengths, true, sorted);
    var result = gru.forward_with_packed_input(packed);
    Tensor perStep =
        torch.pad_packed_sequence(result.get0(), true, 0.0, new LongOptional(x.size(1))).get0();
    Tensor states = result.get1();
    return new Output(perStep, Tensors.concat(1, states.select(0, 0), states.select(0, 1)));
  }

  /** Size of the last axis of its output: both directions. */
  public int outputDim() {
    return 2 * hidden;
  }
}
