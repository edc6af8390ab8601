package dms.components.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dms.components.Golden;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recurrent layers whose gradients are written by hand give what autograd gives, with rows few and
 * many, of one length and of all.
 */
class RecurrentStepsTest {
  private static final int DIM = 6;
  private static final int HIDDEN = 5;

  private NativeScope scope;

  @BeforeEach
  void openScope() {
    scope = NativeScope.open();
    torch.manual_seed(7);
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private static int[] lengths(int rows) {
    Random random = new Random(rows);
    return IntStream.range(0, rows).map(row -> 1 + random.nextInt(9)).toArray();
  }

  private static Tensor learnt(long... shape) {
    return torch.randn(shape).set_requires_grad(true);
  }

  private static void assertClose(Tensor found, Tensor expected) {
    assertThat(torch.allclose(found, expected, 1e-4, 1e-5, false))
        .as("largest difference %s", found.sub(expected).abs().max().item_float())
        .isTrue();
  }

  /** Of a sum in which each number has another weight. */
  private static void backward(Tensor result) {
    Tensor weights = torch.linspace(new Scalar(-1), new Scalar(1), result.numel());
    result.mul(weights.view(result.shape())).sum().backward();
  }

  private static List<Tensor> gradients(ParameterTree tree, Tensor... inputs) {
    List<Tensor> all = new ArrayList<>(List.of(inputs));
    all.addAll(tree.tensors().values());
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor tensor : all) {
      if (tensor.grad().defined()) {
        gradients.add(tensor.grad().clone());
        tensor.grad().zero_();
      }
    }
    return gradients;
  }

  private static void assertAllClose(List<Tensor> found, List<Tensor> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertClose(found.get(i), expected.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 70})
  void bidirectionalGruIsLibtorchsOverPackedSequences(int rows) {
    ParameterTree tree = Golden.tree();
    BidirectionalGru gru = new BidirectionalGru("gru", DIM, HIDDEN, tree);
    int[] lengths = lengths(rows);
    Tensor x = learnt(rows, 11, DIM);
    BidirectionalGru.Output output = gru.apply(x, lengths, ComputeDevice.cpu());
    backward(output.perStep());
    backward(gru.apply(x, lengths, ComputeDevice.cpu()).last());
    final List<Tensor> found = gradients(tree, x);

    GRUOptions options = new GRUOptions(DIM, HIDDEN);
    options.batch_first().put(true);
    options.bidirectional().put(true);
    GRUImpl libtorch = new GRUImpl(options);
    ParameterTree other = Golden.tree();
    other.register("gru", libtorch);
    Gradients.without(
        () -> other.tensors().forEach((name, own) -> own.copy_(tree.tensors().get(name))));
    var lengthsTensor = Tensors.of(lengths, ComputeDevice.cpu());
    var result =
        libtorch.forward_with_packed_input(
            torch.pack_padded_sequence(x, lengthsTensor, true, false));
    Tensor perStep =
        torch.pad_packed_sequence(result.get0(), true, 0.0, new LongOptional(11)).get0();
    Tensor states = result.get1();
    Tensor last = Tensors.concat(1, states.select(0, 0), states.select(0, 1));
    assertClose(output.perStep(), perStep);
    assertClose(output.last(), last);
    backward(perStep);
    backward(
        Tensors.concat(
            1,
            libtorch
                .forward_with_packed_input(
                    torch.pack_padded_sequence(x, lengthsTensor, true, false))
                .get1()
                .unbind(0)
                .get()));
    assertAllClose(found, gradients(other, x));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 70})
  void allStepsOfAnAttentionGruAreOneAfterTheOther(int rows) {
    ParameterTree tree = Golden.tree();
    AttentionGru gru = new AttentionGru(4, DIM, 3, HIDDEN, tree);
    int[] lengths = lengths(rows);
    Arrays.sort(lengths);
    PackedSteps steps =
        new PackedSteps(
            IntStream.of(lengths)
                .map(i -> i)
                .boxed()
                .sorted((a, b) -> b - a)
                .mapToInt(Integer::intValue)
                .toArray());
    Tensor characters = learnt(rows, 7, DIM);
    Tensor condition = learnt(rows, 3);
    Tensor symbols = learnt(steps.lines(), 4);
    Tensor mask = torch.zeros(rows, 7);
    mask.narrow(0, 0, 1).narrow(1, 4, 3).fill_(new Scalar(-1e9));

    AttentionGru.Rows prepared = gru.rows(characters, mask, condition);
    Tensor together = gru.steps(prepared, steps, gru.symbolGates(symbols), condition);
    backward(together);
    final List<Tensor> found = gradients(tree, characters, condition, symbols);

    AttentionGru.Rows again = gru.rows(characters, mask, condition);
    AttentionGru.State state = gru.initialState(again, condition);
    Tensor gates = gru.symbolGates(symbols);
    List<Tensor> outputs = new ArrayList<>();
    for (int step = 0; step < steps.steps(); step++) {
      int count = steps.count(step);
      Tensor fed = gates.narrow(0, steps.offset(step), count);
      state = gru.step(again.first(count), fed, state.first(count));
      outputs.add(state.output());
    }
    Tensor oneByOne = torch.cat(new TensorVector(outputs.toArray(Tensor[]::new)), 0);
    assertClose(together, oneByOne);
    backward(oneByOne);
    assertAllClose(found, gradients(tree, characters, condition, symbols));
  }

  @Test
  void withoutGradientsTheValuesAreTheSame() {
    BidirectionalGru gru = new BidirectionalGru("gru", DIM, HIDDEN, Golden.tree());
    int[] lengths = lengths(40);
    Tensor x = torch.randn(40, 9, DIM);
    Tensor recorded = gru.apply(x, lengths, ComputeDevice.cpu()).perStep();
    Tensor plain = Gradients.detached(() -> gru.apply(x, lengths, ComputeDevice.cpu()).perStep());
    assertThat(Tensors.toFloats(plain)).isEqualTo(Tensors.toFloats(recorded));
  }
}
