package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands as a person types them, on a small run. */
class CommandsTest {
  @TempDir static Path folder;
  private static SmallRun run;

  private record Outcome(int code, String out, String err) {}

  private static Outcome dms(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(arguments.toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString());
  }

  private static Outcome dms(String... arguments) {
    return dms(List.of(arguments));
  }

  private static List<String> train(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(run.arguments(name, more));
    return arguments;
  }

  @BeforeAll
  static void trainOnce() throws IOException {
    run = SmallRun.in(folder);
    Outcome outcome = dms(train("first"));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("lemma (gold tags)").contains("first/bundle");
  }

  @Test
  void aRunLeavesItsConfigurationManifestMetricsEventsAndBundle() throws IOException {
    Path root = run.run("first");
    assertThat(root.resolve("config.conf"))
        .content()
        .contains("scheduledSampling=0.1")
        .contains("maxExtra=20");
    JsonNode manifest = new ObjectMapper().readTree(root.resolve("run.json").toFile());
    assertThat(manifest.get("dependsOn").get("data.train.0").asText()).hasSize(64);
    assertThat(manifest.get("dependsOn").get("decoders.lemma.maxExtra").asText()).isEqualTo("20");
    assertThat(manifest.get("dependsOn").get("dms").asText()).startsWith("0.");
    assertThat(manifest.get("dependsOn").get("data.columns").asText()).isEqualTo("[]");
    assertThat(manifest.get("dependsOn").has("data.train")).isFalse();
    assertThat(manifest.get("dms").asText()).startsWith("0.");
    assertThat(manifest.get("java").asText()).isNotBlank();
    assertThat(manifest.get("seed").asInt()).isEqualTo(1);
    JsonNode summary = new ObjectMapper().readTree(root.resolve("summary.json").toFile());
    assertThat(summary.get("seconds").asDouble()).isPositive();
    assertThat(summary.get("tokensPerSecond").asLong()).isPositive();
    assertThat(summary.get("steps").asLong()).isPositive();
    assertThat(summary.get("bestEpoch").asInt()).isBetween(1, 3);
    assertThat(Files.readAllLines(root.resolve("metrics.jsonl")))
        .anyMatch(line -> line.contains("\"type\":\"train\"") && line.contains("loss.lemma"))
        .anyMatch(line -> line.contains("\"type\":\"dev\"") && line.contains("dev.xpos.known"));
    assertThat(root.toFile().list()).anyMatch(name -> name.startsWith("events.out.tfevents."));
    assertThat(root.resolve("bundle/MODEL_CARD.md"))
        .content()
        .contains("| xpos |", "- version: 0.1.0", "| unknown % | unseen tag % | tokens |")
        .containsPattern("\\| xpos( \\| [0-9.–]+){4} \\| \\d+ \\|")
        .containsPattern("\\| lemma( \\| [0-9.–]+){3} \\| – \\| \\d+ \\|");
  }

  @Test
  void evaluateGivesTheScoresOfTheRunAndWritesThemAsJson() throws IOException {
    Path json = folder.resolve("scores.json");
    Outcome outcome =
        dms(
            "evaluate",
            "--model",
            run.run("first").resolve("bundle").toString(),
            "--data",
            folder.resolve("dev.conllu").toString(),
            "--json",
            json.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("known %").contains("lemma (gold tags)");
    assertThat(Files.readString(json))
        .isEqualTo(Files.readString(run.run("first").resolve("scores.json")));
  }

  @Test
  void tagFillsTheColumnsThatTheDecodersPredict() throws IOException {
    Path tagged = folder.resolve("tagged.conllu");
    Outcome outcome =
        dms(
            "tag",
            "--model",
            run.run("first").resolve("bundle").toString(),
            "--input",
            folder.resolve("dev.conllu").toString(),
            "--output",
            tagged.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    List<String> gold = Files.readAllLines(folder.resolve("dev.conllu"));
    List<String> lines = Files.readAllLines(tagged);
    assertThat(lines).hasSameSizeAs(gold);
    assertThat(lines.get(1).split("\t")[1]).isEqualTo(gold.get(1).split("\t")[1]);
  }

  @Test
  void configPrintsEverySettingAndCanBeReadAgain() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("config"));
    arguments.addAll(run.arguments("printed", "decoders.lemma.weight=0.3"));
    Outcome first = dms(arguments);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("weight=0.3").contains("# ").contains("maxExtra=20");
    Path printed = Files.writeString(folder.resolve("printed.conf"), first.out());
    assertThat(dms("config", printed.toString()).out()).isEqualTo(first.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.epoch=3 | training.epoch | epochs",
        "training.epochs=0 | training.epochs | positive",
        "training.epochs=many | training.epochs | integer",
        "decoders.lemma.wieght=1 | decoders.lemma.wieght | weight",
        "decoders.xpos.type=taggr | decoders.xpos.type | tagger",
        "decoders.xpos.input=sentense | xpos | sentence",
        "selection.metric=xpos.acuracy | selection.metric | xpos.accuracy",
        "optimizer.rates.wrods=0.1 | optimizer.rates.wrods | words",
        "decoders.all=${decoders.xpos} | decoders.all | otherwise",
        "decoders.mean=${decoders.xpos} | decoders.mean | otherwise",
        "name=a/b | name | folder",
        "name=.. | name | folder",
        "name=\" \" | name | blank",
        "model.language=\"\" | model.language | blank",
        "model.licence=\" \" | model.licence | blank",
        "model.version=\"\" | model.version | blank",
        "optimizer.type=adan | optimizer.type | adam",
        "encoders.sentence.inputs=[] | encoders.sentence | inputs"
      })
  void aWrongSettingIsRefusedByNameWithTheRemedy(String override, String named, String remedy) {
    Outcome outcome = dms(train("refused", override));
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(78);
    assertThat(outcome.err()).contains(named).contains(remedy);
    assertThat(run.run("refused")).doesNotExist();
    List<String> config = new ArrayList<>(List.of("config"));
    config.addAll(run.arguments("refused", override));
    assertThat(dms(config)).isEqualTo(outcome);
  }

  @Test
  void missingDataIsNamed() {
    Outcome outcome = dms(train("absent", "data.train=[/nowhere/train.conllu]"));
    assertThat(outcome.code()).isEqualTo(66);
    assertThat(outcome.err()).contains("/nowhere/train.conllu");
  }

  @Test
  void damagedDataIsNamedWithItsLine() throws IOException {
    Path damaged = folder.resolve("damaged.conllu");
    Files.writeString(damaged, "1\ta\ta\n\n");
    Outcome outcome = dms(train("damaged", "data.train=[\"" + damaged + "\"]"));
    assertThat(outcome.code()).isEqualTo(65);
    assertThat(outcome.err()).contains("damaged.conllu:1");
  }

  @Test
  void anotherDeviceThanThoseOfTheMachineIsRefused() {
    Outcome outcome = dms(train("device", "training.device=tpu"));
    assertThat(outcome.code()).isEqualTo(64);
    assertThat(outcome.err()).contains("tpu").contains("cuda:N");
  }

  @Test
  void everyCommandHasHelpAndTheVersionIsTold() {
    assertThat(dms("--version").out()).startsWith("dms 0.");
    assertThat(dms("--help").out())
        .contains("train", "evaluate", "tag", "config", "doctor", "demo");
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      assertThat(dms(command, "--help").out()).contains("Usage: dms " + command);
    }
  }

  @Test
  void anUnknownCommandIsAnErrorOfUsage() {
    assertThat(dms("tarin").code()).isEqualTo(64);
    assertThat(dms().code()).isEqualTo(64);
  }
}
