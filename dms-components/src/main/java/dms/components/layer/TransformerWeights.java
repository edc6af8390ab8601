package dms.components.layer;

import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.weights.Dtype;
import dms.core.weights.ParameterTree;
import dms.core.weights.SafetensorsFile;
import dms.core.weights.TensorEntry;
import dms.core.weights.TensorFiles;
import dms.core.weights.WeightsMismatchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** Fills a {@link Transformer} with the weights of a distributed model. */
public final class TransformerWeights {
  private static final Set<Dtype> FLOATS = Set.of(Dtype.F32, Dtype.F16, Dtype.BF16, Dtype.F64);

  private final SafetensorsFile file;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, TransformerNames.Place> places = new LinkedHashMap<>();
  private final List<String> unexpected = new ArrayList<>();
  private final List<String> misshapen = new ArrayList<>();

  private TransformerWeights(SafetensorsFile file, ParameterTree branch) {
    this.file = file;
    branch.tensors().forEach((name, tensor) -> parameters.put(branch.relative(name), tensor));
  }

  /**
   * Copies the tensors of a safetensors file into the parameters, one at a time; 16-bit floats
   * become 32-bit ones.
   *
   * @param branch in which the transformer registered its parameters
   * @throws WeightsMismatchException that lists every missing, unexpected and misshapen tensor by
   *     its name in the file; no parameter has changed then
   * @throws dms.core.weights.WeightsFormatException when the file is damaged
   * @throws IOException when it cannot be read
   */
  public static void load(Path path, ParameterTree branch) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      TransformerWeights weights = new TransformerWeights(file, branch);
      weights.check();
      weights.copy();
    }
  }

  private void check() throws WeightsMismatchException {
    Map<TransformerNames.Place, String> found = new LinkedHashMap<>();
    for (TensorEntry entry : file.entries()) {
      Optional<TransformerNames.Place> place = TransformerNames.ours(entry.name());
      if (place.isPresent() && parameters.containsKey(place.get().parameter())) {
        if (found.putIfAbsent(place.get(), entry.name()) != null) {
          unexpected.add(entry.name() + ", the same as " + found.get(place.get()));
        }
        places.put(entry.name(), place.get());
        checkShape(entry, place.get());
      } else if (!TransformerNames.isExtra(entry.name())) {
        unexpected.add(entry.name());
      }
    }
    List<String> missing = new ArrayList<>();
    parameters.keySet().forEach(parameter -> addMissing(parameter, found, missing));
    if (!missing.isEmpty() || !unexpected.isEmpty() || !misshapen.isEmpty()) {
      throw new WeightsMismatchException(file.path().toString(), missing, unexpected, misshapen);
    }
  }

  private static void addMissing(
      String parameter, Map<TransformerNames.Place, String> found, List<String> missing) {
    List<String> names = TransformerNames.distributed(parameter);
    for (int part = 0; part < names.size(); part++) {
      if (!found.containsKey(new TransformerNames.Place(parameter, part, names.size()))) {
        missing.add(names.get(part));
      }
    }
  }

  private void checkShape(TensorEntry entry, TransformerNames.Place place) {
    long[] expected = parameters.get(place.parameter()).shape();
    expected[0] /= place.parts();
    List<Long> shape = Arrays.stream(expected).boxed().toList();
    if (!entry.shape().equals(shape)) {
      misshapen.add("%s: expected %s, found %s".formatted(entry.name(), shape, entry.shape()));
    } else if (!FLOATS.contains(entry.dtype())) {
      misshapen.add("%s: expected floats, found %s".formatted(entry.name(), entry.dtype()));
    }
  }

  private void copy() throws IOException {
    for (TensorEntry entry : file.entries()) {
      TransformerNames.Place place = places.get(entry.name());
      if (place != null) {
        NativeScope.within(() -> copy(TensorFiles.read(file, entry), place));
      }
    }
  }

  private void copy(Tensor value, TransformerNames.Place place) {
    Tensor parameter = parameters.get(place.parameter());
    long size = parameter.size(0) / place.parts();
    Gradients.without(() -> parameter.narrow(0, place.part() * size, size).copy_(value));
  }
}
