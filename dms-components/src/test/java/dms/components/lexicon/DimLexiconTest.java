package dms.components.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.file.FileContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of the DIM in a file. */
class DimLexiconTest {
  private static final int FUZZED_FILES = 3_000;

  @TempDir private Path folder;

  private Path build(List<String> lines) throws IOException {
    Path file = folder.resolve("lemmas.bin");
    DimLexicon.build(DimFiles.reader(lines.toArray(String[]::new)), file, line -> {});
    return file;
  }

  /** Forms that share beginnings of every length, some beyond U+FFFF, with several lemmas. */
  private static List<String> lines(int count) {
    Random random = new Random(7);
    List<String> letters = List.of("a", "b", "ð", "\uFFFD", "😀", "😁", "z");
    List<String> marks = List.of("NFET", "ÞFET", "ÞGFFT2", "EFETgr");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder form = new StringBuilder();
      for (int length = 1 + random.nextInt(6); length > 0; length--) {
        form.append(letters.get(random.nextInt(letters.size())));
      }
      String lemma = form.substring(0, form.offsetByCodePoints(0, 1)) + random.nextInt(5);
      lines.add("%s;%d;kk;alm;%s;%s".formatted(lemma, i + 1, form, marks.get(i % 4)));
    }
    return lines;
  }

  private static Map<String, Map<String, TreeSet<DimAnalysis>>> expected(List<String> lines)
      throws IOException {
    Map<String, Map<String, TreeSet<DimAnalysis>>> expected = new TreeMap<>();
    for (DimEntry entry : DimFiles.entries(DimFiles.reader(lines.toArray(String[]::new)))) {
      expected
          .computeIfAbsent(entry.form(), form -> new TreeMap<>())
          .computeIfAbsent(entry.lemma(), lemma -> new TreeSet<>())
          .add(DimAnalysis.of(entry));
    }
    return expected;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 32, 5_000})
  void everyFormHasItsLemmasAndMarks(int count) throws IOException {
    List<String> lines = lines(count);
    DimLexicon lexicon = DimLexicon.open(build(lines));
    Map<String, Map<String, TreeSet<DimAnalysis>>> expected = expected(lines);
    assertThat(lexicon.size()).isEqualTo(expected.size());
    expected.forEach(
        (form, lemmas) -> {
          Map<String, TreeSet<DimAnalysis>> found = new TreeMap<>();
          lexicon.find(form).forEach(l -> found.put(l.lemma(), new TreeSet<>(l.analyses())));
          assertThat(found).as(form).isEqualTo(lemmas);
          for (String other : List.of(form + "a", form + "\u0000", "a" + form, form + form)) {
            assertThat(lexicon.find(other).isEmpty()).isEqualTo(!expected.containsKey(other));
          }
        });
    assertThat(lexicon.find("")).isEmpty();
    assertThat(lexicon.find("\uD83D")).isEmpty();
  }

  @Test
  void aVariantIsTheSameAnalysis() throws IOException {
    List<String> lines = List.of("kona;1;kvk;alm;kvenna;EFFT", "kona;1;kvk;alm;kvenna;EFFT2");
    assertThat(DimLexicon.open(build(lines)).find("kvenna"))
        .containsExactly(new DimLemma("kona", List.of(new DimAnalysis("kvk", "EFFT"))));
  }

  @Test
  void theOrderOfTheEntriesDoesNotMatter() throws IOException {
    List<String> lines = lines(2_000);
    byte[] bytes = Files.readAllBytes(build(lines));
    Collections.shuffle(lines, new Random(3));
    assertThat(Files.readAllBytes(build(lines))).isEqualTo(bytes);
  }

  @Test
  void aLexiconCanBeEmpty() throws IOException {
    Path file = folder.resolve("lemmas.bin");
    DimLexiconWriter writer = new DimLexiconWriter();
    assertThat(writer.write(file)).isEqualTo(new DimLexicon.Built(0, 0, 0, 0));
    assertThat(DimLexicon.open(file).find("hestur")).isEmpty();
  }

  @Test
  void anyChangedByteIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(build(lines(40)));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 4;
      assertThatThrownBy(() -> DimLexicon.open(FileContent.of(changed)))
          .as("byte %d", i)
          .isInstanceOf(LexiconFormatException.class);
    }
  }

  @Test
  void anyOtherLengthIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(build(lines(40)));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> DimLexicon.open(FileContent.of(cut)))
          .isInstanceOf(LexiconFormatException.class);
    }
    assertThatThrownBy(() -> DimLexicon.open(FileContent.of(Arrays.copyOf(bytes, 9_000))))
        .isInstanceOf(LexiconFormatException.class)
        .hasMessageContaining("expected " + bytes.length + " bytes, found 9000");
  }

  @Test
  void aFileWithTheRightSumButOtherContentIsRefusedOrAnswers() throws IOException {
    byte[] bytes = Files.readAllBytes(build(lines(60)));
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < FUZZED_FILES; i++) {
      ByteBuffer file = ByteBuffer.wrap(bytes.clone());
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = 12 + random.nextInt(bytes.length - 12);
        file.put(at, (byte) (random.nextBoolean() ? random.nextInt(256) : 255));
      }
      file.order(ByteOrder.LITTLE_ENDIAN).putLong(32, bytes.length);
      LexiconLayout.putSum(file);
      refused += refusesOrAnswers(file.array()) ? 1 : 0;
    }
    assertThat(refused).isBetween(1, FUZZED_FILES);
  }

  private static boolean refusesOrAnswers(byte[] file) throws IOException {
    try {
      DimLexicon lexicon = DimLexicon.open(FileContent.of(file));
      for (String form : List.of("a", "zz", "að😀", "b\uFFFDz", "", "ð")) {
        lexicon.find(form);
      }
      return false;
    } catch (LexiconFormatException e) {
      return true;
    } catch (UncheckedIOException e) {
      assertThat(e.getCause()).isInstanceOf(LexiconFormatException.class);
      return true;
    }
  }

  @Test
  void anotherFileIsRefusedByItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("other.bin"), "x".repeat(100));
    assertThatThrownBy(() -> DimLexicon.open(file))
        .isInstanceOf(LexiconFormatException.class)
        .hasMessageContaining("other.bin: expected a file of lemmas");
    assertThatThrownBy(() -> DimLexicon.open(folder)).hasMessageContaining("found a folder");
  }

  @Test
  void theRealFileIsSmallAndWhole() throws IOException {
    Path file = folder.resolve("dim-lemmas.bin");
    DimLexicon.Built built;
    try (DimReader reader = DimReader.open(DimFiles.real())) {
      built = DimLexicon.build(reader, file, line -> {});
    }
    assertThat(built.entries()).isEqualTo(7_426_759);
    assertThat(built.forms()).isEqualTo(3_718_484);
    assertThat(Files.size(file)).isLessThan(60_000_000);
    DimLexicon lexicon = DimLexicon.open(file);
    assertThat(lexicon.find("hestinum")).extracting(DimLemma::lemma).containsExactly("hestur");
    try (DimReader reader = DimReader.open(DimFiles.real())) {
      for (var next = reader.read(); next.isPresent(); next = reader.read()) {
        DimEntry entry = next.get();
        if (reader.line() % 7 == 0 && !isFound(lexicon, entry)) {
          throw new AssertionError(String.format(Locale.ROOT, "%s is not found", entry));
        }
      }
    }
  }

  private static boolean isFound(DimLexicon lexicon, DimEntry entry) {
    return lexicon.find(entry.form()).stream()
        .filter(lemma -> lemma.lemma().equals(entry.lemma()))
        .anyMatch(lemma -> lemma.analyses().contains(DimAnalysis.of(entry)));
  }
}
