package dms.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import dms.core.weights.TensorFiles;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twelve steps compared with PyTorch's, see tools/golden/optimizers.py. */
final class OptimizerGoldenTest {
  private static final int STEPS = 12;
  private static final String ADAM = "learningRate = 0.01, beta2 = 0.99";

  private static Map<String, Tensor> golden() throws Exception {
    var file = OptimizerGoldenTest.class.getResource("/golden/optimizers.safetensors");
    return TensorFiles.load(Path.of(file.toURI()));
  }

  private static ParameterTree initial(Map<String, Tensor> golden) {
    Tensor matrix = golden.get("initial.matrix").clone();
    Tensor vector = golden.get("initial.vector").clone();
    return Models.tree("a", "vector", vector, "matrix", matrix);
  }

  private static void setGradients(ParameterTree tree, Map<String, Tensor> golden, int step) {
    for (String name : new String[] {"matrix", "vector"}) {
      Tensor gradient = tree.tensors().get("a.layer." + name).grad();
      gradient.copy_(golden.get("gradients." + name).select(0, step));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam         | " + ADAM,
        "adamw        | " + ADAM + ", type = adamw, weightDecay = 0.1",
        "sgd          | type = sgd, learningRate = 0.1, momentum = 0.9",
        "adam_clipped | " + ADAM + ", clipNorm = 0.5",
      })
  void stepsAgreeWithPyTorch(String name, String hocon) throws Exception {
    OptimizerConfig config = Configs.optimizer(hocon);
    try (NativeScope scope = NativeScope.open()) {
      assertThat(scope).isNotNull();
      Map<String, Tensor> golden = golden();
      ParameterTree tree = initial(golden);
      try (FlatParameters flat = new FlatParameters(tree);
          Optimizer optimizer = Optimizer.of(config, flat)) {
        for (int step = 0; step < STEPS; step++) {
          setGradients(tree, golden, step);
          if (name.equals("adam_clipped")) {
            flat.clipGradients(config.clipNorm());
          }
          optimizer.step(1);
          assertEqual(tree, golden, name, step);
        }
      }
    }
  }

  private static void assertEqual(
      ParameterTree tree, Map<String, Tensor> golden, String optimizer, int step) {
    for (String name : new String[] {"matrix", "vector"}) {
      float[] actual = Tensors.toFloats(tree.tensors().get("a.layer." + name));
      float[] expected = Tensors.toFloats(golden.get(optimizer + "." + name).select(0, step));
      assertThat(actual).as(name + " at step " + step).containsExactly(expected, within(1e-6f));
    }
  }

  @Test
  void normsAgreeWithPyTorch() throws Exception {
    try (NativeScope scope = NativeScope.open()) {
      assertThat(scope).isNotNull();
      Map<String, Tensor> golden = golden();
      ParameterTree tree = initial(golden);
      float[] norms = Tensors.toFloats(golden.get("norms"));
      try (FlatParameters flat = new FlatParameters(tree)) {
        for (int step = 0; step < STEPS; step++) {
          setGradients(tree, golden, step);
          assertThat(flat.clipGradients(0.5)).isCloseTo(norms[step], within(1e-6));
        }
      }
    }
  }
}
