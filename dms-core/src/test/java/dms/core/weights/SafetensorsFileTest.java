package dms.core.weights;

import static dms.core.weights.HeaderBytes.info;
import static dms.core.weights.HeaderBytes.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
  private static final String RIGHT = tensor("F32", "[2,2]", "[0,16]");

  @TempDir Path folder;

  static List<Arguments> badHeaders() {
    String f32 = info("F32", "[1]", "[0,4]");
    return List.of(
        arguments("", 0, "JSON object"),
        arguments("[]", 0, "JSON object"),
        arguments("5", 0, "JSON object"),
        arguments("{", 0, "JSON"),
        arguments("not json", 0, "JSON"),
        arguments("{\"a\":1}", 0, "not a JSON object"),
        arguments("{\"a\":null}", 0, "not a JSON object"),
        arguments("\uFEFF" + RIGHT, 16, "JSON"),
        arguments(RIGHT + "x", 16, "JSON"),
        arguments(RIGHT + "{}", 16, "goes on"),
        arguments(RIGHT + "\0", 16, "JSON"),
        arguments("{\"a\":" + f32 + ",\"a\":" + f32 + "}", 4, "Duplicate"),
        arguments("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0, "Duplicate"),
        arguments("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 0, "Duplicate"),
        arguments("{\"a\":" + f32 + ",\"b\":" + info("F32", "[1]", "[2,6]") + "}", 6, "overlap"),
        arguments("{\"a\":" + f32 + ",\"b\":" + f32 + "}", 4, "overlap"),
        arguments("{\"a\":" + f32 + ",\"b\":" + info("F32", "[1]", "[8,12]") + "}", 12, "hole"),
        arguments(tensor("F32", "[1]", "[4,8]"), 8, "hole"),
        arguments(RIGHT, 15, "16 bytes, but 15"),
        arguments(RIGHT, 17, "16 bytes, but 17"),
        arguments("{}", 1, "0 bytes, but 1"),
        arguments(tensor("F32", "[2,3]", "[0,16]"), 16, "need 24"),
        arguments(tensor("U8", "[2,18446744073709551614]", "[0,4]"), 4, "whole numbers"),
        arguments(tensor("U8", "[4611686018427387904,4]", "[0,0]"), 0, "overflows"),
        arguments(tensor("F64", "[2305843009213693952]", "[0,0]"), 0, "overflows"),
        arguments(tensor("F32", "[-1]", "[0,4]"), 4, "whole numbers"),
        arguments(tensor("F32", "[1.0]", "[0,4]"), 4, "whole numbers"),
        arguments(tensor("F32", "[1e0]", "[0,4]"), 4, "whole numbers"),
        arguments(tensor("F32", "[\"1\"]", "[0,4]"), 4, "whole numbers"),
        arguments(tensor("F32", "[[1]]", "[0,4]"), 4, "whole numbers"),
        arguments(tensor("F32", "1", "[0,4]"), 4, "not an array"),
        arguments(tensor("F32", "[1]", "[-4,0]"), 4, "whole numbers"),
        arguments(tensor("F32", "[1]", "[0.0,4.0]"), 4, "whole numbers"),
        arguments(tensor("F32", "[1]", "[4,0]"), 4, "backwards"),
        arguments(tensor("F32", "[1]", "[0,4,8]"), 4, "3 numbers"),
        arguments(tensor("F32", "[1]", "[4]"), 4, "1 numbers"),
        arguments(tensor("F4", "[1]", "[0,4]"), 4, "unknown dtype F4"),
        arguments(tensor("f32", "[1]", "[0,4]"), 4, "unknown dtype f32"),
        arguments("{\"a\":{\"dtype\":1,\"shape\":[],\"data_offsets\":[0,4]}}", 4, "not a string"),
        arguments("{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "dtype is missing"),
        arguments("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4, "shape is missing"),
        arguments("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "data_offsets is missing"),
        arguments("{\"a\":{\"extra\":1}}", 0, "unknown field extra"),
        arguments("{\"__metadata__\":{\"k\":1}}", 0, "'k' is not a string"),
        arguments("{\"__metadata__\":{\"k\":{}}}", 0, "'k' is not a string"),
        arguments("{\"__metadata__\":[]}", 0, "metadata is not a JSON object"),
        arguments("{\"__metadata__\":null}", 0, "metadata is not a JSON object"),
        arguments("{\"\\ud800\":" + f32 + "}", 4, "surrogate"),
        arguments("{\"__metadata__\":{\"k\":\"\\udc00\"}}", 0, "surrogate"),
        arguments("{\"a\":" + "[".repeat(100_000), 0, "not a JSON object"));
  }

  @ParameterizedTest
  @MethodSource("badHeaders")
  void badHeaderIsRefusedNamingFileAndReason(String json, int dataBytes, String reason)
      throws IOException {
    refused(HeaderBytes.write(folder.resolve("bad.safetensors"), json, dataBytes), reason);
  }

  static Stream<Arguments> badLengths() {
    return Stream.of(
        arguments(100L, "is more than the 57 bytes left"),
        arguments(100_000_001L, "limit"),
        arguments(100_000_000L, "is more than"),
        arguments(Long.MAX_VALUE, "limit"),
        arguments(Long.MIN_VALUE, "9223372036854775808 is over the limit"),
        arguments(-1L, "18446744073709551615 is over the limit"));
  }

  @ParameterizedTest
  @MethodSource("badLengths")
  void badLengthIsRefusedAsUnsignedNumberBeforeAllocating(long length, String reason)
      throws IOException {
    byte[] json = tensor("U8", "[1]", "[0,1]").getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(json, 57);
    refused(HeaderBytes.write(folder.resolve("bad"), length, body, 0), reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void fileShorterThanALengthIsRefused(int bytes) throws IOException {
    refused(Files.write(folder.resolve("short"), new byte[bytes]), "only " + bytes + " bytes");
  }

  @Test
  void headerThatIsNotUtf8IsRefused() throws IOException {
    for (byte[] bad : List.of(new byte[] {(byte) 0xC3}, new byte[] {(byte) 0xFF, '}'})) {
      byte[] json = Arrays.copyOf("{\"".getBytes(StandardCharsets.UTF_8), 2 + bad.length);
      System.arraycopy(bad, 0, json, 2, bad.length);
      refused(HeaderBytes.write(folder.resolve("bad"), json, 0), "UTF-8");
    }
  }

  @Test
  void missingFileAndFolderAreNamed() {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> SafetensorsFile.open(absent))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(absent.toString());
    refused(folder, "not a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", " \t\r\n%s", "%s   ", "%s\n"})
  void whiteSpaceAroundTheHeaderIsAccepted(String frame) throws IOException {
    Path file = HeaderBytes.write(folder.resolve("a"), frame.formatted(RIGHT), 16);
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      assertThat(weights.entries())
          .containsExactly(new TensorEntry("a", Dtype.F32, List.of(2L, 2L), 0, 16));
    }
  }

  @Test
  void emptyAndRankZeroTensorsAreAcceptedInAnyOrderOfTheHeader() throws IOException {
    String json =
        "{\"__metadata__\":{\"k\":\"\"},\"c\":%s,\"b\":%s,\"a\":%s}"
            .formatted(
                info("F64", "[]", "[0,8]"),
                info("U8", "[0,9223372036854775807]", "[8,8]"),
                info("I16", "[3,0]", "[0,0]"));
    try (SafetensorsFile weights =
        SafetensorsFile.open(HeaderBytes.write(folder.resolve("a"), json, 8))) {
      assertThat(weights.entries()).extracting(TensorEntry::name).containsExactly("a", "c", "b");
      assertThat(weights.metadata()).containsEntry("k", "").hasSize(1);
      assertThat(weights.entry("c")).map(TensorEntry::byteSize).contains(8L);
      assertThat(weights.entry("d")).isEmpty();
    }
  }

  @Test
  void fileWithoutTensorsIsAccepted() throws IOException {
    try (SafetensorsFile weights =
        SafetensorsFile.open(HeaderBytes.write(folder.resolve("a"), "{}", 0))) {
      assertThat(weights.entries()).isEmpty();
      assertThat(weights.metadata()).isEmpty();
    }
  }

  @Test
  void bytesBeyondTwoGibibytesAreRead() throws IOException {
    long size = 3L << 30;
    byte[] json =
        tensor("U8", "[" + size + "]", "[0," + size + "]").getBytes(StandardCharsets.UTF_8);
    Path file = HeaderBytes.write(folder.resolve("sparse"), json, 0);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {42}), 8 + json.length + size - 1);
    }
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      ByteBuffer end = ByteBuffer.allocate(2);
      weights.read(weights.entries().get(0), size - 2, end);
      assertThat(end.array()).containsExactly(0, 42);
    }
  }

  @Test
  void readingOutsideATensorOrOfAnotherFileIsRefused() throws IOException {
    Path file = HeaderBytes.write(folder.resolve("a"), RIGHT, 16);
    SafetensorsFile weights = SafetensorsFile.open(file);
    TensorEntry entry = weights.entry("a").orElseThrow();
    ByteBuffer five = ByteBuffer.allocate(5);
    for (long position : new long[] {-1, 12, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> weights.read(entry, position, five))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'a' has 16 bytes");
    }
    TensorEntry foreign = new TensorEntry("a", Dtype.F32, List.of(4L), 0, 16);
    assertThatThrownBy(() -> weights.read(foreign, 0, five))
        .isInstanceOf(IllegalArgumentException.class);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 8 + RIGHT.length() + 15));
    assertThatThrownBy(() -> weights.read(entry, 11, five))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("ends at byte");
    weights.close();
    weights.close();
    assertThatThrownBy(() -> weights.read(entry, 0, five))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void mutatedHeadersEitherParseOrAreRefused() {
    Assertions.assertTimeout(Duration.ofSeconds(60), this::mutate);
  }

  private void mutate() throws IOException {
    Random random = new Random(20240607);
    String json =
        "{\"__metadata__\":{\"k\":\"ö\"},\"a\":%s,\"b\":%s,\"c\":%s}"
            .formatted(
                info("F32", "[2,2]", "[0,16]"),
                info("I64", "[]", "[16,24]"),
                info("U8", "[0,3]", "[24,24]"));
    byte[] right = Files.readAllBytes(HeaderBytes.write(folder.resolve("right"), json, 24));
    Path file = folder.resolve("mutated");
    int parsed = 0;
    for (int round = 0; round < 20_000; round++) {
      Files.write(file, mutated(right, random));
      try (SafetensorsFile weights = SafetensorsFile.open(file)) {
        ByteBuffer all = ByteBuffer.allocate(24);
        for (TensorEntry entry : weights.entries()) {
          weights.read(entry, 0, all.clear().limit((int) entry.byteSize()));
        }
        parsed++;
      } catch (WeightsFormatException e) {
        assertThat(e).hasMessageStartingWith(file + ": ");
      }
    }
    assertThat(parsed).isBetween(1, 19_999);
  }

  private static byte[] mutated(byte[] right, Random random) {
    byte[] bytes = right.clone();
    int changes = 1 + random.nextInt(3);
    for (int change = 0; change < changes; change++) {
      int at = random.nextInt(bytes.length);
      int from = random.nextInt(bytes.length);
      int length = random.nextInt(Math.min(12, bytes.length - Math.max(at, from)) + 1);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) "0123456789-.eE\"{}[],: \\".charAt(random.nextInt(23));
        case 3 -> System.arraycopy(bytes, from, bytes, at, length);
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, bytes.length - random.nextInt(9) + 4));
      }
    }
    return bytes;
  }

  private static void refused(Path file, String reason) {
    assertThatThrownBy(
            () ->
                Assertions.assertTimeout(
                    Duration.ofSeconds(1), () -> SafetensorsFile.open(file).close()))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason);
  }
}
