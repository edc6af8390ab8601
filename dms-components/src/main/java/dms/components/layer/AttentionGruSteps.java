package dms.components.layer;

import dms.core.tensor.CustomGradient;
import dms.core.tensor.Gradients;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * All steps of an {@link AttentionGru} whose previous characters are known, and their gradient.
 * Only what a step needs of the one before it is computed step by step; the gradients of weights
 * and characters are sums over all steps, and one product each.
 */
final class AttentionGruSteps {
  /**
   * What is read.
   *
   * @param characters encodings attended to, shape (rows, chars, charactersDim)
   * @param mask added to their scores, shape (rows, chars)
   * @param initial state before the first step, shape (rows, hidden)
   * @param gates what condition and previous characters add to them, shape (lines, 3 · hidden)
   */
  record Given(Tensor characters, Tensor mask, Tensor initial, Tensor gates) {}

  /**
   * What is learnt.
   *
   * @param query of the state, shape (charactersDim, hidden)
   * @param attended from the attention vector to the gates, shape (3 · hidden, charactersDim)
   * @param state from the state to the gates, shape (3 · hidden, hidden)
   * @param stateBias shape (3 · hidden)
   */
  record Weights(Tensor query, Tensor attended, Tensor state, Tensor stateBias) {}

  private final PackedSteps steps;
  private final Given given;
  private final Weights weights;
  private final long hidden;
  private final Tensor states;
  private final Tensor queries;
  private final Tensor shares;
  private final Tensor attended;
  private final GruSteps gru;
  private final CharacterProducts products;

  private AttentionGruSteps(PackedSteps steps, Given given, Weights weights, boolean kept) {
    this.steps = steps;
    this.given = given;
    this.weights = weights;
    this.hidden = given.initial.size(1);
    this.states = ofStates(hidden);
    this.queries = ofStates(given.characters.size(2));
    this.shares = ofStates(given.characters.size(1));
    this.attended = ofStates(given.characters.size(2));
    this.products = new CharacterProducts(given.characters);
    this.gru = new GruSteps(steps, states, weights.state, weights.stateBias.unsqueeze(0), kept);
  }

  private Tensor ofStates(long dim) {
    return given.gates.new_empty(steps.rows() + (long) steps.lines(), dim);
  }

  /** State and attention vector after each step, shape (lines, hidden + charactersDim). */
  static Tensor run(PackedSteps steps, Given given, Weights weights) {
    AttentionGruSteps run = new AttentionGruSteps(steps, given, weights, Gradients.recorded());
    return CustomGradient.of(
        List.of(
            given.characters,
            given.initial,
            given.gates,
            weights.query,
            weights.attended,
            weights.state,
            weights.stateBias),
        run::forward,
        gradient -> run.new Backward(gradient).all());
  }

  private Tensor forward() {
    long rows = steps.rows();
    states.narrow(0, 0, rows).copy_(given.initial);
    attend(0, rows);
    Tensor inputGates = given.gates.new_empty(rows, 3 * hidden);
    for (int step = 0; step < steps.steps(); step++) {
      int count = steps.count(step);
      Tensor gates =
          torch.addmm_out(
              inputGates.narrow(0, 0, count),
              steps.at(given.gates, step),
              steps.before(attended, step),
              weights.attended.t());
      gru.step(step, gates);
      attend(rows + steps.offset(step), count);
    }
    return torch.cat(new TensorVector(steps.afterAll(states), steps.afterAll(attended)), 1);
  }

  /** From states to what they attend to; they are those of the first rows. */
  private void attend(long from, long count) {
    Tensor query =
        torch.mm_out(
            queries.narrow(0, from, count), states.narrow(0, from, count), weights.query.t());
    Tensor scores = products.withEach(query).add_(given.mask.narrow(0, 0, count));
    Tensor share = torch.softmax_out(shares.narrow(0, from, count), scores, 1);
    products.sum(share, attended.narrow(0, from, count));
  }

  /** From the last step to the first. */
  private final class Backward {
    private final Tensor ofStates;
    private final Tensor ofAttended;
    private final Tensor ofQueries = ofStates(attended.size(1));
    private final Tensor ofCharacters = torch.zeros_like(given.characters);
    private final GruSteps.Backward gruBack;

    private Backward(Tensor gradient) {
      this.ofStates = steps.statesOf(gradient.narrow(1, 0, hidden));
      this.ofAttended = steps.statesOf(gradient.narrow(1, hidden, attended.size(1)));
      this.gruBack = gru.new Backward(ofStates);
    }

    private List<Tensor> all() {
      Tensor attendedWeight = candidateFirst(weights.attended);
      for (int step = steps.steps() - 1; step >= 0; step--) {
        attend(steps.rows() + steps.offset(step), steps.count(step));
        Tensor inputGates = gruBack.step(step);
        steps.before(ofAttended, step).addmm_(inputGates, attendedWeight);
      }
      attend(0, steps.rows());
      Tensor gates = gruBack.inputGates();
      return List.of(
          ofCharacters,
          ofStates.narrow(0, 0, steps.rows()),
          gates,
          ofQueries.t().mm(states),
          gates.t().mm(gruBack.before(attended)),
          gruBack.weight(),
          gruBack.bias().squeeze(0));
    }

    /** Its gates in the order in which {@link GruSteps.Backward#step} gives them. */
    private Tensor candidateFirst(Tensor weight) {
      return torch.cat(
          new TensorVector(weight.narrow(0, 2 * hidden, hidden), weight.narrow(0, 0, 2 * hidden)),
          0);
    }

    /** From what states attended to back to them. */
    private void attend(long from, long count) {
      Tensor share = shares.narrow(0, from, count);
      Tensor ofVector = ofAttended.narrow(0, from, count);
      Tensor weighted = products.withEach(ofVector).mul_(share);
      Tensor sum = weighted.sum(new long[] {1}, true, new ScalarTypeOptional());
      Tensor ofScore = weighted.addcmul_(share, sum, new Scalar(-1));
      Tensor ofQuery = ofQueries.narrow(0, from, count);
      products.sum(ofScore, ofQuery);
      ofStates.narrow(0, from, count).addmm_(ofQuery, weights.query);
      ofCharacters
          .narrow(0, 0, count)
          .addcmul_(share.unsqueeze(2), ofVector.unsqueeze(1))
          .addcmul_(ofScore.unsqueeze(2), queries.narrow(0, from, count).unsqueeze(1));
    }
  }

  /**
   * Products of vectors and the characters of their rows, number by number: a product of matrices
   * would be one of a single line, and for each number of rows and characters another kernel.
   */
  private static final class CharacterProducts {
    private final Tensor characters;
    private final Tensor each;

    private CharacterProducts(Tensor characters) {
      this.characters = characters;
      this.each = torch.empty_like(characters);
    }

    /** Of each row's vector with each of its characters; (rows, dim) gives (rows, chars). */
    private Tensor withEach(Tensor vectors) {
      return multiplied(vectors.unsqueeze(1), vectors.size(0)).sum(2);
    }

    /** The characters of each row by their shares; (rows, chars) gives (rows, dim). */
    private void sum(Tensor shares, Tensor into) {
      torch.sum_out(into, multiplied(shares.unsqueeze(2), shares.size(0)), 1);
    }

    private Tensor multiplied(Tensor factor, long rows) {
      return torch.mul_out(each.narrow(0, 0, rows), characters.narrow(0, 0, rows), factor);
    }
  }
}
