package dms.core.weights;

import dms.core.file.DurableFile;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Tensors of libtorch in safetensors files. Their bytes go straight between file and native memory,
 * a piece at a time; libtorch itself writes no file, since it ends the process when a disk is full.
 * The machine is taken to be little-endian, as all are that libtorch is built for.
 */
public final class TensorFiles {
  private static final int CHUNK_BYTES = 1 << 30;

  private TensorFiles() {}

  /**
   * Saves tensors under their names, in place of a file already there. Tensors that are on a GPU or
   * not contiguous are copied one at a time; gradients are not saved.
   *
   * @param tensors of any shape, dense, with an element type that {@link Dtype} has
   * @param metadata free text by key
   * @throws IllegalArgumentException naming a tensor that cannot be saved
   * @throws IOException as {@link DurableFile#write}
   */
  public static void save(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<SafetensorsWriter.Source> sources =
        tensors.entrySet().stream().map(named -> source(named.getKey(), named.getValue())).toList();
    SafetensorsWriter.write(file, sources, metadata);
  }

  /**
   * Loads all tensors of a file onto the CPU.
   *
   * @return the tensors by name, in the order of the file, contiguous, without gradient. They are
   *     the caller's to close, or belong to the pointer scope that is open on this thread.
   * @throws WeightsFormatException if the file breaks the format or libtorch refuses a tensor
   * @throws IOException if the file cannot be read
   */
  public static Map<String, Tensor> load(Path file) throws IOException {
    return load(file, name -> true);
  }

  /** As {@link #load(Path)}, only the tensors whose names are wanted. */
  public static Map<String, Tensor> load(Path file, Predicate<String> wanted) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      for (TensorEntry entry : weights.entries()) {
        if (wanted.test(entry.name())) {
          tensors.put(entry.name(), read(weights, entry));
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      tensors.values().forEach(Tensor::close);
      throw e;
    }
    return Collections.unmodifiableMap(tensors);
  }

  /**
   * Loads one tensor of an open file onto the CPU.
   *
   * @param entry one of the file's entries
   * @return the tensor, contiguous, without gradient; ownership as for {@link #load}
   * @throws WeightsFormatException if libtorch refuses the tensor
   * @throws IOException if the file cannot be read
   */
  public static Tensor read(SafetensorsFile weights, TensorEntry entry) throws IOException {
    return read(weights, entry, CHUNK_BYTES);
  }

  static Tensor read(SafetensorsFile weights, TensorEntry entry, int chunkBytes)
      throws IOException {
    Tensor tensor = allocate(weights.path(), entry);
    try {
      new NativeBytes(tensor, chunkBytes)
          .forEachChunk((position, chunk) -> weights.read(entry, position, chunk));
    } catch (IOException | RuntimeException | Error e) {
      tensor.close();
      throw e;
    }
    return tensor;
  }

  private static Tensor allocate(Path file, TensorEntry entry) throws WeightsFormatException {
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    try (TensorOptions options = new TensorOptions(ScalarTypes.of(entry.dtype()));
        MemoryFormatOptional format = new MemoryFormatOptional()) {
      return torch.empty(shape, options, format);
    } catch (RuntimeException e) {
      // libtorch's first line is the reason, the rest its call stack.
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
      throw new WeightsFormatException(
          file, "tensor '" + entry.name() + "': libtorch cannot allocate it: " + reason, e);
    }
  }

  private static SafetensorsWriter.Source source(String name, Tensor tensor) {
    if (!tensor.defined() || tensor.layout().intern() != torch.Layout.Strided) {
      throw new IllegalArgumentException("tensor '" + name + "' is undefined or not dense");
    }
    torch.ScalarType type = tensor.scalar_type().intern();
    Dtype dtype =
        ScalarTypes.find(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "tensor '" + name + "': safetensors has no element type " + type));
    List<Long> shape = LongStream.of(tensor.shape()).boxed().toList();
    return new SafetensorsWriter.Source(
        name, dtype, shape, channel -> write(channel, tensor, CHUNK_BYTES));
  }

  static void write(FileChannel channel, Tensor tensor, int chunkBytes) throws IOException {
    // Views may be lazily negated or conjugated, which their memory does not show.
    try (Tensor detached = tensor.detach();
        Tensor local = detached.cpu();
        Tensor dense = local.contiguous();
        Tensor conjugated = dense.resolve_conj();
        Tensor plain = conjugated.resolve_neg()) {
      new NativeBytes(plain, chunkBytes)
          .forEachChunk((position, chunk) -> DurableFile.writeFully(channel, chunk));
    } finally {
      Reference.reachabilityFence(tensor);
    }
  }
}
