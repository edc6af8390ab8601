package dms.components;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import dms.core.weights.TensorFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Values that PyTorch computed, made by the scripts in tools/golden. To be used within an open
 * scope.
 */
public final class Golden {
  private final Map<String, Tensor> tensors;

  private Golden(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  public static Golden load(String name) throws IOException, URISyntaxException {
    Path file = Path.of(Golden.class.getResource("/golden/" + name + ".safetensors").toURI());
    return new Golden(TensorFiles.load(file));
  }

  public Tensor get(String name) {
    return Optional.ofNullable(tensors.get(name)).orElseThrow();
  }

  public int[] ints(String name) {
    return Arrays.stream(Tensors.toLongs(get(name))).mapToInt(Math::toIntExact).toArray();
  }

  /** A fresh tree; fill it with layers, then {@link #fill}. */
  public static ParameterTree tree() {
    return new ParameterTree(ComputeDevice.cpu());
  }

  /** Loads PyTorch's values into a tree, strictly; the function gives PyTorch's name for ours. */
  public void fill(ParameterTree tree, Function<String, String> nameInGolden) throws IOException {
    Map<String, Tensor> values = new LinkedHashMap<>();
    tree.tensors().keySet().forEach(name -> values.put(name, get(nameInGolden.apply(name))));
    tree.load(values, "golden values");
  }

  /** Compares the gradient of every parameter with PyTorch's. */
  public void assertGradients(ParameterTree tree, Function<String, String> nameInGolden) {
    tree.tensors()
        .forEach(
            (name, tensor) ->
                assertClose(tensor.grad(), get("grad." + nameInGolden.apply(name)), name));
  }

  public static void assertClose(Tensor actual, Tensor expected, String what) {
    assertThat(actual.shape()).as(what + " shape").isEqualTo(expected.shape());
    float[] a = Tensors.toFloats(actual);
    float[] e = Tensors.toFloats(expected);
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i])
          .as(what + "[" + i + "]")
          .isCloseTo(e[i], org.assertj.core.data.Offset.offset(1e-5f + 1e-5f * Math.abs(e[i])));
    }
  }
}
