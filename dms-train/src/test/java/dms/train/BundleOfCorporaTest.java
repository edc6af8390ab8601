package dms.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import dms.hub.bundle.Bundle;
import dms.hub.cli.ExitCodes;
import dms.train.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A system that was trained on several corpora is used as it was trained and scored. */
class BundleOfCorporaTest {
  @TempDir static Path folder;
  private static SmallRun run;
  private static Path bundle;

  @BeforeAll
  static void train() throws IOException {
    run = SmallRun.in(folder);
    assertThat(run.train("whole", () -> false, false, run.corpora()).finished()).isTrue();
    bundle = run.run("whole").resolve("bundle");
  }

  /** The score of one decoder on one corpus in the table of scores that a run writes. */
  private static JsonNode score(Path json, String part, String row) throws IOException {
    JsonNode found = new ObjectMapper().readTree(json.toFile()).get(part).get(row);
    assertThat(found).as(row).isNotNull();
    return found;
  }

  private static int dms(StringWriter err, Object... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"first, xpos, tags", "first, lemma, tags", "second, tags, xpos"})
  void evaluatedAsOneOfItsCorporaTheBundleScoresAsTheRunDid(
      String corpus, String decoder, String other) throws IOException {
    Path data = corpus.equals("first") ? run.data("dev") : run.other();
    Path json = folder.resolve(corpus + "-" + decoder + ".json");
    StringWriter err = new StringWriter();
    Object[] evaluate = {
      "evaluate", "-m", bundle, "--data", data, "--corpus", corpus, "--json", json
    };
    assertThat(dms(err, evaluate)).as(err.toString()).isZero();
    Path ofRun = run.run("whole").resolve("scores.json");
    String view = decoder + " (" + corpus + ")";
    assertThat(score(json, "views", view)).isEqualTo(score(ofRun, "views", view));
    assertThat(score(json, "decoders", decoder)).isEqualTo(score(ofRun, "views", view));
    assertThat(new ObjectMapper().readTree(json.toFile()).get("decoders").has(other)).isFalse();
    assertThat(err.toString())
        .contains("not scored: ")
        .contains(other + " (not for the corpus " + corpus + ")");
  }

  @Test
  void evaluatedAsNoCorpusItIsScoredOnTheColumnsThatAreThere() {
    StringWriter err = new StringWriter();
    assertThat(dms(err, "evaluate", "-m", bundle, "--data", run.other())).isZero();
    assertThat(err.toString()).contains("not scored: feats (").contains("has no column lemma");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "tag"})
  void aCorpusThatTheBundleDoesNotKnowIsRefusedWithTheNearest(String command) {
    StringWriter err = new StringWriter();
    String file = command.equals("tag") ? "--input" : "--data";
    assertThat(dms(err, command, "-m", bundle, file, run.data("dev"), "--corpus", "secnd"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("corpus: expected one of first, second, found \"secnd\"; did you mean second?");
  }

  @Test
  void sentencesAreTaggedAsTheirCorpusIsOrElseAsTheOneAskedFor() throws IOException {
    Bundle read = Bundle.read(bundle);
    Sentence bare = Sentence.ofForms(List.of("hestur", "koni", "báti"));
    List<Sentence> both = List.of(bare, bare.inCorpus("first"), bare.inCorpus("second"));
    try (TaggingPipeline pipeline =
        TaggingPipeline.load(read, PipelineOptions.defaults().withCorpus("second"))) {
      List<List<String>> tags =
          pipeline.tag(both).stream().map(BundleOfCorporaTest::xposOf).toList();
      assertThat(tags.get(0)).isEqualTo(tags.get(2)).isSubsetOf("A", "B");
      assertThat(tags.get(1)).doesNotContain("A", "B");
      assertThat(pipeline.tag(both)).extracting(Sentence::corpus).startsWith(Optional.empty());
    }
  }

  private static List<String> xposOf(Sentence sentence) {
    return sentence.tokens().stream().map(t -> t.value(Column.XPOS).orElseThrow()).toList();
  }

  @Test
  void theBundleTellsItsCorporaAndTheirDecoders() throws IOException {
    Bundle read = Bundle.read(bundle);
    assertThat(read.description().corpora())
        .containsEntry("second", List.of("tags"))
        .containsOnlyKeys("first", "second");
  }

  @Test
  void theDevFilesOfTheRunAreScoredAgainAsTheRunDid() throws IOException {
    RunEvaluation evaluation = new RunEvaluation(run.load("whole", run.corpora()));
    Bundle read = Bundle.read(bundle);
    try (EncodersDecoders model = read.load(ComputeDevice.cpu())) {
      assertThat(
              evaluation
                  .of(model, read::knowsForm)
                  .evaluateWithGoldTags(evaluation.readDev())
                  .toJson())
          .isEqualToIgnoringWhitespace(Files.readString(run.run("whole").resolve("scores.json")));
    }
  }
}
