package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.train.SmallRun;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands of several runs, as a person types them. */
class ExperimentCommandsTest {
  @TempDir static Path folder;
  private static SmallRun small;

  private record Outcome(int code, String out, String err) {}

  @BeforeAll
  static void writeData() throws IOException {
    small = SmallRun.in(folder);
  }

  private static List<String> arguments(String command, String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(small.arguments(name, more));
    return arguments;
  }

  private static Outcome dms(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(arguments.toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString());
  }

  @Test
  void gridOfTwoByTwoPrintsItsTableAndNamesTheFile() throws IOException {
    Outcome outcome =
        dms(
            arguments(
                "train",
                "grid",
                "training.epochs=1",
                "training.seed=1,2",
                "decoders.lemma.context=[sentence],[words]",
                "--multirun"));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    Path table = small.run("grid").resolve("multirun/table.tsv");
    assertThat(outcome.out()).endsWith("table: " + table + "\n");
    assertThat(outcome.out().lines().toList()).hasSize(6);
    assertThat(outcome.out().lines().findFirst().orElseThrow())
        .startsWith("training.seed  decoders.lemma.context  feats.accuracy %");
    assertThat(Files.readAllLines(table)).hasSize(5);
  }

  @Test
  void crossValidationKilledInAFoldGoesOnAndComparesTwoConfigurations() throws Exception {
    List<String> arguments =
        arguments("crossval", "killed", "folds=2", "training.epochs=6", "selection.patience=0");
    Process process = start(arguments);
    Path fold = small.run("killed").resolve("crossval/fold-1/checkpoints");
    while (process.isAlive() && (Files.notExists(fold) || fold.toFile().list().length < 2)) {
      Thread.sleep(20);
    }
    process.destroyForcibly().waitFor();
    assertThat(small.run("killed").resolve("crossval/table.tsv")).doesNotExist();
    Outcome outcome = dms(arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(small.run("killed").resolve("crossval/fold-1/run.json"))
        .content()
        .contains("resumed");
    assertThat(outcome.out())
        .contains("fold  feats.accuracy %")
        .contains("\nmean")
        .contains("\nsd");
    assertThat(small.run("killed").resolve("crossval/crossval.json")).exists();
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    File log = folder.resolve("process.log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  @Test
  void twoConfigurationsAreComparedFoldByFold() throws IOException {
    Path other = folder.resolve("narrow.conf");
    Files.writeString(other, "include \"small\"\nname = narrow\nencoders.sentence.hidden = 2");
    List<String> arguments =
        new ArrayList<>(List.of("crossval", small.config().toString(), other.toString()));
    arguments.addAll(List.of("folds=2", "training.epochs=1"));
    arguments.addAll(
        arguments("", "x").stream().filter(a -> a.matches("(output|data).*")).toList());
    Outcome outcome = dms(arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines().findFirst().orElseThrow())
        .startsWith("metric")
        .contains("small %  narrow %  difference")
        .endsWith("95 % interval, all folds' tokens pooled");
    assertThat(small.run("small").resolve("crossval/compared-with-narrow.tsv")).exists();
  }

  @Test
  void ablationPrintsATableOfDifferencesAndReasons() {
    Outcome outcome =
        dms(
            arguments(
                "ablate", "ablation", "training.epochs=1", "~decoders.lemma", "~decoders.feats"));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .containsPattern("nothing +xpos +\\d+\\.\\d\\d +– ")
        .containsPattern("words +xpos +\\d+\\.\\d\\d +[+-]\\d+\\.\\d\\d +\\[.*] +sentence.inputs")
        .containsPattern("charRnn +xpos .*chars removed, as nothing builds on it")
        .containsPattern("chars +– .*cannot be left out: charRnn.input needs it")
        .contains("sentence.inputs without it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --multirun | 64 | expected a setting with several values",
        "train --multirun training.epochs=1,many | 78 | training.epochs",
        "train --multirun training.seed=1,1 | 64 | expected different values",
        "crossval folds=1 | 64 | folds: expected at least 2, found 1",
        "crossval folds=many | 64 | folds=many: expected a number of folds",
        "crossval folds=100 | 64 | the corpus has 60 sentences, too few",
        "crossval --by-document folds=2 | 64 | the corpus has 1 documents (# newdoc)",
        "crossval --selection=0 folds=2 | 64 | selection",
        "crossval folds=9 --folds a.conllu b.conllu | 64 | folds=9: the files of --folds are the folds",
        "crossval --fold-seed=2 --folds a.conllu b.conllu | 64 | --fold-seed: the files of --folds",
        "crossval a.conf b.conf | 64 | expected one or two configuration files",
        "crossval decoders.xpos.type=taggr | 78 | tagger",
        "ablate decoders.xpos.type=taggr | 78 | tagger",
        "train +encoders/dmi | 78 | expected the file encoders/dmi.conf",
        "train ~encoders.wrods | 78 | expected a key that is there",
        "train +encoders.words.dim=3 | 78 | expected a key that is not there yet"
      })
  void wrongArgumentsAreRefusedWithTheRemedy(String typed, int code, String message) {
    String[] words = typed.split(" ");
    List<String> more = List.of(words).subList(1, words.length);
    Outcome outcome = dms(arguments(words[0], "refused", more.toArray(String[]::new)));
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void evaluateLeavesTokensOut() throws IOException {
    dms(arguments("train", "excluding", "training.epochs=1"));
    List<String> evaluate =
        new ArrayList<>(
            List.of("evaluate", "--model", small.run("excluding").resolve("bundle").toString()));
    evaluate.addAll(List.of("--data", small.data("dev").toString()));
    long verbs =
        Files.readAllLines(small.data("dev")).stream().filter(l -> l.contains("\tVBD\t")).count();
    evaluate.addAll(List.of("--exclude", "xpos=VBD"));
    assertThat(dms(evaluate).out()).containsPattern("xpos .* " + verbs + "\n");
    evaluate.set(evaluate.size() - 1, "xpso=VBD");
    Outcome refused = dms(evaluate);
    assertThat(refused.code()).isEqualTo(64);
    assertThat(refused.err()).contains("did you mean xpos?");
  }

  @Test
  void askedToStopItEndsWithTheFoldItIsIn() throws Exception {
    Process process = start(arguments("crossval", "stopped", "folds=2", "training.epochs=40"));
    while (process.isAlive()
        && Files.notExists(small.run("stopped").resolve("crossval/fold-1/metrics.jsonl"))) {
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(small.run("stopped").resolve("crossval/fold-2")).doesNotExist();
  }
}
