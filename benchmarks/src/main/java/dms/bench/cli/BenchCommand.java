package dms.bench.cli;

import dms.bench.BenchmarkData;
import dms.bench.BenchmarkSettings;
import dms.bench.report.BenchmarkReport;
import dms.bench.report.Facts;
import dms.bench.report.PerformancePage;
import dms.bench.report.ResultChart;
import dms.bench.report.ResultTable;
import dms.bench.run.BenchmarkRun;
import dms.bench.run.Profile;
import dms.core.file.DurableFile;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}: measures preprocessing, components, training steps, lemmas and tagging. */
@Command(
    name = "dms bench",
    description =
        "Measures what preprocessing, components, training steps, lemmas and tagging cost on this machine.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.DATA_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT
    },
    footer = {
      "",
      "UD_TREEBANKS names a folder of treebanks to measure with; without it, the",
      "project's demonstration texts are repeated. Have the machine do nothing else.",
      "",
      "Examples:",
      "  dms bench",
      "  dms bench --filter StepBenchmark --threads 2",
      "  dms bench --profile long --json bench.json",
      "  dms bench --from bench.json --chart docs/performance.svg",
      "  dms bench --from bench.json --page docs/performance.md"
    })
public final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      defaultValue = "short",
      description =
          "How long: short (under five minutes), or long (most of an hour) (default: ${DEFAULT-VALUE}).")
  private Profile profile;

  @Option(
      names = "--filter",
      paramLabel = "REGEX",
      description = "Run benchmarks whose name has a part that matches, such as Step.")
  private Optional<String> filter;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "Where models run: cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Processor threads of one operation (default: one for each core).")
  private Optional<Integer> threads;

  @Option(
      names = "--transformer",
      paramLabel = "FOLDER",
      description =
          "A pretrained ELECTRA or BERT (default: one of ELECTRA-small's size with random weights).")
  private Optional<Path> transformer;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Measure nothing, but show what --json wrote.")
  private Optional<Path> from;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the results of JMH, and where they come from.")
  private Optional<Path> json;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Write a chart of steps and components, as SVG.")
  private Optional<Path> chart;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description =
          "Write the tables into a page such as docs/performance.md, between its markers.")
  private Optional<Path> page;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by the program or by picocli. */
  public BenchCommand() {}

  @Override
  public Integer call() throws IOException {
    BenchmarkReport report = from.isPresent() ? BenchmarkReport.read(from.get()) : measured();
    PrintWriter out = spec.commandLine().getOut();
    report.about().forEach((name, fact) -> out.println(name + ": " + fact));
    out.println();
    out.print(new ResultTable(report.measurements()).toText());
    out.flush();
    if (json.isPresent()) {
      report.write(json.get());
    }
    if (chart.isPresent()) {
      DurableFile.writeString(chart.get(), new ResultChart(report.measurements()).toSvg());
    }
    if (page.isPresent()) {
      PerformancePage.update(page.get(), report);
    }
    return ExitCodes.OK;
  }

  private BenchmarkReport measured() throws IOException {
    filter.ifPresent(BenchCommand::requirePattern);
    BenchmarkSettings settings =
        new BenchmarkSettings(
            device, threads.map(OptionalInt::of).orElse(OptionalInt.empty()), transformer);
    String command =
        "dms bench " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    Map<String, String> facts = Facts.collect(command.strip(), settings, BenchmarkData.load());
    long start = System.nanoTime();
    PrintWriter err = spec.commandLine().getErr();
    BenchmarkRun run =
        new BenchmarkRun(
            profile,
            filter,
            settings,
            line -> {
              long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
              err.printf("%4d s  %s%n", seconds, line);
              err.flush();
            });
    return new BenchmarkReport(facts, run.run());
  }

  private static void requirePattern(String regex) {
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "filter: expected a regular expression, found '%s': %s"
              .formatted(regex, e.getDescription()),
          e);
    }
  }
}
