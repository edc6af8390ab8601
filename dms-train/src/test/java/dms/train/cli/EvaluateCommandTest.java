package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.hub.cli.ExitCodes;
import dms.train.SmallRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Data that cannot be scored are refused, instead of giving a table without numbers. */
class EvaluateCommandTest {
  @TempDir static Path folder;
  private static SmallRun run;
  private static Path bundle;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static int dms(StringWriter out, StringWriter err, String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @BeforeAll
  static void train() throws IOException {
    run = SmallRun.in(folder);
    bundle = train("small");
  }

  private static Path train(String name, String... more) {
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(run.arguments(name, more));
    arguments.add("training.epochs=1");
    assertThat(dms(new StringWriter(), err, arguments.toArray(String[]::new)))
        .as(err.toString())
        .isZero();
    return run.run(name).resolve("bundle");
  }

  private int evaluate(String name, String content) throws IOException {
    Path data = Files.writeString(folder.resolve(name), content);
    return dms(out, err, "evaluate", "-m", bundle.toString(), "--data", data.toString());
  }

  @Test
  void plainTextIsRefused() throws IOException {
    assertThat(evaluate("plain.txt", "hestur\n")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("plain.txt: plain text holds no gold values");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void fileWithoutSentencesIsRefused() throws IOException {
    assertThat(evaluate("empty.conllu", "")).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString()).contains("empty.conllu: expected sentences, found none");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void decodersWhoseColumnTheFileLacksAreNotScoredAndNamed() throws IOException {
    assertThat(evaluate("narrow.tsv", "form\txpos\nhestur\tN\n")).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("not scored: ")
        .contains("lemma (" + folder.resolve("narrow.tsv") + " has no column lemma)")
        .contains("feats (" + folder.resolve("narrow.tsv") + " has no column upos+feats)");
    assertThat(out.toString()).contains("xpos").doesNotContain("lemma", "feats");
  }

  @Test
  void aFileWithoutTheColumnOfAnyDecoderIsRefused() throws IOException {
    assertThat(evaluate("bare.tsv", "form\tmisc.X\nhestur\tN\n")).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString())
        .contains("bare.tsv: expected the column of a decoder, found TSV")
        .contains("xpos (");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aCorpusIsRefusedWhereThereWasNone() throws IOException {
    Path data = Files.writeString(folder.resolve("one.tsv"), "form\txpos\nhestur\tN\n");
    int code =
        dms(
            out,
            err,
            "evaluate",
            "-m",
            bundle.toString(),
            "--data",
            data.toString(),
            "--corpus",
            "first");
    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("corpus: expected none, since small was not trained on");
  }

  @Test
  void aReportHasTheFiguresOfTheJsonAndTheCurvesOfItsRun() throws IOException {
    Path data = folder.resolve("dev.conllu");
    Path page = folder.resolve("report.html");
    Path json = folder.resolve("report.json");
    String[] arguments = {
      "evaluate", "-m", bundle.toString(), "--data", data.toString(), "--json", json.toString()
    };
    assertThat(dms(out, err, arguments)).as(err.toString()).isZero();
    String scores = Files.readString(json);
    String[] more = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, more, 0, arguments.length);
    more[arguments.length] = "--report";
    more[arguments.length + 1] = page.toString();
    more[arguments.length + 2] = "--training-data";
    more[arguments.length + 3] = folder.resolve("train.conllu").toString();
    assertThat(dms(new StringWriter(), err, more)).as(err.toString()).isZero();
    assertThat(json).as("the scores are the same with a report").hasContent(scores);
    String html = Files.readString(page);
    assertThat(html)
        .contains(
            "lemma (gold tags)", "Learning curves", "How often the training data has the form")
        .contains(dms.core.file.Sha256.of(data));
    for (var row :
        new com.fasterxml.jackson.databind.ObjectMapper().readTree(scores).path("decoders")) {
      double share = row.path("all").path("accuracy").asDouble();
      assertThat(html).contains(String.format(java.util.Locale.ROOT, ">%.2f<", 100 * share));
    }
  }

  @Test
  void aReportOfANarrowFileTellsWhatIsNotScored() throws IOException {
    Path data = Files.writeString(folder.resolve("narrow2.tsv"), "form\txpos\nhestur\tN\n");
    Path page = folder.resolve("narrow.html");
    int code =
        dms(
            out,
            err,
            "evaluate",
            "-m",
            bundle.toString(),
            "--data",
            data.toString(),
            "--report",
            page.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(page)
        .content()
        .contains("Not scored", "has no column lemma")
        .doesNotContain("Errors of lemma");
  }

  @Test
  void optionsOfAReportNeedOne() throws IOException {
    Path data = Files.writeString(folder.resolve("one2.tsv"), "form\txpos\nhestur\tN\n");
    int code =
        dms(
            out,
            err,
            "evaluate",
            "-m",
            bundle.toString(),
            "--data",
            data.toString(),
            "--run",
            folder.toString());
    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("expected --report FILE with them");
  }

  @Test
  void aRunWithoutMetricsIsRefusedBeforeAnythingIsComputed() throws IOException {
    Path data = Files.writeString(folder.resolve("one3.tsv"), "form\txpos\nhestur\tN\n");
    String page = folder.resolve("no.html").toString();
    String nowhere = folder.resolve("nowhere").toString();
    int code =
        dms(
            out,
            err,
            "evaluate",
            "-m",
            bundle.toString(),
            "--data",
            data.toString(),
            "--report",
            page,
            "--run",
            nowhere);
    assertThat(code).isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err.toString()).contains("metrics.jsonl");
    assertThat(out.toString()).isEmpty();
  }

  private int evaluateAsTheTask(Path model, Path data, Path json) {
    return dms(
        out,
        err,
        "evaluate",
        "-m",
        model.toString(),
        "--data",
        data.toString(),
        "--conll18",
        "--json",
        json.toString());
  }

  @Test
  void theSharedTasksScoresAreThoseOfTheTableAndStandInTheJson() throws IOException {
    Path json = folder.resolve("conll.json");
    assertThat(evaluateAsTheTask(bundle, folder.resolve("dev.conllu"), json))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("CoNLL 2018 shared task\nMetric     | Precision")
        .contains("Words      |    100.00 |    100.00 |    100.00 |")
        .doesNotContain("UAS");
    JsonNode scores = new ObjectMapper().readTree(json.toFile());
    for (String[] pair : new String[][] {{"xpos", "XPOS"}, {"lemma", "Lemmas"}}) {
      assertThat(scores.at("/conll18/" + pair[1] + "/correct").asInt())
          .isPositive()
          .isEqualTo(scores.at("/decoders/" + pair[0] + "/all/correct").asInt());
    }
  }

  @Test
  void goldValuesOfAColumnThatTheModelDoesNotPredictAreNotItsOwn() throws IOException {
    Path narrow = train("narrow", "decoders.feats=null");
    Path json = folder.resolve("narrow.json");
    assertThat(evaluateAsTheTask(narrow, folder.resolve("dev.conllu"), json))
        .as(err.toString())
        .isZero();
    JsonNode scores = new ObjectMapper().readTree(json.toFile()).get("conll18");
    assertThat(scores.at("/UPOS/gold").asInt()).isPositive();
    assertThat(scores.at("/UPOS/correct").asInt()).isZero();
    assertThat(scores.at("/XPOS/correct").asInt()).isPositive();
  }

  @Test
  void theSharedTaskScoresOnlyConllu() throws IOException {
    Path data = Files.writeString(folder.resolve("table.tsv"), "form\txpos\nhestur\tN\n");
    assertThat(evaluateAsTheTask(bundle, data, folder.resolve("none.json")))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("table.tsv: the shared task scores CoNLL-U");
  }
}
