package dms.components.layer;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Ids;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NamedTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.named_parameter_iterator;
import org.bytedeco.pytorch.named_parameter_list;

/**
 * A transformer as TorchScript: {@code forward(input_ids, attention_mask)} gives the last layer's
 * output, (rows, pieces, hidden). It runs as in evaluation, without dropout, in training too.
 *
 * <p>TorchScript is code: only a trusted file may be loaded.
 */
public final class ScriptedTransformer implements PieceEncoder {
  private static final String SIGNATURE =
      "forward(input_ids, attention_mask) -> Tensor of (rows, pieces, %d)";
  private static final Pattern LAYER = Pattern.compile("(?:^|\\.)layer\\.(\\d+)\\.");

  /** Two vectors are the same up to what a sum in another order changes. */
  private static final double TOLERANCE = 1e-4;

  private final JitModule module;
  private final List<String> names = new ArrayList<>();

  private ScriptedTransformer(JitModule module) {
    this.module = module;
  }

  /**
   * Loads a module onto the branch's device and registers its parameters.
   *
   * @param source where it comes from, for messages
   * @param sizes that it must have
   * @throws TransformerFormatException when it is no TorchScript, has another signature or other
   *     sizes
   * @throws IOException when the temporary file that libtorch reads cannot be written
   */
  public static ScriptedTransformer load(
      byte[] script, String source, TransformerConfig sizes, ParameterTree branch)
      throws IOException {
    JitModule module = load(script, source, branch.device());
    module.eval();
    ScriptedTransformer transformer = new ScriptedTransformer(module);
    transformer.register(source, sizes, branch);
    transformer.checkSignature(source, sizes, branch.device());
    return transformer;
  }

  /** libtorch reads TorchScript safely from a path only. */
  private static JitModule load(byte[] script, String source, ComputeDevice device)
      throws IOException {
    Path file = Files.createTempFile("dms", ".ts");
    try {
      Files.write(file, script);
      // A truncated archive can crash libtorch.
      new ZipFile(file.toFile()).close();
      return torch.load(file.toString(), new DeviceOptional(device.toNative()), true);
    } catch (ZipException e) {
      throw new TransformerFormatException(
          source, "expected TorchScript, found no whole archive", e);
    } catch (RuntimeException e) {
      throw new TransformerFormatException(source, "libtorch cannot load it: " + firstLine(e), e);
    } finally {
      Files.delete(file);
    }
  }

  private void register(String source, TransformerConfig sizes, ParameterTree branch)
      throws TransformerFormatException {
    named_parameter_list parameters = module.named_parameters();
    named_parameter_iterator end = parameters.end();
    for (named_parameter_iterator at = parameters.begin(); at.notEquals(end); at.increment()) {
      NamedTensor parameter = at.access();
      String name = parameter.name().getString();
      Tensor value = parameter.value();
      if (depth(name) > sizes.layers()) {
        throw new TransformerFormatException(
            source,
            "expected %d layers as in config.json, found a parameter %s"
                .formatted(sizes.layers(), name));
      }
      if (name.endsWith("word_embeddings.weight") && value.size(0) != sizes.vocabularySize()) {
        throw new TransformerFormatException(
            source,
            "expected embeddings of %d pieces as in config.json, found %d"
                .formatted(sizes.vocabularySize(), value.size(0)));
      }
      branch.add(name, value);
      names.add(name);
    }
  }

  /**
   * Checks that there is something to train.
   *
   * @param source where it comes from, for messages
   * @param layers whose parameters must be told apart by their names; 0 for none
   * @throws TransformerFormatException when it has no parameters, as a frozen module, or lacks a
   *     layer
   */
  public void requireParameters(String source, int layers) throws TransformerFormatException {
    if (names.isEmpty()) {
      throw new TransformerFormatException(
          source,
          "expected parameters to train, found none, as in a frozen module; set tuned = 0 or export"
              + " it anew");
    }
    for (int layer = 1; layer <= layers; layer++) {
      int depth = layer;
      if (names.stream().noneMatch(name -> depth(name) == depth)) {
        throw new TransformerFormatException(
            source,
            ("expected parameters of %d layers as in config.json, named layer.0. to layer.%d., since"
                    + " tuned or layerDecay tells layers apart, found none of layer.%d. among %s")
                .formatted(layers, layers - 1, layer - 1, shown()));
      }
    }
  }

  private List<String> shown() {
    return names.subList(0, Math.min(3, names.size()));
  }

  /** Runs it over a few rows of three pieces. */
  private void checkSignature(String source, TransformerConfig sizes, ComputeDevice device)
      throws IOException {
    String expected = "expected " + SIGNATURE.formatted(sizes.hidden()) + ", found ";
    if (!module.find_method("forward").has_value()) {
      throw new TransformerFormatException(source, expected + "no forward");
    }
    long inputs = module.get_method("forward").num_inputs() - 1;
    if (inputs != 2) {
      throw new TransformerFormatException(source, expected + "a forward of " + inputs + " inputs");
    }
    NativeScope.within(
        () -> {
          Tensor ids = Tensors.of(new Ids(new int[6], 2, 3), device);
          Tensor mask = Tensors.of(new Ids(new int[] {1, 1, 1, 1, 1, 0}, 2, 3), device);
          String found = Gradients.detached(() -> describe(ids, mask));
          if (!found.equals(Arrays.toString(new long[] {2, 3, sizes.hidden()}))) {
            throw new TransformerFormatException(
                source, expected + found + " for two rows of three pieces");
          }
          requireInputs(source, expected, device);
        });
  }

  /**
   * Three rows whose last piece is masked out: the second differs from the first in that piece
   * only, the third in one that counts.
   */
  private void requireInputs(String source, String expected, ComputeDevice device)
      throws TransformerFormatException {
    Tensor ids = Tensors.of(new Ids(new int[] {1, 1, 0, 1, 1, 1, 1, 0, 0}, 3, 3), device);
    Tensor mask = Tensors.of(new Ids(new int[] {1, 1, 0, 1, 1, 0, 1, 1, 0}, 3, 3), device);
    Tensor counting = Gradients.detached(() -> run(ids, mask).toTensor()).narrow(1, 0, 2);
    if (!alike(counting, 0, 1)) {
      throw new TransformerFormatException(
          source,
          expected
              + "one in which masked-out pieces change the others, as with the inputs in another"
              + " order");
    }
    if (alike(counting, 0, 2)) {
      throw new TransformerFormatException(
          source, expected + "one that gives other pieces the same vectors");
    }
  }

  private static boolean alike(Tensor rows, long one, long other) {
    return rows.select(0, one).allclose(rows.select(0, other), TOLERANCE, TOLERANCE, false);
  }

  private String describe(Tensor ids, Tensor mask) {
    try {
      IValue result = run(ids, mask);
      return result.isTensor() ? Arrays.toString(result.toTensor().shape()) : "no tensor";
    } catch (RuntimeException e) {
      return "an error (" + firstLine(e) + ")";
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private IValue run(Tensor ids, Tensor mask) {
    return module.forward(new IValueVector(new IValue(ids), new IValue(mask)));
  }

  @Override
  public synchronized List<Tensor> apply(Tensor ids, Tensor mask, int last, boolean training) {
    return List.of(run(ids, mask).toTensor());
  }

  @Override
  public int depth(String name) {
    Matcher layer = LAYER.matcher(name);
    return layer.find() ? Integer.parseInt(layer.group(1)) + 1 : 0;
  }
}
