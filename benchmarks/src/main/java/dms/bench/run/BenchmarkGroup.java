package dms.bench.run;

import dms.bench.ComponentBenchmark;
import dms.bench.LemmaBenchmark;
import dms.bench.PreprocessBenchmark;
import dms.bench.StepBenchmark;
import dms.bench.TaggingBenchmark;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Benchmarks of one class, and what the short profile measures of them. Run in this order. */
enum BenchmarkGroup {
  STEP(StepBenchmark.class, new Iterations(2, 500, 5, 1000), Map.of("model", "modern shipped")),
  PREPROCESS(
      PreprocessBenchmark.class,
      new Iterations(3, 300, 5, 200),
      Map.of(
          "part",
          "batch plan modern.chars modern.words vectors.vectors transformer.electra modern.xpos"
              + " modern.lemma shipped.lemma modern.* shipped.*")),
  COMPONENT(
      ComponentBenchmark.class,
      new Iterations(2, 300, 5, 300),
      Map.of(
          "component",
          "modern.chars modern.charRnn modern.words modern.sentence modern.xpos modern.lemma"
              + " shipped.lemma",
          "decoder",
          "modern.xpos modern.lemma shipped.lemma")),
  LEMMA(LemmaBenchmark.class, new Iterations(2, 300, 4, 500), Map.of()),
  TAGGING(TaggingBenchmark.class, new Iterations(2, 1000, 3, 1500), Map.of());

  /** Numbers and milliseconds of iterations before and while it is measured. */
  private record Iterations(int warmups, int warmupMillis, int measured, int measuredMillis) {}

  private final Class<?> benchmark;
  private final Iterations brief;
  private final Map<String, String> parameters;

  /**
   * @param parameters values with blanks between them, by name; those of the class for the others
   */
  BenchmarkGroup(Class<?> benchmark, Iterations brief, Map<String, String> parameters) {
    this.benchmark = benchmark;
    this.brief = brief;
    this.parameters = parameters;
  }

  /** The group of a benchmark by JMH's name of it, if it has one. */
  static Optional<BenchmarkGroup> of(String name) {
    return Arrays.stream(values())
        .filter(group -> name.startsWith(group.benchmark.getName() + "."))
        .findFirst();
  }

  /** Makes it as short as the profile wants it. */
  void set(ChainedOptionsBuilder options, Profile profile) {
    if (profile == Profile.LONG) {
      return;
    }
    options
        .warmupIterations(brief.warmups)
        .warmupTime(TimeValue.milliseconds(brief.warmupMillis))
        .measurementIterations(brief.measured)
        .measurementTime(TimeValue.milliseconds(brief.measuredMillis));
    parameters.forEach(
        (name, values) -> options.param(name, List.of(values.split(" ")).toArray(String[]::new)));
  }
}
