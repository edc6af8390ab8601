package dms.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.bench.report.Recorded;
import dms.hub.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command and its options. */
class BenchCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whatWasMeasuredEarlierIsShownAndWritten() throws IOException {
    Path recorded = Recorded.file(folder);
    Path page = folder.resolve("page.md");
    Files.writeString(page, "<!-- dms bench: begin -->\n<!-- dms bench: end -->\n");
    Path chart = folder.resolve("chart.svg");
    Path json = folder.resolve("again.json");
    int code = run("--from", recorded, "--json", json, "--chart", chart, "--page", page);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains("processor: Some processor", "modern in-loop");
    assertThat(page).content().contains("`modern in-loop`");
    assertThat(chart).content().startsWith("<svg ");
    assertThat(json).content().contains("\"benchmark\" : \"dms.bench.StepBenchmark.step\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--profile eternal | 64 | expected one of",
        "--filter [ | 64 | filter: expected a regular expression, found '['",
        "--filter Nothing | 64 | filter: expected part of the name of one of [dms.bench.",
        "--threads 0 | 64 | threads: expected at least 1, found 0",
        "--device gpu | 64 | device: expected cpu, cuda or cuda:N, found 'gpu'",
        "--from nowhere.json | 66 | nowhere.json"
      })
  void aWrongOptionIsToldWithItsExitCode(String options, int code, String told) {
    assertThat(run((Object[]) options.split(" "))).isEqualTo(code);
    assertThat(err.toString()).contains(told);
  }

  @Test
  void itsHelpReadsAsThatOfTheOtherCommands() {
    UsageMessageSpec usage = Main.commandLine().getCommandSpec().usageMessage();
    List<String> descriptions = new ArrayList<>(List.of(String.join(" ", usage.description())));
    Main.commandLine()
        .getCommandSpec()
        .args()
        .forEach(option -> descriptions.add(String.join(" ", option.description())));
    assertThat(descriptions).allMatch(text -> text.matches("(?s)\\p{Lu}.*\\."));
    assertThat(String.join("\n", usage.footer()))
        .containsPattern(Pattern.compile("Examples:\n  dms bench"));
    assertThat(usage.exitCodeList()).containsKeys("0", "64", "70");
    assertThat(usage.footer()).allMatch(line -> line.length() <= 80);
  }

  private int run(Object... arguments) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }
}
