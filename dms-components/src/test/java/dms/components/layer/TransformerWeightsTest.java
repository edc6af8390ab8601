package dms.components.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dms.components.Golden;
import dms.components.TinyTransformer;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import dms.core.weights.TensorFiles;
import dms.core.weights.WeightsFormatException;
import dms.core.weights.WeightsMismatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformerWeightsTest {
  @TempDir Path folder;
  private NativeScope scope;
  private Path file;

  @BeforeEach
  void openScope() throws Exception {
    scope = NativeScope.open();
    file = TinyTransformer.write(folder, 8, 1).resolve("model.safetensors");
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private ParameterTree tree(int seed) throws Exception {
    ComputeDevice.cpu().seed(seed);
    ParameterTree tree = Golden.tree();
    byte[] json = Files.readAllBytes(folder.resolve("config.json"));
    new Transformer(TransformerConfig.parse(json, "config.json"), 0, tree);
    return tree;
  }

  private static Map<String, float[]> values(ParameterTree tree) {
    Map<String, float[]> values = new LinkedHashMap<>();
    tree.tensors().forEach((name, tensor) -> values.put(name, Tensors.toFloats(tensor)));
    return values;
  }

  private static void assertEqual(ParameterTree tree, ParameterTree other, float tolerance) {
    Map<String, float[]> expected = values(other);
    values(tree)
        .forEach(
            (name, numbers) -> {
              float[] wanted = expected.get(name);
              for (int i = 0; i < numbers.length; i++) {
                assertThat(numbers[i]).as(name).isCloseTo(wanted[i], within(tolerance));
              }
            });
  }

  @Test
  void weightsLandWhereTheyCameFrom() throws Exception {
    ParameterTree loaded = tree(2);
    TransformerWeights.load(file, loaded);
    assertEqual(loaded, tree(1), 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = ScalarType.class,
      names = {"Half", "BFloat16", "Double"})
  void otherFloatsAreConverted(ScalarType type) throws Exception {
    Map<String, Tensor> converted = new LinkedHashMap<>();
    TensorFiles.load(file).forEach((name, tensor) -> converted.put(name, tensor.to(type)));
    TensorFiles.save(file, converted, Map.of());
    ParameterTree loaded = tree(2);
    TransformerWeights.load(file, loaded);
    assertEqual(loaded, tree(1), 0.02f);
  }

  @Test
  void everyMissingUnexpectedAndMisshapenTensorIsListed() throws Exception {
    Map<String, Tensor> tensors = new LinkedHashMap<>(TensorFiles.load(file));
    String key = "electra.encoder.layer.1.attention.self.key.bias";
    String dense = "electra.encoder.layer.0.output.dense.weight";
    String norm = "electra.embeddings.LayerNorm.bias";
    tensors.put("electra.encoder.layer.2.output.dense.bias", tensors.get(key));
    tensors.put("electra.more", tensors.remove(key));
    tensors.put(dense, tensors.get(dense).unsqueeze(0));
    tensors.put(norm, tensors.get(norm).to(ScalarType.Long));
    tensors.put("cls.predictions.bias", tensors.get(dense));
    TensorFiles.save(file, tensors, Map.of());
    ParameterTree tree = tree(2);
    Map<String, float[]> before = values(tree);
    assertThatExceptionOfType(WeightsMismatchException.class)
        .isThrownBy(() -> TransformerWeights.load(file, tree))
        .withMessageContaining(file.toString())
        .withMessageContaining("missing [encoder.layer.1.attention.self.key.bias]")
        .withMessageContaining("electra.encoder.layer.2.output.dense.bias")
        .withMessageContaining("electra.more")
        .withMessageContaining(dense + ": expected [8, 12], found [1, 8, 12]")
        .withMessageContaining(norm + ": expected floats, found I64")
        .withMessageNotContaining("cls.");
    values(tree).forEach((name, numbers) -> assertThat(numbers).isEqualTo(before.get(name)));
  }

  @Test
  void theSameTensorUnderTwoNamesIsUnexpected() throws Exception {
    Map<String, Tensor> tensors = new LinkedHashMap<>(TensorFiles.load(file));
    tensors.put("embeddings.LayerNorm.bias", tensors.get("electra.embeddings.LayerNorm.bias"));
    TensorFiles.save(file, tensors, Map.of());
    assertThatExceptionOfType(WeightsMismatchException.class)
        .isThrownBy(() -> TransformerWeights.load(file, tree(2)))
        .withMessageContaining("embeddings.LayerNorm.bias, the same as");
  }

  @Test
  void wrongHiddenSizeIsToldByShapes() throws Exception {
    Path config = folder.resolve("config.json");
    String json = Files.readString(config);
    Files.writeString(config, json.replace("\"hidden_size\": 8", "\"hidden_size\": 10"));
    assertThatExceptionOfType(WeightsMismatchException.class)
        .isThrownBy(() -> TransformerWeights.load(file, tree(2)))
        .withMessageContaining(file.toString())
        .withMessageContaining("self.query.weight: expected [10, 10], found [8, 8]");
  }

  @Test
  void truncatedFileIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 100, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatExceptionOfType(WeightsFormatException.class)
          .isThrownBy(() -> TransformerWeights.load(file, tree(2)))
          .withMessageStartingWith(file.toString());
    }
  }
}
