package dms.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dms.core.corpus.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sentences that are measured with. */
class BenchmarkDataTest {
  @TempDir Path folder;

  @Test
  void withoutTreebanksTheDemonstrationIsRepeated() throws IOException {
    BenchmarkData data = BenchmarkData.of(Optional.empty());
    assertThat(data.name()).isEqualTo("the project's demonstration texts, repeated");
    assertThat(data.language()).isEqualTo("en");
    assertThat(data.sentences()).hasSize(127);
    List<Sentence> many = data.ofTokens(5_000);
    assertThat(many.stream().mapToInt(Sentence::size).sum()).isBetween(5_000, 5_100);
    assertThat(many.get(127)).isSameAs(many.get(0));
  }

  @Test
  void aTreebankIsTakenFromTheFolderThatIsNamed() throws IOException {
    treebank("ud-english-ewt", "Hello");
    treebank("ud-icelandic-icepahc", "Halló");
    BenchmarkData data = BenchmarkData.of(Optional.of(folder));
    assertThat(data.name()).isEqualTo("ud-icelandic-icepahc");
    assertThat(data.language()).isEqualTo("is");
    assertThat(data.sentences().get(0).tokens().get(0).form()).isEqualTo("Halló");
  }

  @Test
  void aFolderWithoutAKnownTreebankIsAnError() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> BenchmarkData.of(Optional.of(folder)))
        .withMessageContaining("UD_TREEBANKS: expected a folder with train.conllu in one of");
  }

  @Test
  void rawTextIsThatOfTheCommentOrTheForms() {
    List<Sentence> sentences =
        List.of(
            Sentence.ofForms(List.of("One", "two")).withComments(List.of("# text = Onetwo")),
            Sentence.ofForms(List.of("Three", ".")));
    assertThat(BenchmarkData.rawText(sentences)).isEqualTo("Onetwo Three . ");
  }

  private void treebank(String name, String form) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.writeString(
        folder.resolve(name).resolve("train.conllu"),
        "1\t%s\t%s\tINTJ\tUH\t_\t_\t_\t_\t_\n\n".formatted(form, form));
  }
}
