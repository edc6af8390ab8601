package dms.core.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Loads weights of any {@link WeightPrecision} as what the parameters are: 32-bit floats. */
final class UnpackedWeights {
  private final SafetensorsFile file;

  private UnpackedWeights(SafetensorsFile file) {
    this.file = file;
  }

  /**
   * Loads all tensors onto the CPU, scales multiplied into what they belong to.
   *
   * @return the tensors by name; they belong to the scope that is open on this thread
   * @throws WeightsFormatException if the file breaks the format, or a scale is missing or damaged
   * @throws IOException if the file cannot be read
   */
  static Map<String, Tensor> load(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      UnpackedWeights weights = new UnpackedWeights(file);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (TensorEntry entry : file.entries()) {
        if (!weights.isScale(entry)) {
          tensors.put(entry.name(), weights.tensor(entry));
        }
      }
      return tensors;
    }
  }

  private boolean isScale(TensorEntry entry) {
    String name = entry.name();
    return name.endsWith(PackedWeights.SCALE)
        && file.entry(name.substring(0, name.length() - PackedWeights.SCALE.length()))
            .filter(packed -> packed.dtype() == Dtype.I8)
            .isPresent();
  }

  private Tensor tensor(TensorEntry entry) throws IOException {
    if (entry.dtype() != Dtype.I8) {
      // Copied into a parameter, halves become floats.
      return TensorFiles.read(file, entry);
    }
    TensorEntry scale = requireScale(entry);
    return TensorFiles.read(file, entry)
        .to(ScalarType.Float)
        .mul_(TensorFiles.read(file, scale).unsqueeze(1));
  }

  private TensorEntry requireScale(TensorEntry entry) throws IOException {
    String name = entry.name() + PackedWeights.SCALE;
    Optional<TensorEntry> scale = file.entry(name);
    if (!FloatRows.isMatrix(entry)) {
      throw error(entry.name(), "a matrix of I8", entry.toString());
    }
    List<Long> shape = entry.shape().subList(0, 1);
    if (scale.isEmpty() || scale.get().dtype() != Dtype.F32 || !scale.get().shape().equals(shape)) {
      throw error(
          name,
          "F32 of shape %s for the rows of the tensor before the dot".formatted(shape),
          scale.map(TensorEntry::toString).orElse("none"));
    }
    new FloatRows(file, scale.get()).forEach((piece, values) -> requirePositive(name, values));
    return scale.get();
  }

  private void requirePositive(String name, float[] scales) throws WeightsFormatException {
    for (float scale : scales) {
      if (!(scale > 0 && Float.isFinite(scale))) {
        throw error(name, "finite numbers above 0", Float.toString(scale));
      }
    }
  }

  private WeightsFormatException error(String name, String expected, String found) {
    return new WeightsFormatException(
        file.path(),
        "tensor '%s': expected %s, found %s; get it anew".formatted(name, expected, found));
  }
}
