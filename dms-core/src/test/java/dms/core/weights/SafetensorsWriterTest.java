package dms.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsWriterTest {
  @TempDir Path folder;

  @Test
  void headerIsOrderedAndPadded() throws IOException {
    Path file = folder.resolve("a");
    SafetensorsWriter.write(
        file,
        List.of(source("b", Dtype.F32, 1), source("a", Dtype.F32, 2), source("z", Dtype.I64, 1)),
        Map.of("y", "1", "x", "\""));
    byte[] bytes = Files.readAllBytes(file);
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(length % 8).isZero();
    assertThat(new String(bytes, 8, (int) length, StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo(
            "{\"__metadata__\":{\"x\":\"\\\"\",\"y\":\"1\"},"
                + "\"z\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[16,20]}}");
  }

  @Test
  void orderOfArgumentsDoesNotChangeTheBytes() throws IOException {
    Random random = new Random(7);
    List<SafetensorsWriter.Source> sources = new ArrayList<>();
    Map<String, String> metadata = new HashMap<>();
    for (Dtype dtype : Dtype.values()) {
      sources.add(source("þ." + dtype, dtype, random.nextInt(5)));
      metadata.put("key " + random.nextInt(), "😀");
    }
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    SafetensorsWriter.write(first, sources, metadata);
    Collections.shuffle(sources, random);
    SafetensorsWriter.write(second, sources, new HashMap<>(metadata));
    assertThat(second).hasSameBinaryContentAs(first);
    try (SafetensorsFile weights = SafetensorsFile.open(first)) {
      assertThat(weights.metadata()).isEqualTo(metadata);
      assertThat(weights.entries()).hasSize(Dtype.values().length);
    }
  }

  @Test
  void whatIsWrittenCanBeReadHoweverLongTheTexts() throws IOException {
    Path file = folder.resolve("a");
    String name = "n".repeat(60_000);
    String value = "v".repeat(21_000_000);
    SafetensorsWriter.write(file, List.of(source(name, Dtype.F32, 1)), Map.of(name, value));
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      assertThat(weights.entry(name)).isPresent();
      assertThat(weights.metadata().get(name).equals(value)).isTrue();
    }
  }

  @Test
  void headerOverTheLimitIsRefused() {
    Path file = folder.resolve("a");
    Map<String, String> metadata = Map.of("k", "v".repeat(100_000_000));
    assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(), metadata))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("over the limit of 100000000");
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 9})
  void contentOfAnotherSizeIsRefusedAndTheOldFileKept(int written) throws IOException {
    Path file = folder.resolve("a");
    DurableFile.writeString(file, "old");
    SafetensorsWriter.Source lying =
        new SafetensorsWriter.Source(
            "t", Dtype.F32, List.of(2L), channel -> channel.write(ByteBuffer.allocate(written)));
    assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(lying), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'t'")
        .hasMessageContaining("need 8 bytes, its content wrote " + written);
    assertThat(file).hasContent("old");
  }

  @Test
  void namesThatNoFileCanHoldAreRefused() {
    Path file = folder.resolve("a");
    SafetensorsWriter.Source twice = source("t", Dtype.F32, 1);
    assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(twice, twice), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'t'");
    assertThatThrownBy(() -> source("__metadata__", Dtype.F32, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> source("\uD800", Dtype.F32, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
    assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(), Map.of("k", "\uDC00")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
    assertThat(file).doesNotExist();
  }

  @Test
  void overflowingAndNegativeShapesAreRefused() {
    assertThatThrownBy(() -> source("t", Dtype.F32, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("negative");
    SafetensorsWriter.Source huge = source("t", Dtype.F64, Long.MAX_VALUE / 2);
    assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("a"), List.of(huge), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overflows");
  }

  private static SafetensorsWriter.Source source(String name, Dtype dtype, long size) {
    return new SafetensorsWriter.Source(
        name,
        dtype,
        List.of(size),
        channel -> channel.write(ByteBuffer.allocate((int) size * dtype.bytes())));
  }
}
