package dms.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.core.file.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files were written by tools/golden/safetensors_fixture.py. */
class TensorFilesTest {
  @TempDir Path folder;
  private PointerScope scope;

  @BeforeEach
  void openScope() {
    scope = new PointerScope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @Test
  void fileOfPythonIsReadExactlyAndRewrittenToTheSameBytes() throws IOException {
    Path golden = golden();
    JsonNode expected = expected();
    Map<String, Tensor> tensors = TensorFiles.load(golden);
    assertThat(tensors.keySet())
        .containsExactlyInAnyOrderElementsOf(() -> expected.get("tensors").fieldNames());
    Map<String, String> metadata;
    try (SafetensorsFile weights = SafetensorsFile.open(golden)) {
      metadata = weights.metadata();
      for (TensorEntry entry : weights.entries()) {
        assertEntry(weights, entry, expected.get("tensors").get(entry.name()));
      }
    }
    assertThat(metadata).isEqualTo(Map.of("note", expected.get("metadata").get("note").asText()));
    Path rewritten = folder.resolve("rewritten.safetensors");
    TensorFiles.save(rewritten, tensors, metadata);
    assertThat(rewritten).hasSameBinaryContentAs(golden);
  }

  @ParameterizedTest
  @EnumSource(
      value = Dtype.class,
      names = {"C64"},
      mode = EnumSource.Mode.EXCLUDE)
  void valuesOfPythonArriveInEveryType(Dtype dtype) throws IOException {
    String name = "dtype." + dtype;
    JsonNode values = expected().get("tensors").get(name).get("values");
    Tensor tensor = TensorFiles.load(golden()).get(name);
    assertThat(tensor.scalar_type().intern()).isEqualTo(ScalarTypes.of(dtype));
    assertThat(doubles(tensor))
        .containsExactly(
            StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray());
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void everyTypeAndShapeSurvivesARoundTrip(Dtype dtype) throws IOException {
    Path file = folder.resolve("a");
    TensorOptions options = new TensorOptions(ScalarTypes.of(dtype));
    Map<String, Tensor> tensors =
        Map.of(
            "skalar", torch.ones(new long[0], options),
            "tómur", torch.zeros(new long[] {2, 0, 3}, options),
            "𝒳", torch.ones(new long[] {3, 1, 5}, options));
    TensorFiles.save(file, tensors, Map.of());
    Map<String, Tensor> loaded = TensorFiles.load(file);
    assertThat(loaded.keySet()).isEqualTo(tensors.keySet());
    loaded.forEach(
        (name, tensor) -> {
          assertThat(tensor.shape()).isEqualTo(tensors.get(name).shape());
          assertThat(tensor.scalar_type().intern()).isEqualTo(ScalarTypes.of(dtype));
        });
    Path again = folder.resolve("b");
    TensorFiles.save(again, loaded, Map.of());
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void viewsAreSavedByTheirValues() throws IOException {
    Tensor matrix = torch.arange(new Scalar(6.0), new TensorOptions(ScalarType.Float));
    Tensor transposed = matrix.view(2, 3).t();
    Tensor conjugate = torch.view_as_complex(matrix.view(3, 2)).conj();
    Tensor lazy = torch.imag(conjugate);
    assertThat(transposed.is_contiguous()).isFalse();
    assertThat(lazy.is_neg()).isTrue();
    matrix.set_requires_grad(true);
    Path file = folder.resolve("a");
    TensorFiles.save(
        file,
        Map.of("grad", matrix, "transposed", transposed, "conjugate", conjugate, "lazy", lazy),
        Map.of());
    Map<String, Tensor> loaded = TensorFiles.load(file);
    assertThat(doubles(loaded.get("transposed"))).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(doubles(loaded.get("lazy"))).containsExactly(-1, -3, -5);
    assertThat(doubles(torch.view_as_real(loaded.get("conjugate"))))
        .containsExactly(0, -1, 2, -3, 4, -5);
    assertThat(doubles(loaded.get("grad"))).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(loaded.get("grad").requires_grad()).isFalse();
    assertThat(loaded.values()).allMatch(Tensor::is_contiguous);
  }

  @Test
  void savingOntoTheFileJustLoadedIsSafe() throws IOException {
    Path file = folder.resolve("a");
    Tensor tensor = torch.ones(1000);
    TensorFiles.save(file, Map.of("t", tensor), Map.of("step", "1"));
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      Map<String, Tensor> loaded = TensorFiles.load(file);
      TensorFiles.save(file, Map.of("t", loaded.get("t").add(new Scalar(1.0))), Map.of());
      Tensor old = TensorFiles.read(open, open.entry("t").orElseThrow());
      assertThat(torch.equal(old, tensor)).isTrue();
      assertThat(torch.equal(loaded.get("t"), tensor)).isTrue();
    }
    assertThat(doubles(TensorFiles.load(file).get("t"))).hasSize(1000).containsOnly(2.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 39, 40, 41})
  void piecesOfAnySizeMakeTheSameTensor(int chunkBytes) throws IOException {
    Tensor tensor = torch.arange(new Scalar(10.0), new TensorOptions(ScalarType.Float));
    Path file = folder.resolve("a");
    SafetensorsWriter.Source source =
        new SafetensorsWriter.Source(
            "t",
            Dtype.F32,
            List.of(10L),
            channel -> TensorFiles.write(channel, tensor, chunkBytes));
    SafetensorsWriter.write(file, List.of(source), Map.of());
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      Tensor loaded = TensorFiles.read(weights, weights.entry("t").orElseThrow(), chunkBytes);
      assertThat(torch.equal(loaded, tensor)).isTrue();
    }
  }

  @Test
  void tensorsThatCannotBeSavedAreNamedAndTheOldFileKept() throws IOException {
    Path file = folder.resolve("a");
    DurableFile.writeString(file, "old");
    Map<String, Tensor> bad =
        Map.of(
            "undefined", new Tensor(),
            "sparse", torch.ones(2, 2).to_sparse(),
            "complex", torch.ones(new long[] {1}, new TensorOptions(ScalarType.ComplexDouble)));
    bad.forEach(
        (name, tensor) ->
            assertThatThrownBy(() -> TensorFiles.save(file, Map.of(name, tensor), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'"));
    assertThat(file).hasContent("old");
  }

  @Test
  void shapeThatLibtorchCannotAllocateIsAFormatError() throws IOException {
    String huge = HeaderBytes.tensor("U8", "[0,9223372036854775807,4]", "[0,0]");
    Path file = HeaderBytes.write(folder.resolve("a"), huge, 0);
    assertThatThrownBy(() -> TensorFiles.load(file))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessage(
            file + ": tensor 'a': libtorch cannot allocate it: Stride calculation overflowed");
  }

  @Test
  void savingAndLoadingKeepNoNativeMemory() throws IOException {
    Path file = folder.resolve("a");
    Tensor transposed = torch.ones(1024, 1024).t();
    saveAndLoad(file, transposed, 5);
    long before = Pointer.physicalBytes();
    saveAndLoad(file, transposed, 50);
    // Each round copies 4 MiB twice; a leak would show 400 MiB.
    assertThat(Pointer.physicalBytes() - before).isLessThan(100L << 20);
  }

  private static void saveAndLoad(Path file, Tensor tensor, int rounds) throws IOException {
    for (int round = 0; round < rounds; round++) {
      TensorFiles.save(file, Map.of("t", tensor), Map.of());
      TensorFiles.load(file).values().forEach(Tensor::close);
    }
  }

  private static void assertEntry(SafetensorsFile weights, TensorEntry entry, JsonNode expected)
      throws IOException {
    long[] shape =
        IntStream.range(0, expected.get("shape").size())
            .mapToLong(i -> expected.get("shape").get(i).asLong())
            .toArray();
    assertThat(entry.shape()).isEqualTo(LongStream.of(shape).boxed().toList());
    if (expected.has("dtype")) {
      assertThat(entry.dtype().name()).isEqualTo(expected.get("dtype").asText());
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) entry.byteSize());
    weights.read(entry, 0, bytes);
    assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo(expected.get("hex").asText());
  }

  private static double[] doubles(Tensor tensor) {
    Tensor wide = tensor.to(ScalarType.Double);
    double[] values = new double[(int) wide.numel()];
    new DoublePointer(wide.data_ptr()).get(values);
    return values;
  }

  private static Path golden() {
    try {
      return Path.of(TensorFilesTest.class.getResource("/golden/safetensors.safetensors").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode expected() throws IOException {
    try (InputStream json = TensorFilesTest.class.getResourceAsStream("/golden/safetensors.json")) {
      return new ObjectMapper().readTree(json);
    }
  }
}
