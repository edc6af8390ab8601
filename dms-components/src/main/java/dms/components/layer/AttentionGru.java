package dms.components.layer;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import org.bytedeco.pytorch.GRUCellImpl;
import org.bytedeco.pytorch.GRUCellOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A GRU cell whose input is the previous character, the multiplicative attention vector of the
 * state before (Luong et al. 2015: "general" score, input feeding) and a condition that stays the
 * same for all steps.
 *
 * <p>With h a state and c_i the encoding of character i of the row: score_i = (W h) · c_i, a = Σ
 * softmax(score)_i c_i; the next state is h' = GRU([previous character ‖ a ‖ condition], h), and
 * the next character is chosen from h' and its own attention vector, which has seen the previous
 * character. The parts of the input that do not depend on the state are multiplied once, not at
 * every step.
 */
public final class AttentionGru {
  private final LinearImpl attention;
  private final LinearImpl initial;
  private final GRUCellImpl cell;
  private final int symbolDim;
  private final int charactersDim;
  private final int conditionDim;

  /**
   * @param symbolDim size of a character's embedding
   * @param charactersDim size of the encodings attended to
   * @param conditionDim size of the condition
   * @param hidden size of the state
   */
  public AttentionGru(
      int symbolDim, int charactersDim, int conditionDim, int hidden, ParameterTree parameters) {
    this.attention = parameters.register("attention", unbiased(hidden, charactersDim));
    this.initial = parameters.register("initial", new LinearImpl(conditionDim, hidden));
    this.cell =
        parameters.register(
            "cell",
            new GRUCellImpl(new GRUCellOptions(symbolDim + charactersDim + conditionDim, hidden)));
    this.symbolDim = symbolDim;
    this.charactersDim = charactersDim;
    this.conditionDim = conditionDim;
  }

  private static LinearImpl unbiased(int in, int out) {
    LinearOptions options = new LinearOptions(in, out);
    options.bias().put(false);
    return new LinearImpl(options);
  }

  /**
   * What stays the same for all steps of some rows.
   *
   * @param characters encodings attended to, shape (rows, chars, charactersDim)
   * @param mask 0 for a character, a large negative number for padding, shape (rows, chars)
   * @param conditionGates what the condition adds to the gates, shape (rows, 3 · hidden)
   * @param attentionWeight part of the cell's weight for the attention vector, shape (3 · hidden,
   *     charactersDim)
   */
  public record Rows(
      Tensor characters, Tensor mask, Tensor conditionGates, Tensor attentionWeight) {
    /** The first rows alone. */
    public Rows first(long count) {
      return new Rows(
          characters.narrow(0, 0, count),
          mask.narrow(0, 0, count),
          conditionGates.narrow(0, 0, count),
          attentionWeight);
    }

    /** Some rows alone, by number. */
    public Rows select(Tensor numbers) {
      return new Rows(
          characters.index_select(0, numbers),
          mask.index_select(0, numbers),
          conditionGates.index_select(0, numbers),
          attentionWeight);
    }
  }

  /** Prepares rows; condition has the shape (rows, conditionDim). */
  public Rows rows(Tensor characters, Tensor mask, Tensor condition) {
    Tensor weight = cell.weight_ih().narrow(1, symbolDim + (long) charactersDim, conditionDim);
    Tensor gates = torch.linear(condition, weight, new TensorOptional(cell.bias_ih()));
    Tensor attentionWeight = cell.weight_ih().narrow(1, symbolDim, charactersDim);
    return new Rows(characters, mask, gates, attentionWeight);
  }

  /** What each symbol adds to the gates: (symbols, symbolDim) gives (symbols, 3 · hidden). */
  public Tensor symbolGates(Tensor embedding) {
    return torch.linear(embedding, cell.weight_ih().narrow(1, 0, symbolDim));
  }

  /**
   * Weights of the attention.
   *
   * @param state shape (rows, hidden)
   * @return shape (rows, chars), zero for padding, each row with sum 1
   */
  public Tensor attentionWeights(Rows rows, Tensor state) {
    Tensor scores = torch.bmm(rows.characters, attention.forward(state).unsqueeze(2)).squeeze(2);
    return torch.softmax(scores.add(rows.mask), 1);
  }

  /**
   * Where some rows stand.
   *
   * @param hidden state of the cell, shape (rows, hidden)
   * @param attended attention vector of that state, shape (rows, charactersDim)
   */
  public record State(Tensor hidden, Tensor attended) {
    /**
     * Both side by side, from which a character is chosen; shape (rows, hidden + charactersDim).
     */
    public Tensor output() {
      return Tensors.concat(1, hidden, attended);
    }

    /** Where some rows alone stand, by number. */
    public State select(Tensor numbers) {
      return new State(hidden.index_select(0, numbers), attended.index_select(0, numbers));
    }

    /** Where the first rows alone stand. */
    public State first(long count) {
      return new State(hidden.narrow(0, 0, count), attended.narrow(0, 0, count));
    }
  }

  /** The state before the first step; condition has the shape (rows, conditionDim). */
  public State initialState(Rows rows, Tensor condition) {
    return attending(rows, torch.tanh(initial.forward(condition)));
  }

  /**
   * One step.
   *
   * @param symbolGates what the previous character adds to the gates, shape (rows, 3 · hidden)
   * @param state the state before it
   */
  public State step(Rows rows, Tensor symbolGates, State state) {
    Tensor input =
        torch
            .linear(state.attended, rows.attentionWeight)
            .add(rows.conditionGates)
            .add(symbolGates);
    Tensor recurrent =
        torch.linear(state.hidden, cell.weight_hh(), new TensorOptional(cell.bias_hh()));
    return attending(rows, gru(input, recurrent, state.hidden));
  }

  /**
   * All steps of rows whose previous characters are known: as {@link #step} for each of them, in a
   * fraction of the time.
   *
   * @param steps of the rows, longest first
   * @param symbolGates what the previous characters add to the gates, shape (lines, 3 · hidden)
   * @param condition shape (rows, conditionDim)
   * @return the {@link State#output()} of each step, shape (lines, hidden + charactersDim)
   */
  public Tensor steps(Rows rows, PackedSteps steps, Tensor symbolGates, Tensor condition) {
    ComputeDevice device = ComputeDevice.of(rows.characters);
    Tensor ofRows = Tensors.rows(rows.conditionGates, Tensors.of(steps.rowOfLine(), device));
    return AttentionGruSteps.run(
        steps,
        new AttentionGruSteps.Given(
            Tensors.float32(rows.characters),
            rows.mask,
            Tensors.float32(torch.tanh(initial.forward(condition))),
            Tensors.float32(ofRows.add(symbolGates))),
        new AttentionGruSteps.Weights(
            attention.weight(), rows.attentionWeight, cell.weight_hh(), cell.bias_hh()));
  }

  private State attending(Rows rows, Tensor hidden) {
    Tensor weights = attentionWeights(rows, hidden);
    return new State(hidden, torch.bmm(weights.unsqueeze(1), rows.characters).squeeze(1));
  }

  /** The GRU's equations on finished gates: reset, update, candidate. */
  private static Tensor gru(Tensor input, Tensor recurrent, Tensor state) {
    var in = input.chunk(3, 1);
    var rec = recurrent.chunk(3, 1);
    Tensor reset = torch.sigmoid(in.get(0).add(rec.get(0)));
    Tensor update = torch.sigmoid(in.get(1).add(rec.get(1)));
    Tensor candidate = torch.tanh(in.get(2).add(reset.mul(rec.get(2))));
    return candidate.add(update.mul(state.sub(candidate)));
  }

  /**
   * Encodings for each row: (forms, chars, dim) and row numbers give (rows, chars ≤ maxCharacters,
   * dim).
   */
  public static Tensor select(Tensor characters, Tensor formOfRow, long maxCharacters) {
    Tensor cut = characters.narrow(1, 0, maxCharacters);
    if (!Gradients.recorded()) {
      // Copies the rows only; of a long text each group of rows would copy the forms of all.
      return torch.index_select(cut, 0, formOfRow);
    }
    long dim = characters.size(2);
    Tensor flat = cut.contiguous().view(characters.size(0), maxCharacters * dim);
    return Tensors.rows(flat, formOfRow).view(-1, maxCharacters, dim);
  }
}
