package dms.components.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.components.Sentences;
import dms.core.file.FileContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into a store comes out of it, to the bit, and damage is told. */
class VectorStoreTest {
  private static final int DIM = 9;

  private static List<String> forms;

  @TempDir private Path folder;

  @BeforeAll
  static void drawForms() {
    forms = List.copyOf(new LinkedHashSet<>(Sentences.randomForms(100_000, 8)));
  }

  private VectorStore store(Path source, VectorSelection selection) throws IOException {
    Path target = folder.resolve("vectors.store");
    try (VectorSource vectors = VectorSource.open(source)) {
      VectorStore.write(target, vectors, selection);
    }
    return VectorStore.open(FileContent.at(target), "components/dim/vectors.store");
  }

  private static float[] get(VectorStore store, String form) {
    float[] row = new float[store.dim() + 2];
    assertThat(store.find(form, row, 1)).as(form).isTrue();
    return Arrays.copyOfRange(row, 1, store.dim() + 1);
  }

  private Path write(List<String> forms, List<float[]> rows) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < forms.size(); i++) {
      text.append(forms.get(i)).append(";").append(Arrays.toString(rows.get(i))).append('\n');
    }
    return VectorFiles.write(folder.resolve("v.vec.gz"), text.toString());
  }

  private static List<float[]> rows(int count, boolean binary, int special) {
    Random random = new Random(6);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] row = new float[DIM];
      for (int d = 0; d < DIM; d++) {
        row[d] = binary ? random.nextInt(2) : random.nextFloat() - 0.5f;
      }
      rows.add(row);
    }
    if (special >= 0) {
      rows.get(special)[3] = 0.25f;
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"true, -1", "false, -1", "true, 40000"})
  void hundredThousandFormsComeBack(boolean binary, int special) throws IOException {
    List<float[]> rows = rows(forms.size(), binary, special);
    VectorStore store = store(write(forms, rows), VectorSelection.complete());
    assertThat(store.size()).isEqualTo(forms.size()).isGreaterThan(80_000);
    List<String> wrong = new ArrayList<>();
    float[] row = new float[DIM];
    for (int i = 0; i < forms.size(); i++) {
      boolean found = store.find(forms.get(i), row, 0);
      if (!found || !Arrays.equals(row, rows.get(i)) || store.find(forms.get(i) + "\n", row, 0)) {
        wrong.add(forms.get(i));
      }
    }
    assertThat(wrong).isEmpty();
    long size = Files.size(folder.resolve("vectors.store"));
    long ofForms = forms.stream().mapToLong(f -> f.getBytes(StandardCharsets.UTF_8).length).sum();
    boolean packed = binary && special < 0;
    long ofRows = packed ? 2L << DIM : 4L * DIM * forms.size();
    assertThat(size).isLessThanOrEqualTo(64 + ofForms + 8L * forms.size() + 4 + ofRows);
  }

  @Test
  void sameSourceGivesTheSameBytes() throws IOException {
    store(VectorFiles.golden("demo.vec"), VectorSelection.complete());
    byte[] first = Files.readAllBytes(folder.resolve("vectors.store"));
    store(VectorFiles.golden("demo.vec"), VectorSelection.complete());
    assertThat(folder.resolve("vectors.store")).hasBinaryContent(first);
  }

  @Test
  void firstVectorOfARepeatedFormCounts() throws IOException {
    Path file = VectorFiles.write(folder.resolve("v.vec"), "a 1 2\nb 3 4\na 5 6\n");
    VectorStore store = store(file, VectorSelection.complete());
    assertThat(store.size()).isEqualTo(2);
    assertThat(get(store, "a")).containsExactly(1, 2);
  }

  @Test
  void selectedFormsAndTheirLowerCaseAreKeptAndNoOthers() throws IOException {
    Path file = VectorFiles.write(folder.resolve("v.vec"), "hún 1\nHÚN 2\nlas 3\nbók 4\n");
    List<String> listed = List.of("Hún", "bók", "none");
    VectorStore with = store(file, VectorSelection.of(listed, true));
    assertThat(with.size()).isEqualTo(2);
    assertThat(get(with, "hún")).containsExactly(1);
    assertThat(get(with, "bók")).containsExactly(4);
    assertThat(store(file, VectorSelection.of(listed, false)).size()).isEqualTo(1);
  }

  @Test
  void completeStoreOfAModelComposesUnknownWordsAndARestrictedOneDidSoBefore() throws IOException {
    Map<String, float[]> expected = VectorFiles.read(VectorFiles.golden("fasttext.vec"));
    VectorStore complete = store(VectorFiles.golden("fasttext.bin"), VectorSelection.complete());
    float[] row = new float[4];
    assertThat(complete.find("xylophone", row, 0)).isFalse();
    assertThat(complete.compose("xylophone", row, 0)).isTrue();
    assertThat(row).isEqualTo(expected.get("xylophone"));
    assertThat(get(complete, "the")).isEqualTo(expected.get("the"));
    VectorStore restricted =
        store(
            VectorFiles.golden("fasttext.bin"),
            VectorSelection.of(List.of("xylophone", "THE"), true));
    assertThat(restricted.size()).isEqualTo(2);
    assertThat(get(restricted, "the")).isEqualTo(expected.get("the"));
    assertThat(get(restricted, "xylophone")).isEqualTo(expected.get("xylophone"));
    assertThat(restricted.compose("ab", row, 0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 6, 10})
  void bytesAreTheSameHoweverTheFileIsCutIntoSegments(int segmentBits) throws IOException {
    byte[] bytes = new byte[1001];
    new Random(1).nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    MappedBytes mapped = MappedBytes.map(Files.write(folder.resolve("f"), bytes), segmentBits);
    assertThat(mapped.size()).isEqualTo(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(mapped.byteAt(i)).isEqualTo(bytes[i]);
      if (i + Long.BYTES <= bytes.length) {
        assertThat(mapped.intAt(i)).isEqualTo(buffer.getInt(i));
        assertThat(mapped.longAt(i)).isEqualTo(buffer.getLong(i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0  | 7      | begins with DMSVECTS, found another file",
        "8  | 2      | expected a store of version 1, found version 2",
        "12 | 0      | expected vectors of 1 to",
        "12 | -1     | expected sizes of 0 or more, found -1",
        "16 | 2      | packed or not (0, 1), found 5 and 2",
        "20 | 4      | bytes, found",
        "24 | 4      | bytes, found",
        "36 | 1001   | expected parts of words of at most 1000 characters, found 1001",
        "84 | -1     | form 0: expected a begin from 0 to 3, found -1",
        "84 | 1      | form 0: expected a begin from 0 to 3, found 1",
        "88 | 99     | form 1: expected a begin from 0 to 3, found 99",
        "92 | 0      | form 2: expected a begin from 1 to 3, found 0",
        "96 | 1      | form 0: expected a row from 0 to 0, found 1",
        "100 | -5    | form 1: expected a row from 0 to 0, found -5",
      })
  void damageIsNamedBeforeAnythingIsLookedUp(int position, int value, String message) {
    // One row of five floats at 64, three begins at 84, two numbers of rows at 96.
    byte[] bytes = twoFormsOfOneRow();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(position, value);
    assertThatThrownBy(
            () -> VectorStore.open(FileContent.of(bytes), "components/dim/vectors.store"))
        .isInstanceOf(VectorFormatException.class)
        .hasMessageStartingWith("components/dim/vectors.store: ")
        .hasMessageContaining(message);
  }

  private static byte[] twoFormsOfOneRow() {
    StoreLayout layout = new StoreLayout(5, false, 2, 1, 3, Subwords.NONE);
    ByteBuffer buffer = ByteBuffer.allocate((int) layout.size()).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(layout.header());
    buffer.position((int) layout.offsetsAt());
    buffer.putInt(0).putInt(1).putInt(3).putInt(0).putInt(0);
    buffer.put(new byte[] {'a', 'b', 'c'});
    return buffer.array();
  }

  @Test
  void storeCutAnywhereIsRefused() throws IOException {
    store(VectorFiles.golden("demo.vec"), VectorSelection.complete());
    byte[] whole = Files.readAllBytes(folder.resolve("vectors.store"));
    for (int length : new int[] {0, 1, 63, 64, 1000, whole.length - 1}) {
      Path cut = Files.write(folder.resolve("cut.store"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> VectorStore.open(FileContent.at(cut), "cut.store"))
          .isInstanceOf(VectorFormatException.class)
          .hasMessageStartingWith("cut.store: expected ");
    }
  }

  @Test
  void faultOfTheSourceKeepsItsNameAndLeavesNoStore() throws IOException {
    Path file = VectorFiles.write(folder.resolve("v.vec"), "a 1 2\nb 3\n");
    assertThatThrownBy(() -> store(file, VectorSelection.complete()))
        .isInstanceOf(VectorFormatException.class)
        .hasMessageContaining("v.vec:2: expected 2 numbers");
    assertThat(folder.resolve("vectors.store")).doesNotExist();
  }
}
