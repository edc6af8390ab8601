package dms.components.layer;

import static dms.components.Golden.assertClose;

import dms.components.Golden;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layer gives PyTorch's values and gradients. */
class GoldenLayersTest {
  private NativeScope scope;

  @BeforeEach
  void openScope() {
    scope = NativeScope.open();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cpu:0"})
  void bidirectionalGruGivesPyTorchsOutputLastStateAndGradients(String on) throws Exception {
    ComputeDevice device = ComputeDevice.parse(on);
    Golden golden = Golden.load("gru");
    ParameterTree tree = Golden.tree();
    BidirectionalGru gru = new BidirectionalGru("gru", 5, 4, tree);
    golden.fill(tree, name -> name.substring("gru.".length()));
    Tensor input = golden.get("input").set_requires_grad(true);
    int[] lengths =
        Arrays.stream(Tensors.toLongs(golden.get("lengths"))).mapToInt(Math::toIntExact).toArray();
    BidirectionalGru.Output output = gru.apply(input, lengths, device);
    assertClose(output.perStep(), golden.get("output"), "output");
    assertClose(output.last(), golden.get("last"), "last");
    Tensor loss =
        output.perStep().pow(new Scalar(2.0)).sum().add(output.last().pow(new Scalar(3.0)).sum());
    loss.backward();
    golden.assertGradients(tree, name -> name.substring("gru.".length()));
    assertClose(input.grad(), golden.get("grad.input"), "gradient of the input");
  }

  @Test
  void bidirectionalLstmOverPaddingGivesPyTorchsPackedOutputAndGradients() throws Exception {
    Golden golden = Golden.load("lstm");
    ParameterTree tree = Golden.tree();
    BidirectionalLstm first = new BidirectionalLstm("0", 6, 5, tree);
    BidirectionalLstm second = new BidirectionalLstm("1", first.outputDim(), 5, tree);
    golden.fill(tree, GoldenLayersTest::pyTorchName);
    Tensor input = golden.get("input").set_requires_grad(true);
    int[] lengths = golden.ints("lengths");
    Tensor reversal = Tensors.of(Reversal.of(batchOf(lengths)), ComputeDevice.cpu());
    Tensor real = realPositions(lengths, (int) input.size(1));
    Tensor output = second.apply(first.apply(input, reversal), reversal).mul(real);
    assertClose(output, golden.get("output"), "output");
    Tensor last = lastStates(output, lengths);
    assertClose(last, golden.get("last"), "last");
    output.pow(new Scalar(2.0)).sum().add(last.pow(new Scalar(3.0)).sum()).backward();
    golden.assertGradients(tree, GoldenLayersTest::pyTorchName);
    assertClose(input.grad().mul(real), golden.get("grad.input"), "gradient of the input");
  }

  /** Ours is {@code 1.backward.weight_ih_l0}, PyTorch's {@code weight_ih_l1_reverse}. */
  private static String pyTorchName(String name) {
    String[] parts = name.split("\\.");
    String reverse = parts[1].equals("backward") ? "_reverse" : "";
    return parts[2].replace("l0", "l" + parts[0]) + reverse;
  }

  private static Batch batchOf(int[] lengths) {
    List<Sentence> sentences = new ArrayList<>();
    for (int length : lengths) {
      sentences.add(Sentence.ofForms(Collections.nCopies(length, "x")));
    }
    return new Batch(sentences, Mode.INFERENCE, 0);
  }

  private static Tensor realPositions(int[] lengths, int tokens) {
    float[] mask = new float[lengths.length * tokens];
    for (int s = 0; s < lengths.length; s++) {
      java.util.Arrays.fill(mask, s * tokens, s * tokens + lengths[s], 1);
    }
    return Tensors.of(mask, ComputeDevice.cpu(), lengths.length, tokens, 1);
  }

  private static Tensor lastStates(Tensor output, int[] lengths) {
    long dim = output.size(2) / 2;
    Tensor[] rows =
        IntStream.range(0, lengths.length)
            .mapToObj(
                s ->
                    Tensors.concat(
                        0,
                        output.select(0, s).select(0, lengths[s] - 1).narrow(0, 0, dim),
                        output.select(0, s).select(0, 0).narrow(0, dim, dim)))
            .toArray(Tensor[]::new);
    return torch.stack(new org.bytedeco.pytorch.TensorVector(rows), 0);
  }

  @Test
  void classifierHeadGivesPyTorchsLogitsLossAndGradients() throws Exception {
    Golden golden = Golden.load("tagger");
    ParameterTree tree = Golden.tree();
    ClassifierHead head = new ClassifierHead(6, 11, tree);
    golden.fill(tree, name -> name);
    Tensor logits = head.apply(golden.get("input"), 0.0, false);
    assertClose(logits, golden.get("logits"), "logits");
    assertClose(loss(golden, logits, 0.0), golden.get("loss"), "loss");
    Tensor smoothed = loss(golden, logits, 0.1);
    assertClose(smoothed, golden.get("loss_smoothed"), "smoothed loss");
    smoothed.backward();
    golden.assertGradients(tree, name -> name);
  }

  private static Tensor loss(Golden golden, Tensor logits, double smoothing) {
    return torch.cross_entropy_loss(
        logits.view(-1, 11),
        golden.get("targets").view(-1),
        new TensorOptional(),
        1,
        -100,
        smoothing);
  }

  @Test
  void dropoutIsOffOutsideTrainingAndOnInTraining() {
    Tensor x = torch.ones(100, 100);
    Assertions.assertThat(Dropout.apply(x, 0.5, false)).isSameAs(x);
    double mean = Dropout.apply(x, 0.5, true).mean().item_double();
    double zeros = Dropout.apply(x, 0.25, true).eq(new Scalar(0)).sum().item_double() / 10_000;
    Assertions.assertThat(mean).isBetween(0.95, 1.05);
    Assertions.assertThat(zeros).isBetween(0.22, 0.28);
  }
}
