package dms.core.weights;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;

/**
 * The parameters of a model under dotted names: {@code lemma.attention.weight} in code, in the
 * saved file and in print-outs. A component gets the branch with its name and registers its
 * libtorch modules there; the module moves to the tree's device.
 *
 * <p>Tensors stay the property of the scope they were made in. The tree also holds every registered
 * module, so that no garbage collection frees one in use.
 */
public final class ParameterTree {
  private final String prefix;
  private final ComputeDevice device;
  private final Map<String, Tensor> tensors;
  private final List<Module> modules;

  /** An empty tree whose parameters will live on that device. */
  public ParameterTree(ComputeDevice device) {
    this("", device, new LinkedHashMap<>(), new ArrayList<>());
  }

  private ParameterTree(
      String prefix, ComputeDevice device, Map<String, Tensor> tensors, List<Module> modules) {
    this.prefix = prefix;
    this.device = device;
    this.tensors = tensors;
    this.modules = modules;
  }

  /** The branch of a component: what is registered there has {@code name.} before its own name. */
  public ParameterTree branch(String name) {
    return new ParameterTree(prefix + name + ".", device, tensors, modules);
  }

  /**
   * The name that a parameter has within this branch.
   *
   * @param fullName one of {@link #tensors}
   */
  public String relative(String fullName) {
    return fullName.substring(prefix.length());
  }

  /** Where the parameters are. */
  public ComputeDevice device() {
    return device;
  }

  /**
   * Moves a module to the device and adds its parameters.
   *
   * @return the module, so that a field is assigned in one line
   * @throws IllegalArgumentException when a parameter of that name is there
   */
  public <M extends Module> M register(String name, M module) {
    module.to(device.toNative(), false);
    StringTensorDict named = module.named_parameters();
    for (long i = 0; i < named.size(); i++) {
      var item = named.get(i);
      add(name + "." + item.key().getString(), item.value());
    }
    modules.add(module);
    return module;
  }

  /**
   * Adds a parameter whose module someone else holds and has put on the device.
   *
   * @throws IllegalArgumentException when a parameter of that name is there
   */
  public void add(String name, Tensor tensor) {
    if (tensors.putIfAbsent(prefix + name, new Tensor(tensor)) != null) {
      throw new IllegalArgumentException("parameter " + prefix + name + " is registered already");
    }
  }

  /** The parameters of this branch by full name, in the order of registering. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> branch = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            branch.put(name, tensor);
          }
        });
    return Collections.unmodifiableMap(branch);
  }

  /** Number of numbers in this branch. */
  public long count() {
    return tensors().values().stream().mapToLong(Tensor::numel).sum();
  }

  /**
   * Copies values into the parameters of this branch.
   *
   * @param values by full name
   * @param source where they come from, for the message
   * @throws WeightsMismatchException that lists every missing, unexpected and misshapen tensor
   */
  public void load(Map<String, Tensor> values, String source) throws WeightsMismatchException {
    Map<String, Tensor> own = tensors();
    List<String> missing = own.keySet().stream().filter(n -> !values.containsKey(n)).toList();
    List<String> unexpected = values.keySet().stream().filter(n -> !own.containsKey(n)).toList();
    List<String> misshapen = new ArrayList<>();
    own.forEach(
        (name, tensor) -> {
          Tensor value = values.get(name);
          if (value != null && !Arrays.equals(tensor.shape(), value.shape())) {
            misshapen.add(
                "%s: expected %s, found %s"
                    .formatted(
                        name, Arrays.toString(tensor.shape()), Arrays.toString(value.shape())));
          }
        });
    if (!missing.isEmpty() || !unexpected.isEmpty() || !misshapen.isEmpty()) {
      throw new WeightsMismatchException(source, missing, unexpected, misshapen);
    }
    Gradients.without(() -> own.forEach((name, tensor) -> tensor.copy_(values.get(name))));
  }

  /**
   * Writes the parameters of this branch to a safetensors file.
   *
   * @throws IOException when it cannot be written; a file of that name then is as before
   */
  public void save(Path file) throws IOException {
    TensorFiles.save(file, tensors(), Map.of());
  }

  /**
   * Copies the values of a safetensors file, of any {@link WeightPrecision}, into the parameters of
   * this branch.
   *
   * @throws WeightsMismatchException as {@link #load(Map, String)}
   * @throws IOException when it cannot be read or is damaged
   */
  public void load(Path file) throws IOException {
    NativeScope.within(() -> load(UnpackedWeights.load(file), file.toString()));
  }

  /**
   * Copies the values that a file has for this branch; what it has for others is not read.
   *
   * @throws WeightsMismatchException as {@link #load(Map, String)}
   * @throws IOException when it cannot be read or is damaged
   */
  public void loadBranch(Path file) throws IOException {
    NativeScope.within(
        () -> load(TensorFiles.load(file, name -> name.startsWith(prefix)), file.toString()));
  }
}
