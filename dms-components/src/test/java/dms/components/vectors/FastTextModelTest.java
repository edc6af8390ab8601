package dms.components.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of a model are those that fastText itself gives, of unknown words too. */
class FastTextModelTest {
  @TempDir private Path folder;

  @Test
  void everyWordHasTheBitsThatFastTextGives() throws IOException {
    Map<String, float[]> expected = VectorFiles.read(VectorFiles.golden("fasttext.vec"));
    Map<String, float[]> known = VectorFiles.read(VectorFiles.golden("fasttext.bin"));
    assertThat(expected.keySet()).containsAll(known.keySet()).hasSizeGreaterThan(known.size() + 8);
    try (VectorSource model = VectorSource.open(VectorFiles.golden("fasttext.bin"))) {
      SubwordVectors subwords = model.subwords().orElseThrow();
      expected.forEach(
          (word, vector) -> {
            float[] composed = new float[4];
            if (known.containsKey(word)) {
              assertThat(known.get(word)).as(word).isEqualTo(vector);
            } else {
              assertThat(subwords.compose(word, composed, 0)).as(word).isTrue();
              assertThat(composed).as(word).isEqualTo(vector);
            }
          });
      assertThat(subwords.compose("</s>", new float[4], 0)).isFalse();
    }
  }

  @Test
  void partsAreCharactersNotBytes() {
    Subwords subwords = new Subwords(1, 2, 1 << 30);
    assertThat(subwords.of("áb")).hasSize(2 + 3);
    assertThat(subwords.of("")).hasSize(1);
    assertThat(new Subwords(3, 6, 100).of("x")).hasSize(1);
    assertThat(new Subwords(0, 0, 100).of("x")).isEmpty();
    assertThat(Subwords.NONE.of("x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.bin", "a.vec", "a.vec.gz"})
  void folderInPlaceOfAFileIsNamedWithTheSetting(String name) throws IOException {
    Path folderOfThatName = Files.createDirectory(folder.resolve(name));
    assertThatThrownBy(() -> VectorSource.open(folderOfThatName))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(folderOfThatName.toString())
        .hasMessageContaining("expected a file, found a folder (named by the setting file");
  }

  /** Numbers of 32 bits at the beginning of a model. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0  | 793712315 | expected a fastText model, which begins with 793712314, found 793712315",
        "4  | 11        | expected a fastText model of version 12, found version 11",
        "8  | 0         | dim: expected at least 1, found 0",
        "8  | 5         | expected a matrix of",
        "48 | 1001      | maxn: expected at most 1000, found 1001",
        "40 | 61        | expected a matrix of",
        "64 | 0         | dictionary size: expected at least 1, found 0",
        "64 | 100000    | found the end at byte",
        "68 | 1         | expected 1 words and then labels, found type 0 at 1",
        "88 | 0         | found a quantized one",
      })
  void changedHeaderIsNamed(int position, int value, String message) throws IOException {
    byte[] bytes = Files.readAllBytes(VectorFiles.golden("fasttext.bin"));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(position, value);
    Path file = Files.write(folder.resolve("changed.bin"), bytes);
    assertThatThrownBy(() -> VectorSource.open(file))
        .isInstanceOf(VectorFormatException.class)
        .hasMessageContaining("changed.bin: ")
        .hasMessageContaining(message);
  }

  @Test
  void modelCutAnywhereBeforeTheEndOfItsInputMatrixIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(VectorFiles.golden("fasttext.bin"));
    // The output matrix, which is not read, is the smaller one.
    int needed = whole.length / 2;
    Random random = new Random(4);
    for (int i = 0; i < 50; i++) {
      int length = random.nextInt(needed);
      Path file = Files.write(folder.resolve("cut.bin"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> VectorSource.open(file))
          .as("cut to %d", length)
          .isInstanceOf(VectorFormatException.class)
          .hasMessageContaining("cut.bin: ");
    }
  }
}
