package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dms.core.component.LemmaSource;
import dms.core.corpus.Column;
import dms.core.corpus.ConlluReader;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.hub.AnalyzedToken;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import dms.hub.archive.ClassPathModels;
import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The models of the repository, found by name as a user finds them. Their scores are measured on
 * the dev files that chose their best epoch: floors below which a change of the code has broken
 * something. With {@code -Ddms.heavy=true} in {@code dms.test.jvm} also on IcePaHC, and memory over
 * 20 passes.
 */
class ShippedModelsTest {
  private static final long MEBIBYTE = 1L << 20;

  @ParameterizedTest
  @ValueSource(strings = {"is-small", "en-small"})
  void takesNoMoreThanTwelveMegabytes(String name) throws IOException {
    Bundle bundle = ClassPathModels.find(name).orElseThrow();
    long size = 0;
    for (String file : bundle.fileNames()) {
      size += Files.size(bundle.folder().resolve(file));
    }
    assertThat(size).isLessThanOrEqualTo(12_000_000);
    assertThat(bundle.description().licence()).isEqualTo("CC-BY-SA-4.0");
  }

  @Test
  void tagsIcelandicText() throws IOException {
    try (TaggingPipeline pipeline = TaggingPipeline.load("is-small")) {
      List<AnalyzedToken> tokens = pipeline.analyze("Hún las bókina í gær.").tokens();
      assertThat(tokens)
          .extracting(AnalyzedToken::form)
          .containsExactly("Hún", "las", "bókina", "í", "gær", ".");
      assertThat(tokens.get(2).lemma()).isEqualTo("bók");
      assertThat(tokens.get(2).value("upos")).isEqualTo("NOUN");
      assertThat(tokens.get(2).value("xpos")).isEqualTo("N-A");
      assertThat(tokens.get(1).lemma()).isEqualTo("lesa");
    }
  }

  @Test
  void tagsEnglishText() throws IOException {
    try (TaggingPipeline pipeline = TaggingPipeline.load("en-small")) {
      List<AnalyzedToken> tokens = pipeline.analyze("The dogs didn't sleep.").tokens();
      assertThat(tokens)
          .extracting(AnalyzedToken::form)
          .containsExactly("The", "dogs", "did", "n't", "sleep", ".");
      assertThat(tokens)
          .extracting(AnalyzedToken::lemma)
          .containsExactly("the", "dog", "do", "not", "sleep", ".");
      assertThat(tokens.get(1).value("xpos")).isEqualTo("NNS");
    }
  }

  /** A lemma never holds control symbols, is never empty, and says where it comes from. */
  @ParameterizedTest
  @ValueSource(strings = {"is-small", "en-small"})
  void everyTokenHasALemmaHoweverOddItIs(String name) throws IOException {
    List<String> odd =
        List.of(
            "ÞÞÞ",
            "x",
            "\u200b",
            "😀😀",
            "a".repeat(5_000),
            "_",
            "|",
            "-",
            "ﬀ",
            "ǅ",
            "٣٤",
            "İ",
            "\ufffd",
            "<s>",
            "[UNK]");
    try (TaggingPipeline pipeline = TaggingPipeline.load(name)) {
      List<AnalyzedToken> tokens = pipeline.analyzeTokens(List.of(odd)).tokens();
      assertThat(tokens).hasSameSizeAs(odd);
      for (AnalyzedToken token : tokens) {
        assertThat(token.lemma()).as(token.form()).isNotBlank().doesNotContain("\t", "\n", "\0");
        assertThat(token.lemmaSource()).isPresent();
        if (token.lemmaSource().get() == LemmaSource.COPY) {
          assertThat(token.lemma()).isEqualTo(token.form());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "is-small,ud-icelandic-modern,modern,94.0,96.8",
    "is-small,ud-icelandic-icepahc,icepahc,92.5,96.0",
    "en-small,ud-english-ewt,,94.0,96.5"
  })
  void keepsItsScores(String name, String treebank, String corpus, double xpos, double lemma)
      throws IOException {
    assumeTrue(
        Boolean.getBoolean("dms.heavy") || !treebank.endsWith("icepahc"),
        "IcePaHC is tagged with -Ddms.heavy=true only");
    List<Sentence> gold = read(SharedTreebanks.file(treebank + "/dev.conllu"));
    PipelineOptions options = PipelineOptions.defaults();
    if (corpus != null) {
      options = options.withCorpus(corpus);
    }
    try (TaggingPipeline pipeline = TaggingPipeline.load(name, options)) {
      List<Sentence> tagged =
          pipeline.tag(gold.stream().map(ShippedModelsTest::formsOnly).toList());
      assertThat(accuracy(gold, tagged, Column.XPOS)).isGreaterThanOrEqualTo(xpos);
      assertThat(accuracy(gold, tagged, Column.LEMMA)).isGreaterThanOrEqualTo(lemma);
    }
  }

  @Test
  void memoryIsFlatOverTwentyPasses() throws IOException {
    assumeTrue(Boolean.getBoolean("dms.heavy"), "measured with -Ddms.heavy=true only");
    List<Sentence> sentences = read(SharedTreebanks.file("ud-icelandic-modern/dev.conllu"));
    try (TaggingPipeline pipeline = TaggingPipeline.load("is-small")) {
      List<Long> resident = new ArrayList<>();
      for (int pass = 0; pass <= 20; pass++) {
        pipeline.tag(sentences);
        System.gc();
        resident.add(Pointer.physicalBytes() / MEBIBYTE);
      }
      System.out.println("RSS after each pass over Modern dev, MB: " + resident);
      assertThat(resident.get(20) - resident.get(1)).isLessThan(50);
    }
  }

  private static List<Sentence> read(Path file) throws IOException {
    try (SentenceReader reader = new ConlluReader(Files.newInputStream(file), file.toString())) {
      return reader.readAll();
    }
  }

  private static Sentence formsOnly(Sentence sentence) {
    return Sentence.ofForms(sentence.tokens().stream().map(token -> token.form()).toList());
  }

  /** In percent, of the tokens that have a gold value. */
  private static double accuracy(List<Sentence> gold, List<Sentence> tagged, Column column) {
    int tokens = 0;
    int right = 0;
    for (int s = 0; s < gold.size(); s++) {
      for (int t = 0; t < gold.get(s).size(); t++) {
        Optional<String> value = gold.get(s).tokens().get(t).value(column);
        if (value.isPresent()) {
          tokens++;
          right += tagged.get(s).tokens().get(t).value(column).equals(value) ? 1 : 0;
        }
      }
    }
    return 100.0 * right / tokens;
  }
}
