package dms.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dms.bench.BenchmarkSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks, each in a JVM of its own that has the flags of this one, and gives JMH's own
 * results, in the order of {@link BenchmarkGroup}.
 */
public final class BenchmarkRun {
  private static final int LINES_SHOWN = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Profile profile;
  private final Optional<String> filter;
  private final BenchmarkSettings settings;
  private final Consumer<String> progress;

  /**
   * @param filter part of the names of benchmarks that are run, as a regular expression; empty for
   *     those of all groups
   * @param settings that the benchmarks are told
   * @param progress gets a line for each benchmark that begins
   */
  public BenchmarkRun(
      Profile profile,
      Optional<String> filter,
      BenchmarkSettings settings,
      Consumer<String> progress) {
    this.profile = profile;
    this.filter = filter;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs them.
   *
   * @return a list of results as JMH writes them
   * @throws IllegalArgumentException when the filter lets none through
   * @throws IllegalStateException when one fails, with the end of what it told
   * @throws IOException when the results cannot be read
   */
  public JsonNode run() throws IOException {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    ArrayNode results = JSON.createArrayNode();
    try (PrintStream log = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      OutputFormat format = ProgressFormat.of(log, progress);
      for (Map.Entry<Optional<BenchmarkGroup>, List<String>> group : chosen(format).entrySet()) {
        told.reset();
        results.addAll(run(group.getKey(), group.getValue(), format));
      }
      return results;
    } catch (RunnerException e) {
      throw new IllegalStateException(
          "benchmark failed: " + e.getMessage() + "\n" + end(told.toString(StandardCharsets.UTF_8)),
          e);
    }
  }

  private static String end(String told) {
    List<String> lines = told.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  /** The names of the benchmarks by their groups; what is in none only where it is asked for. */
  private Map<Optional<BenchmarkGroup>, List<String>> chosen(OutputFormat format) {
    Collection<String> names = new TreeSet<>();
    for (BenchmarkListEntry entry : BenchmarkList.defaultList().getAll(format, List.of())) {
      names.add(entry.getUsername());
    }
    Map<Optional<BenchmarkGroup>, List<String>> chosen = new LinkedHashMap<>();
    for (BenchmarkGroup group : BenchmarkGroup.values()) {
      chosen.put(Optional.of(group), new ArrayList<>());
    }
    chosen.put(Optional.empty(), new ArrayList<>());
    Optional<Pattern> pattern = filter.map(Pattern::compile);
    for (String name : names) {
      Optional<BenchmarkGroup> group = BenchmarkGroup.of(name);
      if (pattern.map(p -> p.matcher(name).find()).orElse(group.isPresent())) {
        chosen.get(group).add(name);
      }
    }
    chosen.values().removeIf(List::isEmpty);
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "filter: expected part of the name of one of %s, found %s"
              .formatted(names, filter.orElse("none")));
    }
    return chosen;
  }

  private ArrayNode run(Optional<BenchmarkGroup> group, List<String> names, OutputFormat format)
      throws RunnerException, IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .verbosity(VerboseMode.NORMAL)
            .shouldFailOnError(true)
            .addProfiler(GCProfiler.class)
            .jvmArgs(flags().toArray(String[]::new));
    names.forEach(name -> options.include("^" + Pattern.quote(name) + "$"));
    group.ifPresent(known -> known.set(options, profile));
    Collection<RunResult> results = new Runner(options.build(), format).run();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(written, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    return (ArrayNode) JSON.readTree(written.toByteArray());
  }

  /** Those of this JVM, and the settings. */
  private List<String> flags() {
    List<String> flags = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    flags.addAll(settings.flags());
    return flags;
  }
}
