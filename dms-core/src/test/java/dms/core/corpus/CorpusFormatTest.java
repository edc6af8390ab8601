package dms.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusFormatTest {
  @ParameterizedTest
  @CsvSource({
    "dev.conllu, CONLLU",
    "a/b.c/dev.CONLLU, CONLLU",
    "x.conll, CONLLU",
    "x.tsv, TSV",
    "x.TXT, TEXT",
    "dev.conllu.gz, CONLLU",
    "words.tsv.GZ, TSV"
  })
  void extensionTellsTheFormat(Path file, CorpusFormat format) {
    assertThat(CorpusFormat.ofFile(file)).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "dev.csv", "dev.csv.gz", "gz", "conllu", "/", "", "a.tsv/b"})
  void otherExtensionIsRefusedSayingToNameTheFormat(Path file) {
    assertThatThrownBy(() -> CorpusFormat.ofFile(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name the format (conllu, tsv, text)");
  }

  @Test
  void readerOfAFileNamesItAsItWasGiven(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("dev.txt"), "\na b\n");

    try (SentenceReader reader = CorpusFormat.ofFile(file).reader(file)) {
      assertThat(reader.readAll()).extracting(Sentence::source).containsExactly(file + ":2");
    }
  }

  @Test
  void folderInPlaceOfAFileIsNamed(@TempDir Path folder) throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("dev.conllu"));
    assertThatThrownBy(() -> CorpusFormat.CONLLU.reader(corpus))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(
            corpus
                + ": expected a file, found a folder (named by the setting or option for a corpus)");
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void aPackedFileIsReadUnpacked(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("dev.txt.gz"), packed("a b\n"));
    try (SentenceReader reader = CorpusFormat.ofFile(file).reader(file)) {
      assertThat(reader.readAll()).hasSize(1);
    }
  }

  @Test
  void aPackedFileThatIsCutOffIsDamagedAtItsLine(@TempDir Path folder) throws IOException {
    byte[] whole = packed("a b\n");
    Path file = Files.write(folder.resolve("dev.txt.gz"), Arrays.copyOf(whole, whole.length - 9));
    try (SentenceReader reader = CorpusFormat.ofFile(file).reader(file)) {
      assertThatThrownBy(reader::readAll)
          .isInstanceOf(CorpusFormatException.class)
          .hasMessageContaining("dev.txt.gz:")
          .hasMessageContaining("expected whole gzip data");
    }
  }

  @Test
  void missingFileIsAnIoException() {
    assertThatThrownBy(() -> CorpusFormat.TEXT.reader(Path.of("no-such-file.txt")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void plainTextIsNotWritten() {
    assertThatThrownBy(() -> CorpusFormat.TEXT.writer(new ByteArrayOutputStream()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write conllu or tsv");
  }

  @Test
  void streamReadsOnDemandAndWrapsFailure() throws IOException {
    try (var reader = CorpusFormat.CONLLU.reader(CorpusSamples.stream("x\n"), "dev.conllu")) {
      var stream = reader.stream();
      assertThatThrownBy(stream::count)
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(CorpusFormatException.class);
    }
    try (var reader = CorpusFormat.TEXT.reader(CorpusSamples.stream("a\nb\nc\n"), "dev.txt")) {
      assertThat(reader.stream().limit(2).map(Sentence::source))
          .containsExactly("dev.txt:1", "dev.txt:2");
      assertThat(reader.readAll()).hasSize(1);
    }
  }
}
