package dms.components.layer;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A bidirectional GRU (Cho et al. 2014) of one layer over packed rows: each row is read to its own
 * length, so its result does not depend on the rows beside it.
 */
public final class BidirectionalGru {
  private static final long DIRECTIONS = 2;

  private final Weights ahead;
  private final Weights back;
  private final int inputDim;
  private final int hidden;

  /**
   * @param inputDim size of the last axis of what it reads
   * @param hidden size of each direction's state
   */
  public BidirectionalGru(String name, int inputDim, int hidden, ParameterTree parameters) {
    GRUOptions options = new GRUOptions(inputDim, hidden);
    options.bidirectional().put(true);
    StringTensorDict weights =
        parameters.register(name, new GRUImpl(options)).named_parameters(false);
    this.ahead = Weights.of(weights, "_l0");
    this.back = Weights.of(weights, "_l0_reverse");
    this.inputDim = inputDim;
    this.hidden = hidden;
  }

  /** Of a direction, for input (3 · hidden, inputDim) and state (3 · hidden, hidden). */
  private record Weights(Tensor input, Tensor inputBias, Tensor state, Tensor stateBias) {
    static Weights of(StringTensorDict weights, String suffix) {
      return new Weights(
          weights.get("weight_ih" + suffix),
          weights.get("bias_ih" + suffix),
          weights.get("weight_hh" + suffix),
          weights.get("bias_hh" + suffix));
    }
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
    int[] order = PackedSteps.longestFirst(lengths);
    PackedSteps steps = new PackedSteps(IntStream.of(order).map(row -> lengths[row]).toArray());
    Layout layout = new Layout(order, steps, Math.toIntExact(x.size(1)));
    Tensor read =
        Tensors.rows(x.reshape(-1, inputDim), Tensors.of(layout.read(), device))
            .view(DIRECTIONS, steps.lines(), inputDim);
    Tensor inputGates =
        torch.baddbmm(both(Weights::inputBias), read, both(Weights::input).transpose(1, 2));
    Tensor states =
        GruSteps.run(
            steps, Tensors.float32(inputGates), both(Weights::state), both(Weights::stateBias));
    Tensor zeros = states.new_zeros(1, hidden);
    Tensor rows = Tensors.concat(0, states.view(-1, hidden), zeros);
    return new Output(
        rows(rows, layout.perStep(), device).view(lengths.length, -1, outputDim()),
        rows(rows, layout.last(), device).view(lengths.length, outputDim()));
  }

  /** Those of both directions; a bias as (directions, 1, 3 · hidden). */
  private Tensor both(Function<Weights, Tensor> of) {
    Tensor both = torch.stack(new TensorVector(of.apply(ahead), of.apply(back)), 0);
    return both.dim() == 2 ? both.unsqueeze(1) : both;
  }

  /** Without a gradient for the last row, which is zero. */
  private static Tensor rows(Tensor rows, int[] ids, ComputeDevice device) {
    return torch.embedding(rows, Tensors.of(ids, device), rows.size(0) - 1, false, false);
  }

  /** Where the rows are in the order of the steps, read ahead and from their ends. */
  private record Layout(int[] order, PackedSteps steps, int maxSteps) {
    /** Which of (rows · maxSteps) each line reads, of both directions. */
    int[] read() {
      int[] rows = steps.rowOfLine();
      int lines = steps.lines();
      int[] read = new int[2 * lines];
      for (int step = 0; step < steps.steps(); step++) {
        for (int line = steps.offset(step); line < steps.line(step, steps.count(step)); line++) {
          int row = rows[line];
          read[line] = order[row] * maxSteps + step;
          read[lines + line] = order[row] * maxSteps + Math.max(0, steps.length(row) - 1 - step);
        }
      }
      return read;
    }

    /** The lines of (rows, maxSteps, directions); after a row's length the one after all lines. */
    int[] perStep() {
      int lines = steps.lines();
      int[] found = new int[2 * order.length * maxSteps];
      Arrays.fill(found, 2 * lines);
      for (int row = 0; row < order.length; row++) {
        for (int step = 0; step < steps.length(row); step++) {
          int place = 2 * (order[row] * maxSteps + step);
          found[place] = steps.line(step, row);
          found[place + 1] = lines + steps.line(steps.length(row) - 1 - step, row);
        }
      }
      return found;
    }

    /** The lines of (rows, directions) that end a row. */
    int[] last() {
      int[] last = new int[2 * order.length];
      for (int row = 0; row < order.length; row++) {
        int line = steps.line(steps.length(row) - 1, row);
        last[2 * order[row]] = line;
        last[2 * order[row] + 1] = steps.lines() + line;
      }
      return last;
    }
  }

  /** Size of the last axis of its output: both directions. */
  public int outputDim() {
    return 2 * hidden;
  }
}
