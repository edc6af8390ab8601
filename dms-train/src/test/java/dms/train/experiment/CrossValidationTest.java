package dms.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.train.ChangedRunException;
import dms.train.RunConfig;
import dms.train.SmallRun;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validation of a corpus of 60 sentences, trained for an epoch or two. */
class CrossValidationTest {
  private static final String ONE_EPOCH = "training.epochs=1";

  @TempDir static Path folder;
  private static SmallRun small;

  @BeforeAll
  static void writeData() throws IOException {
    small = SmallRun.in(folder);
  }

  private static RunSeries series(BooleanSupplier stop) {
    return new RunSeries(SmallRun.silent(), stop);
  }

  private static RunSeries series() {
    return series(() -> false);
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  private static CrossValidation crossval(RunConfig config, List<Path> files) {
    return new CrossValidation(
        config, new CrossValidation.Options(new FoldPlan(2, false, false, 1), files, 0.1, false));
  }

  @Test
  void corporaThatAreNotCutAreRefused() {
    String corpora =
        "data={corpora{a{train=[\""
            + small.data("train")
            + "\"],dev=[\""
            + small.data("dev")
            + "\"]}}}";
    assertThatThrownBy(() -> crossval(small.load("corpora", "~data", corpora), List.of()))
        .hasMessageContaining("data.corpora: expected data.train");
    String stages =
        "stages=[{name=one},{name=two,data{train=[\"%s\"],dev=[\"%s\"]}}]"
            .formatted(small.data("train"), small.data("dev"));
    assertThatThrownBy(() -> crossval(small.load("stages", stages), List.of()))
        .hasMessageContaining("stages.1.data: expected the last stage to have the run's data");
  }

  @Test
  void everyFoldIsScoredByAModelThatHasNotSeenIt() throws IOException {
    CrossValidation validation = crossval(small.load("folds", ONE_EPOCH), List.of());
    Table table = validation.run(series()).orElseThrow();
    assertThat(table.rows()).extracting(row -> row.get(0)).containsExactly("1", "2", "mean", "sd");
    JsonNode json =
        new ObjectMapper().readTree(validation.folder().resolve("crossval.json").toFile());
    JsonNode xpos = json.path("metrics").path("xpos.accuracy");
    double first = xpos.path("folds").get(0).asDouble();
    double second = xpos.path("folds").get(1).asDouble();
    assertThat(xpos.path("mean").asDouble()).isEqualTo((first + second) / 2);
    assertThat(json.path("made").path("seed").asLong()).isEqualTo(1);
    assertThat(Files.readString(validation.folder().resolve("table.tsv"))).contains("xpos.known %");
    Path folds = validation.folder().resolve("folds");
    String config = Files.readString(validation.folder().resolve("fold-1/config.conf"));
    assertThat(config)
        .contains(folds.resolve("2-train.conllu").toString())
        .contains(folds.resolve("2-selection.conllu").toString())
        .doesNotContain(folds.resolve("1-train.conllu").toString());
    String all =
        Files.readString(folds.resolve("1-train.conllu"))
            + Files.readString(folds.resolve("1-selection.conllu"))
            + Files.readString(folds.resolve("2-train.conllu"))
            + Files.readString(folds.resolve("2-selection.conllu"));
    assertThat(all.lines().sorted())
        .containsExactlyElementsOf(
            Files.readAllLines(small.data("train")).stream().sorted().toList());
  }

  @Test
  void crossValidationStoppedWithinAFoldEndsWithTheSameTable() throws IOException {
    Table whole =
        crossval(small.load("unstopped", "training.epochs=2"), List.of())
            .run(series())
            .orElseThrow();
    Table resumed = whole;
    int stops = 0;
    for (boolean done = false; !done && stops < 40; stops++) {
      var result =
          crossval(small.load("resumed", "training.epochs=2"), List.of()).run(series(after(4)));
      done = result.isPresent();
      resumed = result.orElse(resumed);
    }
    assertThat(stops).isBetween(3, 39);
    assertThat(resumed).isEqualTo(whole);
  }

  @Test
  void twoConfigurationsAreComparedOnTheSameFolds() throws IOException {
    CrossValidation one = crossval(small.load("one", ONE_EPOCH), List.of());
    CrossValidation other = crossval(small.load("other", ONE_EPOCH, "training.seed=3"), List.of());
    FoldComparison comparison = new FoldComparison(one, other);
    Table table = comparison.run(series()).orElseThrow();
    assertThat(table.header()).startsWith("metric", "one %", "other %", "difference");
    assertThat(table.rows()).extracting(row -> row.get(0)).contains("xpos.accuracy");
    assertThat(comparison.tableFile()).hasFileName("compared-with-other.tsv").exists();
    assertThat(Files.readString(one.folder().resolve("folds/1-train.conllu")))
        .isEqualTo(Files.readString(other.folder().resolve("folds/1-train.conllu")));
    assertThatThrownBy(() -> new FoldComparison(one, crossval(small.load("one"), List.of())))
        .hasMessageContaining("both configurations are named 'one'");
  }

  @Test
  void filesCanBeTheFolds() throws IOException {
    CrossValidation validation =
        crossval(small.load("fixed", ONE_EPOCH), List.of(small.data("train"), small.data("dev")));
    validation.run(series()).orElseThrow();
    RunScores second = RunScores.read(validation.folder().resolve("fold-2/held-out-scores.json"));
    long tokens =
        Files.readAllLines(small.data("dev")).stream().filter(l -> l.matches("\\d.*")).count();
    assertThat(second.metrics().get("lemma.accuracy").total()).isEqualTo(tokens);
    assertThatThrownBy(() -> crossval(small.load("fixed"), List.of(small.data("dev"))))
        .hasMessageContaining("--folds: expected at least 2 files");
  }

  @Test
  void foldsOfARunAreNotWrittenOver() throws IOException {
    crossval(small.load("kept", ONE_EPOCH), List.of()).run(series()).orElseThrow();
    Path fold = small.run("kept").resolve("crossval/folds/1-train.conllu");
    String before = Files.readString(fold);
    CrossValidation other =
        new CrossValidation(
            small.load("kept", ONE_EPOCH),
            new CrossValidation.Options(new FoldPlan(2, false, false, 2), List.of(), 0.1, false));
    assertThatThrownBy(() -> other.run(series()))
        .isInstanceOf(ChangedRunException.class)
        .hasMessageContaining(fold.toString())
        .hasMessageContaining("begun with other folds");
    assertThat(Files.readString(fold)).isEqualTo(before);
  }

  @Test
  void crossValidationThatIsUnderWayIsRefusedToASecondOne() throws IOException {
    AtomicReference<Throwable> second = new AtomicReference<>();
    BooleanSupplier stop =
        () -> {
          second.set(
              catchThrowable(
                  () -> crossval(small.load("beside", ONE_EPOCH), List.of()).run(series())));
          return true;
        };
    assertThat(crossval(small.load("beside", ONE_EPOCH), List.of()).run(series(stop))).isEmpty();
    assertThat(second.get())
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("this cross-validation is under way in another process");
  }

  @Test
  void stageThatTrainsOnWhatIsCutIsRefused() throws IOException {
    Path link = folder.resolve("link.conllu");
    Files.createSymbolicLink(link, small.data("train"));
    String stages = "stages=[{name=one,data{train=[\"%s\"]}},{name=two}]".formatted(link);
    assertThatThrownBy(() -> crossval(small.load("leak", stages), List.of()))
        .hasMessageContaining("stages.0.data: expected other files than those that are cut")
        .hasMessageContaining(link.toString());
    String corpora =
        "stages=[{name=one,data{corpora{a{train=[\"%s\"]}}}},{name=two}]"
            .formatted(small.data("dev"));
    List<Path> files = List.of(small.data("train"), small.data("dev"));
    assertThatThrownBy(() -> crossval(small.load("leak", corpora), files))
        .hasMessageContaining("stages.0.data")
        .hasMessageContaining(small.data("dev").toString());
    assertThat(crossval(small.load("leak", corpora), List.of())).isNotNull();
  }

  @Test
  void whatIsNotReadNeedNotBeThere() {
    assertThat(crossval(small.load("undemanding", "~data.dev"), List.of())).isNotNull();
    List<Path> files = List.of(small.data("train"), small.data("dev"));
    assertThat(crossval(small.load("undemanding", "~data"), files)).isNotNull();
    assertThatThrownBy(() -> crossval(small.load("undemanding", "~data"), List.of()))
        .hasMessageContaining("data.train: expected files to cut into folds, found none");
  }

  @Test
  void jsonSaysHowTheCrossValidationWasMade() throws IOException {
    assertThat(made(crossval(small.load("made"), List.of())).toString())
        .isEqualTo(
            "{\"seed\":1,\"byDocument\":false,\"contiguous\":false,\"selection\":0.1,\"selectOnScored\":false}");
    List<Path> files = List.of(small.data("train"), small.data("dev"));
    assertThat(made(crossval(small.load("made"), files)).path("files"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(files.stream().map(Path::toString).toList());
  }

  @Test
  void scoresOfOtherSentencesAreNotTakenForThese() throws IOException {
    RunConfig config = small.load("rescored", ONE_EPOCH);
    crossval(config, List.of()).run(series()).orElseThrow();
    Path scores = small.run("rescored").resolve("crossval/fold-1/held-out-scores.json");
    String whole = Files.readString(scores);
    assertThat(whole).contains("\"sha256\"");
    Files.writeString(scores, whole.replaceFirst("\"correct\" : \\d+", "\"correct\" : 0"));
    String kept = Files.readString(scores);
    crossval(config, List.of()).run(series()).orElseThrow();
    assertThat(Files.readString(scores)).isEqualTo(kept).isNotEqualTo(whole);
    Files.writeString(scores, kept.replaceFirst("(\"sha256\" : \\[ \")[0-9a-f]{4}", "$10000"));
    crossval(config, List.of()).run(series()).orElseThrow();
    assertThat(Files.readString(scores)).isEqualTo(whole);
  }

  @Test
  void whatIsNotScoredOnTheSameTokensIsRefusedBeforeAnyIsTrained() {
    CrossValidation one = crossval(small.load("these"), List.of());
    assertThatThrownBy(() -> compared(one, "evaluation.exclude.xpos=[VBD]"))
        .hasMessageContaining("expected the same evaluation.exclude.xpos in both configurations")
        .hasMessageContaining("found [] in 'these' and [VBD] in 'those'");
    assertThatThrownBy(() -> compared(one, "decoders.xpos.column=upos"))
        .hasMessageContaining("decoders.xpos.column")
        .hasMessageContaining("found xpos in 'these' and upos in 'those'");
    assertThatThrownBy(() -> compared(one, "data.train=[\"%s\"]".formatted(small.data("dev"))))
        .hasMessageContaining("expected the same data.train");
    assertThatThrownBy(() -> compared(one, "data.columns=[form,xpos]"))
        .hasMessageContaining("expected the same data.columns");
    assertThat(compared(one, "~decoders.feats", "training.seed=9", "~data.dev")).isNotNull();
  }

  private static FoldComparison compared(CrossValidation one, String... those) {
    return new FoldComparison(one, crossval(small.load("those", those), List.of()));
  }

  private static JsonNode made(CrossValidation validation) throws IOException {
    String json = new FoldScores("made", List.of()).toJson(validation.options().description());
    return new ObjectMapper().readTree(json).path("made");
  }
}
