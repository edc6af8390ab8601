package dms.components.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.corpus.CorpusFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The DIM's lines, whole and damaged. */
class DimReaderTest {
  private static final String GOOD = "hestur;6179;kk;alm;hestinum;ÞGFETgr";

  @TempDir private Path folder;

  @Test
  void aLineIsAnEntry() throws IOException {
    assertThat(DimFiles.entries(DimFiles.reader(GOOD)))
        .containsExactly(new DimEntry("hestur", 6179, "kk", "alm", "hestinum", "ÞGFETgr"));
  }

  @Test
  void quotesAndHashesAreWhatTheyAre() throws IOException {
    assertThat(DimFiles.entries(DimFiles.reader("#\";1;kk;alm;\"a;NFET")))
        .containsExactly(new DimEntry("#\"", 1, "kk", "alm", "\"a", "NFET"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hestur;6179;kk;alm;hesti       | expected 6 columns (lemma, id, word class, domain, form,",
        "hestur;6179;kk;alm;hesti;ÞGFET;| found 7",
        "hestur;x;kk;alm;hesti;ÞGFET    | expected a number in column id, found \"x\"",
        "hestur;1;kk;alm;;ÞGFET         | expected a value in column form, found none",
        "''                             | found 1 in \"\""
      })
  void aDamagedLineIsNamedWithItsFile(String line, String problem) {
    assertThatThrownBy(() -> DimFiles.entries(DimFiles.reader(GOOD, line, GOOD)))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageStartingWith("tiny.csv:2: ")
        .hasMessageContaining(problem);
  }

  @Test
  void bytesThatAreNotUtf8AreNamedWithTheirLine() {
    byte[] latin1 = (GOOD + "\n" + GOOD + "\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(
            () -> DimFiles.entries(DimReader.of(new ByteArrayInputStream(latin1), "latin1.csv")))
        .hasMessageStartingWith("latin1.csv:1: expected UTF-8, found the byte 0xDE");
  }

  private static byte[] packed(int lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < lines; i++) {
        out.write((GOOD.replace("6179", "" + i) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void packedFilesAreUnpacked() throws IOException {
    Path file = Files.write(folder.resolve("dim.csv.gz"), packed(3));
    try (DimReader reader = DimReader.open(file)) {
      assertThat(DimFiles.entries(reader)).hasSize(3);
    }
  }

  @Test
  void aTruncatedPackedFileIsAnErrorThatNamesIt() throws IOException {
    byte[] whole = packed(1000);
    Path file = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    try (DimReader reader = DimReader.open(file)) {
      assertThatThrownBy(() -> DimFiles.entries(reader))
          .isInstanceOf(CorpusFormatException.class)
          .hasMessageContaining("cut.csv.gz:")
          .hasMessageContaining("expected whole gzip data");
    }
  }

  @Test
  void aFileThatIsNotPackedIsNotReadAsPacked() throws IOException {
    Path file = Files.writeString(folder.resolve("plain.csv.gz"), GOOD);
    assertThatThrownBy(() -> DimReader.open(file))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageContaining("plain.csv.gz: expected gzip data, found none");
  }
}
