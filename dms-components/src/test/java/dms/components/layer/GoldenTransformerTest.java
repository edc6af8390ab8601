package dms.components.layer;

import static dms.components.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dms.components.Golden;
import dms.components.piece.ModelFolder;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import dms.core.weights.TensorFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Transformers give the values and gradients of Python's library transformers. */
class GoldenTransformerTest {
  private NativeScope scope;

  /** The two ways of loading a model. */
  enum Way {
    LAYERS,
    SCRIPT
  }

  /** An encoder and its parameters. */
  private record Loaded(PieceEncoder encoder, ParameterTree tree) {
    static Loaded electra(Way way, Path folder) throws Exception {
      ParameterTree tree = Golden.tree();
      TransformerConfig config = config(folder.resolve("config.json"));
      if (way == Way.SCRIPT) {
        byte[] script = Files.readAllBytes(folder.resolve("electra.ts"));
        return new Loaded(ScriptedTransformer.load(script, "electra.ts", config, tree), tree);
      }
      Loaded made = new Loaded(new Transformer(config, 0, tree), tree);
      TransformerWeights.load(folder.resolve("model.safetensors"), tree);
      return made;
    }

    Tensor last(Tensor ids, Tensor mask) {
      return encoder.apply(ids, mask, 1, false).get(0);
    }

    /** Gradients by the names of distributed models. */
    Map<String, Tensor> gradients() {
      Map<String, Tensor> gradients = new LinkedHashMap<>();
      tree.tensors()
          .forEach(
              (name, tensor) -> {
                List<String> names =
                    encoder instanceof Transformer
                        ? TransformerNames.distributed(name)
                        : List.of(name.replaceFirst("^m\\.", ""));
                long size = tensor.size(0) / names.size();
                for (int part = 0; part < names.size(); part++) {
                  gradients.put(names.get(part), tensor.grad().narrow(0, part * size, size));
                }
              });
      return gradients;
    }
  }

  @BeforeEach
  void openScope() {
    scope = NativeScope.open();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private static TransformerConfig config(Path file) throws Exception {
    return TransformerConfig.parse(Files.readAllBytes(file), file.toString());
  }

  private static Path resource(String name) throws Exception {
    return Path.of(GoldenTransformerTest.class.getResource("/golden/" + name).toURI());
  }

  private static Tensor real(Tensor hidden, Tensor mask) {
    return hidden.mul(mask.unsqueeze(2).to(ScalarType.Float));
  }

  private static void backward(Tensor last, Tensor mask) {
    real(last, mask).pow(new Scalar(3.0)).sum().backward();
  }

  @Test
  void bertGivesEveryLayersOutputAndAllGradients() throws Exception {
    Golden golden = Golden.load("bert");
    ParameterTree tree = Golden.tree();
    Transformer bert = new Transformer(config(resource("bert-config.json")), 0, tree);
    TransformerWeights.load(resource("bert-weights.safetensors"), tree);
    Tensor mask = golden.get("attention_mask");
    List<Tensor> layers = bert.apply(golden.get("input_ids"), mask, 2, false);
    assertThat(layers).hasSize(2);
    for (int layer = 1; layer <= 2; layer++) {
      Tensor expected = real(golden.get("hidden." + layer), mask);
      assertClose(real(layers.get(layer - 1), mask), expected, "layer " + layer);
    }
    backward(layers.get(1), mask);
    Map<String, Tensor> gradients = new Loaded(bert, tree).gradients();
    assertThat(gradients).hasSize(37);
    gradients.forEach(
        (name, gradient) -> assertNear(gradient, golden.get("grad." + name), 1e-4f, name));
  }

  @ParameterizedTest
  @EnumSource
  void electraGivesTheFixturesValues(Way way) throws Exception {
    Path folder = ModelFolder.fixture("electra-tiny");
    Loaded electra = Loaded.electra(way, folder);
    Map<String, Tensor> golden = TensorFiles.load(folder.resolve("golden.safetensors"));
    Tensor mask = golden.get("attention_mask");
    Tensor expected = real(golden.get("last_hidden_state"), mask);
    Tensor actual =
        Gradients.detached(() -> real(electra.last(golden.get("input_ids"), mask), mask));
    assertClose(actual, expected, "last hidden state");
  }

  @ParameterizedTest
  @CsvSource({"LAYERS, 1", "LAYERS, 2", "LAYERS, 5", "SCRIPT, 1", "SCRIPT, 4"})
  void electraGivesTheSameInBatchesOfAnySizeAndLength(Way way, int rows) throws Exception {
    Path folder = ModelFolder.fixture("electra-tiny");
    Loaded electra = Loaded.electra(way, folder);
    Map<String, Tensor> golden = TensorFiles.load(folder.resolve("golden.safetensors"));
    Tensor all = golden.get("attention_mask");
    for (long row = 0; row < all.size(0); row += rows) {
      long size = Math.min(rows, all.size(0) - row);
      long start = row;
      Tensor lengths = all.narrow(0, row, size).sum();
      long longest = size == 1 ? lengths.item_long() : all.size(1);
      Tensor mask = all.narrow(0, start, size).narrow(1, 0, longest);
      Tensor ids = golden.get("input_ids").narrow(0, start, size).narrow(1, 0, longest);
      Tensor hidden = golden.get("last_hidden_state").narrow(0, start, size).narrow(1, 0, longest);
      Tensor actual = Gradients.detached(() -> real(electra.last(ids, mask), mask));
      assertClose(actual, real(hidden, mask), "rows from " + row);
    }
  }

  @ParameterizedTest
  @EnumSource
  void electraGivesPyTorchsGradients(Way way) throws Exception {
    Path folder = ModelFolder.fixture("electra-tiny");
    Loaded electra = Loaded.electra(way, folder);
    Golden golden = Golden.load("electra-gradients");
    Map<String, Tensor> input = TensorFiles.load(folder.resolve("golden.safetensors"));
    Tensor mask = input.get("attention_mask").narrow(0, 0, 4);
    backward(electra.last(input.get("input_ids").narrow(0, 0, 4), mask), mask);
    Map<String, Tensor> gradients = electra.gradients();
    String pieces = "embeddings.word_embeddings.weight";
    assertNear(
        gradients.remove(pieces).abs().sum(1), golden.get("grad." + pieces + ".sums"), 1e-4f, "");
    assertThat(gradients.keySet()).hasSizeGreaterThan(40);
    gradients.forEach(
        (name, gradient) -> {
          if (gradient.numel() <= 4096) {
            assertNear(gradient, golden.get("grad." + name), 1e-4f, name);
          }
        });
  }

  @Test
  void bothWaysGiveTheSameGradients() throws Exception {
    Path folder = ModelFolder.fixture("electra-tiny");
    Map<String, Tensor> input = TensorFiles.load(folder.resolve("golden.safetensors"));
    Tensor mask = input.get("attention_mask");
    Loaded layers = Loaded.electra(Way.LAYERS, folder);
    Loaded script = Loaded.electra(Way.SCRIPT, folder);
    // Twice: the second run of a script is the optimized one.
    for (int run = 0; run < 2; run++) {
      backward(layers.last(input.get("input_ids"), mask), mask);
      backward(script.last(input.get("input_ids"), mask), mask);
    }
    Map<String, Tensor> expected = layers.gradients();
    Map<String, Tensor> actual = script.gradients();
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((name, gradient) -> assertNear(gradient, expected.get(name), 1e-4f, name));
  }

  /** Compares by the size of the largest number, in which the sums before it were rounded. */
  private static void assertNear(Tensor actual, Tensor expected, float tolerance, String what) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    float scale = Math.max(1, expected.abs().max().item_float());
    float[] a = Tensors.toFloats(actual);
    float[] e = Tensors.toFloats(expected);
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).as(what + "[" + i + "]").isCloseTo(e[i], within(tolerance * scale));
    }
  }

  @Test
  void parametersLieOnTheDeviceOfTheTree() throws Exception {
    Path folder = ModelFolder.fixture("electra-tiny");
    for (Way way : Way.values()) {
      Loaded.electra(way, folder)
          .tree()
          .tensors()
          .values()
          .forEach(p -> assertThat(ComputeDevice.of(p)).isEqualTo(ComputeDevice.cpu()));
    }
  }
}
