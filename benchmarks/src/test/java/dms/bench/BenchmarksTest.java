package dms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dms.bench.report.Measurement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, if only for a moment, and its numbers can be told. */
class BenchmarksTest {
  static Stream<Arguments> benchmarks() {
    return Stream.of(
        Arguments.of(
            PreprocessBenchmark.class,
            Map.of(
                "part", "batch plan vectors.vectors transformer.* shipped.lemma", "tokens", "200")),
        Arguments.of(
            ComponentBenchmark.class,
            Map.of(
                "component", "modern.charRnn modern.lemma shipped.lemma",
                "decoder", "modern.xpos modern.lemma",
                "tokens", "100")),
        Arguments.of(
            StepBenchmark.class,
            Map.of("model", "modern", "preparing", "in-loop ahead cached", "tokens", "200")),
        Arguments.of(TaggingBenchmark.class, Map.of("format", "raw conllu", "tokens", "200")),
        Arguments.of(
            LemmaBenchmark.class,
            Map.of("lemmatizer", "forms.lemma shipped.lemma", "tokens", "100")),
        Arguments.of(LstmStepBenchmark.class, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("benchmarks")
  void itRunsAndItsNumbersCanBeTold(Class<?> benchmark, Map<String, String> parameters)
      throws Exception {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .addProfiler(GCProfiler.class)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(10));
    parameters.forEach((name, values) -> options.param(name, values.split(" ")));
    List<Measurement> rows = rows(new Runner(options.build()).run());
    long runs =
        parameters.entrySet().stream()
            .filter(p -> !p.getKey().equals("tokens"))
            .mapToLong(p -> Arrays.stream(p.getValue().split(" ")).count())
            .max()
            .orElse(1);
    assertThat(rows).hasSizeGreaterThanOrEqualTo((int) runs);
    assertThat(rows).allMatch(row -> row.millis() > 0);
    if (benchmark == StepBenchmark.class) {
      assertThat(rows)
          .allMatch(row -> row.share().getAsDouble() > 0 && row.share().getAsDouble() < 1);
    }
  }

  private static List<Measurement> rows(Collection<RunResult> results) throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(written, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    return Measurement.of(new ObjectMapper().readTree(written.toByteArray()));
  }
}
