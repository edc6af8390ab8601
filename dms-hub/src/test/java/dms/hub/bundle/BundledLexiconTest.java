package dms.hub.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.components.lexicon.DimLexicon;
import dms.components.lexicon.DimReader;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.file.FileContent;
import dms.core.tensor.ComputeDevice;
import dms.hub.AnalyzedToken;
import dms.hub.TaggingPipeline;
import dms.hub.TinyModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lexicon of lemmas is in the bundle, and nothing else is needed for it. */
class BundledLexiconTest {
  private static final String DIM = "eiga;5;so;alm;á;GM-FH-NT-1P-ET\nær;6;kvk;alm;á;ÞGFET\n";
  private static final Sentence SEEN =
      Sentence.of(
          List.of(
              Token.ofForm("á").with(Column.LEMMA, "eiga").with(Column.XPOS, "VBPI"),
              Token.ofForm("á").with(Column.LEMMA, "ær").with(Column.XPOS, "N-D")));

  @TempDir private Path folder;
  private Path bundle;

  @BeforeEach
  void writeBundleAndDeleteItsSources() throws IOException {
    Path file = folder.resolve("lemmas.dim");
    byte[] dim = DIM.getBytes(StandardCharsets.UTF_8);
    DimLexicon.build(DimReader.of(new ByteArrayInputStream(dim), "tiny.csv"), file, line -> {});
    Config config =
        ConfigFactory.parseString(
            """
            words { type = word, dim = 4, minCount = 1 }
            xpos { type = tagger, input = words, column = xpos }
            lemma { type = edit-script-lemmatizer, inputs = words, tag = xpos, minCount = 1, tagDim = 0,
                    certain = 1.0, lexicon = "%s" }
            """
                .formatted(file));
    Blueprint blueprint =
        Blueprint.of(
            Map.of("words", config.getObject("words")),
            Map.of("xpos", config.getObject("xpos"), "lemma", config.getObject("lemma")),
            ComponentRegistry.load());
    Map<String, Map<String, FileContent>> files =
        blueprint.learn(new TrainingCorpus(List.of(SEEN), folder.resolve("learnt")));
    bundle = folder.resolve("b");
    try (EncodersDecoders model =
        ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), 1)) {
      Bundle.write(
          bundle, TinyModel.description(), blueprint, files, model, List.of("á"), "# Tiny\n");
    }
    Files.delete(file);
  }

  @Test
  void lemmasOfTheLexiconAreChosenAfterLoadingAndSayWhereTheyComeFrom() throws IOException {
    try (EncodersDecoders model = Bundle.read(bundle).load(ComputeDevice.cpu())) {
      List<Prediction> found =
          model.analyze(List.of(SEEN), Mode.EVALUATION_WITH_GOLD_INPUTS).get("lemma").get(0);
      assertThat(found).extracting(Prediction::value).containsExactly("eiga", "ær");
      assertThat(found).extracting(p -> p.source().orElseThrow()).containsOnly(LemmaSource.LEXICON);
    }
  }

  @Test
  void thePipelineTellsTheSourceOfEachLemma() throws IOException {
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu())) {
      List<AnalyzedToken> tokens = pipeline.analyze("á").sentences().get(0).tokens();
      Prediction lemma = tokens.get(0).values().get("lemma");
      assertThat(lemma.value()).isIn("eiga", "ær");
      assertThat(lemma.source()).contains(LemmaSource.LEXICON);
    }
  }

  @Test
  void lexiconChangedAfterReadingIsNoticed() throws IOException {
    Bundle read = Bundle.read(bundle);
    Path lexicon = bundle.resolve("components/lemma/lemmas.dim");
    byte[] bytes = Files.readAllBytes(lexicon);
    bytes[bytes.length - 1]++;
    Files.write(lexicon, bytes);
    assertThatThrownBy(() -> read.load(ComputeDevice.cpu()))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("lemmas.dim: expected SHA-256");
  }
}
