package dms.components.layer;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.CustomGradient;
import dms.core.tensor.Gradients;
import dms.core.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The steps of a GRU cell (Cho et al. 2014, in PyTorch's form) over packed rows, without autograd,
 * which would take several times as long on rows as few as these.
 *
 * <p>With x the finished gates of the input and W h + b those of the state: reset r = σ(x_r + (W h
 * + b)_r), update z = σ(x_z + (W h + b)_z), candidate n = tanh(x_n + r (W h + b)_n), and the next
 * state h' = n + z (h − n).
 */
final class GruSteps {
  private final PackedSteps steps;
  private final Tensor states;
  private final Tensor weight;
  private final Tensor bias;
  private final long hidden;
  private final boolean kept;
  private final Tensor recurrent;
  private final Tensor gates;
  private final Tensor candidates;

  /**
   * @param states shape (…, rows + lines, hidden), those before the first step filled in
   * @param weight of the state, shape (…, 3 · hidden, hidden): reset, update, candidate
   * @param bias of the state, shape (…, 1, 3 · hidden)
   * @param kept whether a gradient will be asked for
   */
  GruSteps(PackedSteps steps, Tensor states, Tensor weight, Tensor bias, boolean kept) {
    this.steps = steps;
    this.states = states;
    this.weight = weight;
    this.bias = bias;
    this.hidden = weight.size(-1);
    this.kept = kept;
    this.recurrent = lines(3 * hidden);
    this.gates = lines(2 * hidden);
    this.candidates = lines(hidden);
  }

  /**
   * All steps of several directions, each from a state of zeros.
   *
   * @param inputGates shape (directions, lines, 3 · hidden)
   * @param weight of the state, shape (directions, 3 · hidden, hidden)
   * @param bias of the state, shape (directions, 1, 3 · hidden)
   * @return the state after each step, shape (directions, lines, hidden)
   */
  static Tensor run(PackedSteps steps, Tensor inputGates, Tensor weight, Tensor bias) {
    Tensor states =
        inputGates.new_empty(
            inputGates.size(0), steps.rows() + (long) steps.lines(), weight.size(2));
    states.narrow(1, 0, steps.rows()).zero_();
    GruSteps gru = new GruSteps(steps, states, weight, bias, Gradients.recorded());
    return CustomGradient.of(
        List.of(inputGates, weight, bias), () -> gru.all(inputGates), gru::allBack);
  }

  private Tensor all(Tensor inputGates) {
    for (int step = 0; step < steps.steps(); step++) {
      step(step, steps.at(inputGates, step));
    }
    return steps.afterAll(states).clone();
  }

  private List<Tensor> allBack(Tensor gradient) {
    Backward backward = new Backward(steps.statesOf(gradient));
    for (int step = steps.steps() - 1; step >= 0; step--) {
      backward.step(step);
    }
    return List.of(backward.inputGates(), backward.weight(), backward.bias());
  }

  private Tensor lines(long dim) {
    long[] shape = states.shape();
    shape[shape.length - 2] = kept ? steps.lines() : steps.rows();
    shape[shape.length - 1] = dim;
    return states.new_empty(shape);
  }

  private Tensor at(Tensor lines, int step) {
    return kept ? steps.at(lines, step) : lines.narrow(-2, 0, steps.count(step));
  }

  /**
   * Computes the states after a step; inputGates has the shape (…, rows of the step, 3 · hidden).
   */
  void step(int step, Tensor inputGates) {
    Tensor state = steps.before(states, step);
    Tensor r = product(at(recurrent, step), state, weight.transpose(-2, -1)).add_(bias);
    Tensor both = torch.add_out(at(gates, step), first(inputGates, 2), first(r, 2)).sigmoid_();
    Tensor candidate =
        torch.addcmul_out(at(candidates, step), part(inputGates, 2), part(both, 0), part(r, 2));
    torch.lerp_out(steps.after(states, step), candidate.tanh_(), state, part(both, 1));
  }

  private static Tensor product(Tensor into, Tensor one, Tensor other) {
    return into.dim() == 2 ? torch.mm_out(into, one, other) : torch.bmm_out(into, one, other);
  }

  private Tensor first(Tensor gates, long parts) {
    return gates.narrow(-1, 0, parts * hidden);
  }

  private Tensor part(Tensor gates, long number) {
    return gates.narrow(-1, number * hidden, hidden);
  }

  /** The gradient of all steps, which goes through them from the last to the first. */
  final class Backward {
    private final Tensor stateGradients;
    private final Tensor linesBefore;
    private final Tensor previous;
    private final Tensor toCandidate;
    private final Tensor factors;
    private final Tensor gateGradients;

    /**
     * @param stateGradients shape (…, rows + lines, hidden), what the result owes to each state;
     *     each step adds what it owes to the state before it
     */
    Backward(Tensor stateGradients) {
      this.stateGradients = stateGradients;
      this.linesBefore = Tensors.of(steps.stateBefore(), ComputeDevice.of(states));
      this.previous = before(states);
      this.factors = lines(4 * hidden);
      this.gateGradients = lines(4 * hidden);
      this.toCandidate = part(factors, 0);
      fillFactors(part(gates, 0), part(gates, 1));
    }

    /**
     * From a state to each of its gates, which the states alone decide: candidate as to the input,
     * reset, update, candidate as to the state before.
     */
    private void fillFactors(Tensor reset, Tensor update) {
      torch.mul_out(toCandidate, oneMinus(update), oneMinus(candidates.square()));
      Tensor throughReset = toCandidate.mul(part(recurrent, 2)).mul_(reset).mul_(oneMinus(reset));
      part(factors, 1).copy_(throughReset);
      Tensor throughUpdate = previous.sub(candidates).mul_(update).mul_(oneMinus(update));
      part(factors, 2).copy_(throughUpdate);
      torch.mul_out(part(factors, 3), toCandidate, reset);
    }

    private Tensor oneMinus(Tensor x) {
      return x.neg().add_(new Scalar(1));
    }

    /**
     * Goes back through a step.
     *
     * @return the gradient of the input's gates in the order candidate, reset, update; shape (…,
     *     rows of the step, 3 · hidden)
     */
    Tensor step(int step) {
      Tensor after = steps.after(stateGradients, step);
      Tensor ofGates = steps.at(gateGradients, step);
      torch.mul_out(byGate(ofGates), after.unsqueeze(-2), byGate(steps.at(factors, step)));
      Tensor before = steps.before(stateGradients, step);
      before.addcmul_(after, part(steps.at(gates, step), 1));
      addProduct(stateGates(ofGates), weight, before);
      return first(ofGates, 3);
    }

    /** Of what each state has, that from which each line's step starts; shape (…, lines, dim). */
    Tensor before(Tensor ofStates) {
      return torch.index_select(ofStates, -2, linesBefore);
    }

    /** Shape (…, 4 · hidden) as (…, 4, hidden). */
    private Tensor byGate(Tensor ofGates) {
      return ofGates.unflatten(-1, 4, hidden);
    }

    private Tensor stateGates(Tensor ofGates) {
      return ofGates.narrow(-1, hidden, 3 * hidden);
    }

    private static void addProduct(Tensor one, Tensor other, Tensor sum) {
      if (sum.dim() == 2) {
        sum.addmm_(one, other);
      } else {
        sum.baddbmm_(one, other);
      }
    }

    /** Of the input's gates at all steps, shape (…, lines, 3 · hidden). */
    Tensor inputGates() {
      Tensor resetAndUpdate = gateGradients.narrow(-1, hidden, 2 * hidden);
      return torch.cat(new TensorVector(resetAndUpdate, part(gateGradients, 0)), -1);
    }

    Tensor weight() {
      return stateGates(gateGradients).transpose(-2, -1).matmul(previous);
    }

    Tensor bias() {
      return stateGates(gateGradients).sum(new long[] {-2}, true, new ScalarTypeOptional());
    }
  }
}
