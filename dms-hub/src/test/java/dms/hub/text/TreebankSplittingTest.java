package dms.hub.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How well raw text is split into what treebanks have, by F1. The dev files of the shared data are
 * held to their scores; {@code -Ddms.split=LANGUAGE:FILE,…} measures other files. The lines go to
 * {@code target/splitting.txt} too.
 */
class TreebankSplittingTest {
  @ParameterizedTest
  @CsvSource({
    "is, ud-icelandic-modern, 99.2, 86.0",
    "is, ud-icelandic-icepahc, 99.5, 71.0",
    "en, ud-english-ewt, 98.8, 85.0"
  })
  void devFilesAreSplitAsWellAsBefore(
      String language, String treebank, double words, double sentences) throws IOException {
    SplitScores scores = measure(language, sharedData(treebank + "/dev.conllu"));

    assertThat(scores.words.f1()).isGreaterThan(words);
    assertThat(scores.sentences.f1()).isGreaterThan(sentences);
  }

  @Test
  void otherFilesAreMeasuredOnDemand() throws IOException {
    String files = System.getProperty("dms.split", "");
    if (files.isEmpty()) {
      abort("no -Ddms.split=LANGUAGE:FILE,… to measure");
    }
    for (String file : files.split(",")) {
      int colon = file.indexOf(':');
      measure(file.substring(0, colon), Path.of(file.substring(colon + 1)));
    }
  }

  @Test
  void wordsOfMultiwordTokensAreAlignedByTheirForms() throws IOException {
    List<String> lines =
        Stream.of("1-2 don't", "1 do", "2 n't", "3-4 skaltu", "3 skalt", "4 þú", "5 it")
            .map(line -> line.replace(' ', '\t') + "\t_".repeat(8))
            .toList();
    Path file = Files.createTempFile("multiword", ".conllu");
    try {
      Files.writeString(file, String.join("\n", lines) + "\n\n");
      SplitScores scores = measure("en", file);

      assertThat(scores.tokens).isEqualTo(new SplitScores.Score(2, 3, 4));
      assertThat(scores.words).isEqualTo(new SplitScores.Score(3, 5, 4));
      assertThat(scores.sentences).isEqualTo(new SplitScores.Score(1, 1, 1));
    } finally {
      Files.delete(file);
    }
  }

  private static SplitScores measure(String language, Path file) throws IOException {
    TextSplitter splitter = TextSplitters.of(language);
    SplitScores scores = new SplitScores();
    for (TreebankText.Paragraph paragraph : TreebankText.read(file)) {
      scores.add(paragraph, splitter.split(paragraph.text()));
    }
    report(
        "%s: F1 of tokens %.2f, words %.2f, sentences %.2f (precision %.2f, recall %.2f)"
            .formatted(
                file,
                scores.tokens.f1(),
                scores.words.f1(),
                scores.sentences.f1(),
                scores.sentences.precision(),
                scores.sentences.recall()));
    return scores;
  }

  private static void report(String line) throws IOException {
    System.out.println(line);
    Path table = Path.of("target", "splitting.txt");
    Files.createDirectories(table.getParent());
    String before = Files.exists(table) ? Files.readString(table, StandardCharsets.UTF_8) : "";
    Files.writeString(table, before + line + "\n", StandardCharsets.UTF_8);
  }

  private static Path sharedData(String name) {
    String shared = System.getenv("DMS_SHARED");
    if (shared != null && Files.exists(Path.of(shared, "data", name))) {
      return Path.of(shared, "data", name);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return abort("no shared/data/" + name + " above the working directory, nor under DMS_SHARED");
  }
}
