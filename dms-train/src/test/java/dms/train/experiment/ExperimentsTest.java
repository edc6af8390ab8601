package dms.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.components.config.ConfigurationException;
import dms.train.ChangedRunException;
import dms.train.RunConfig;
import dms.train.SmallRun;
import dms.train.log.ProgressBar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grids and ablations on a corpus of 60 sentences, trained for an epoch or two. */
class ExperimentsTest {
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

  private static MultiRun grid(String name, String... overrides) {
    return new MultiRun(
        new Grid(List.of(overrides)), o -> small.load(name, o.toArray(String[]::new)));
  }

  @Test
  void gridTrainsEveryCombinationAndWritesOneTable() throws IOException {
    MultiRun runs =
        grid("grid", ONE_EPOCH, "training.seed=1,2", "optimizer.learningRate=5e-3,1e-3");
    Table table = runs.run(series()).orElseThrow();
    assertThat(table.header())
        .startsWith("training.seed", "optimizer.learningRate", "feats.accuracy %")
        .contains("xpos.accuracy %", "lemma (gold tags).accuracy %", "all.accuracy %")
        .endsWith("tokens/s", "seconds", "run");
    assertThat(table.rows())
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly("1 5e-3", "1 1e-3", "2 5e-3", "2 1e-3");
    assertThat(table.rows())
        .extracting(row -> row.get(2))
        .allMatch(cell -> cell.matches("\\d+\\.\\d\\d"));
    List<String> tsv = Files.readAllLines(runs.tableFile());
    assertThat(tsv).hasSize(5);
    assertThat(tsv.get(0)).contains("xpos.unknown %");
    assertThat(small.run("grid").resolve("multirun/training.seed=1,optimizer.learningRate=5e-3"))
        .isDirectoryContaining("glob:**/bundle");
  }

  @Test
  void gridGoesOnWhereItWasStoppedAndFinishedRunsAreNotTrainedAgain() throws IOException {
    String[] settings = {ONE_EPOCH, "training.seed=1,2"};
    Table whole = grid("whole", settings).run(series()).orElseThrow();
    assertThat(grid("stopped", settings).run(series(after(12)))).isEmpty();
    Path first = small.run("stopped").resolve("multirun/training.seed=1");
    assertThat(first.resolve("scores.json")).exists();
    String before = Files.readString(first.resolve("run.json"));
    Table resumed = grid("stopped", settings).run(series()).orElseThrow();
    assertThat(Files.readString(first.resolve("run.json"))).isEqualTo(before);
    int scores = whole.header().indexOf("tokens/s");
    for (int row = 0; row < 2; row++) {
      assertThat(resumed.rows().get(row).subList(0, scores))
          .isEqualTo(whole.rows().get(row).subList(0, scores));
    }
  }

  @Test
  void finishedRunOfOtherSettingsIsNotTakenForThisOne() throws IOException {
    grid("changed", ONE_EPOCH, "training.seed=1,2").run(series());
    assertThatThrownBy(
            () -> grid("changed", "training.epochs=2", "training.seed=1,2").run(series()))
        .isInstanceOf(ChangedRunException.class)
        .hasMessageContaining("training.epochs: then 1, now 2")
        .hasMessageContaining("name=");
  }

  @Test
  void whatIsKnownOnlyOnceComponentsAreMadeDoesNotMakeAFinishedRunAnother() throws IOException {
    grid("kept", ONE_EPOCH, "training.seed=1,2").run(series());
    Path manifest = small.run("kept").resolve("multirun/training.seed=1/run.json");
    String text = Files.readString(manifest);
    Files.writeString(
        manifest, text.replace("\"dependsOn\" : {", "\"dependsOn\" : { \"learnt.x.y\" : \"1\","));
    assertThat(grid("kept", ONE_EPOCH, "training.seed=1,2").run(series())).isPresent();
    Files.writeString(
        manifest, text.replace("\"dependsOn\" : {", "\"dependsOn\" : { \"other.x\" : \"1\","));
    assertThatThrownBy(() -> grid("kept", ONE_EPOCH, "training.seed=1,2").run(series()))
        .hasMessageContaining("other.x: then 1, now nothing");
  }

  @Test
  void gridWithAWrongValueIsRefusedBeforeAnyRun() {
    assertThatThrownBy(() -> grid("wrong", "training.epochs=1,0"))
        .hasMessageContaining("training.epochs");
    assertThat(small.run("wrong")).doesNotExist();
  }

  @Test
  void divergedRunIsARowOfItsOwn() throws IOException {
    Table table =
        grid("diverged", ONE_EPOCH, "optimizer.clipNorm=0", "optimizer.learningRate=1e38,5e-3")
            .run(series())
            .orElseThrow();
    assertThat(table.rows().get(0)).endsWith("–", "–", "diverged");
    assertThat(table.rows().get(1)).doesNotContain("diverged");
  }

  @Test
  void ablationLeavesOutEachComponentAndSaysWhyItCannot() throws IOException {
    RunConfig config =
        small.load(
            "ablation",
            ONE_EPOCH,
            "~encoders.charRnn",
            "~encoders.chars",
            "~decoders.lemma",
            "~decoders.feats",
            "encoders.sentence.inputs=[words]",
            "evaluation.exclude.xpos=[VBD]",
            "optimizer.rates={words=0.5}");
    AblationStudy study = new AblationStudy(config);
    Table table = study.run(series()).orElseThrow();
    assertThat(table.rows())
        .extracting(row -> row.get(0) + " " + row.get(1) + ": " + row.get(5))
        .containsExactly(
            "nothing xpos: ",
            "sentence xpos: xpos.input = words",
            "words –: cannot be left out: sentence.inputs needs it: nothing that it builds on offers a TokenEncoding",
            "xpos –: cannot be left out: decoders: expected at least one, found none");
    assertThat(table.rows().get(1).get(3)).matches("[+-]\\d+\\.\\d\\d");
    assertThat(table.rows().get(1).get(4)).matches("\\[[+-][\\d.]+, [+-][\\d.]+]");
    assertThat(Files.readAllLines(study.tableFile())).hasSize(5);
    assertThat(study.run(series()).orElseThrow()).isEqualTo(table);
  }

  @Test
  void whatNamesALeftOutDecoderIsRewiredToo() throws IOException {
    RunConfig config =
        small.load(
            "rewired",
            ONE_EPOCH,
            "optimizer.rates={xpos=0.5}",
            "evaluation.exclude={xpos=[VBD],lemma=[a]}");
    Table table = new AblationStudy(config).run(series()).orElseThrow();
    assertThat(table.rows())
        .filteredOn(row -> row.get(0).equals("xpos"))
        .extracting(row -> row.get(1))
        .containsExactly("feats", "lemma");
    assertThat(table.rows())
        .filteredOn(row -> row.get(0).equals("xpos"))
        .extracting(row -> row.get(5))
        .containsOnly("lemma.tag removed; selection.metric = mean.accuracy");
  }

  @Test
  void divergedAblationIsARowOfItsOwn() throws IOException {
    RunConfig config =
        small.load(
            "divergent",
            ONE_EPOCH,
            "~decoders.lemma",
            "~decoders.feats",
            "optimizer.clipNorm=0",
            "optimizer.learningRate=1e38");
    Table table = new AblationStudy(config).run(series()).orElseThrow();
    assertThat(table.rows().get(0)).containsExactly("nothing", "–", "–", "–", "–", "diverged");
    assertThat(table.rows())
        .filteredOn(row -> row.get(0).equals("words"))
        .containsExactly(
            List.of("words", "–", "–", "–", "–", "sentence.inputs without it; diverged"));
  }

  @Test
  void severalReasonsWhyAComponentCannotBeLeftOutAreOneLine() {
    assertThat(AblationStudy.reason(new ConfigurationException(List.of("one", "another"))))
        .isEqualTo("cannot be left out: one; another");
  }

  @Test
  void exclusionAppliesToTheScoresOfTraining() throws IOException {
    grid("exclusion", ONE_EPOCH, "training.seed=1,2", "evaluation.exclude.xpos=[VBD,\"N*\"]")
        .run(series());
    RunScores scores =
        RunScores.read(small.run("exclusion").resolve("multirun/training.seed=1/scores.json"));
    List<String> counted =
        Files.readAllLines(small.data("dev")).stream()
            .filter(line -> line.matches("\\d.*"))
            .map(line -> line.split("\t")[4])
            .filter(tag -> !tag.equals("VBD") && !tag.startsWith("N"))
            .toList();
    assertThat(scores.metrics().get("xpos.accuracy").total()).isEqualTo(counted.size());
    assertThatThrownBy(
            () ->
                grid("no", ONE_EPOCH, "training.seed=1,2", "evaluation.exclude.xpso=[a]")
                    .run(series()))
        .hasMessageContaining(
            "evaluation.exclude.xpso: no decoder predicts that column; did you mean xpos?");
    assertThatThrownBy(() -> small.load("no", "evaluation.exclude.xpos=[\"\"]"))
        .hasMessageContaining("exclude.xpos: expected values such as x");
  }

  @Test
  void seriesSaysWhatIsTrainedAndWhatWasFinishedBefore() throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    RunSeries told =
        new RunSeries(
            new ProgressBar.Screen(out, false, 80, Duration.ofHours(1), System::nanoTime),
            () -> false);
    grid("said", ONE_EPOCH, "training.seed=1,2").run(told);
    grid("said", ONE_EPOCH, "training.seed=1,2,3").run(told);
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("run 2 of 2: training.seed=2\n")
        .contains("run 1 of 3: training.seed=1: finished before\n")
        .contains("run 3 of 3: training.seed=3\n");
  }
}
