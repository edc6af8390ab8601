package dms.train.cli;

import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.Token;
import dms.core.file.Sha256;
import dms.core.tensor.NativeRuntime;
import dms.hub.DmsVersion;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import dms.train.CorpusFiles;
import dms.train.eval.CorpusResults;
import dms.train.report.EvaluationPage;
import dms.train.report.ReportFacts;
import dms.train.report.RunMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a report as a page, and its writing. */
public final class ReportOptions {
  private static final String METRICS = "metrics.jsonl";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = {
        "Also write a page for a browser: scores with 95 % intervals, where errors are,",
        "confusions, examples, learning curves. One .html file that loads nothing."
      })
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = {
        "Folder of the run whose learning curves the page shows (default: that of the bundle,",
        "if it lies in one)."
      })
  private Optional<Path> run = Optional.empty();

  @Option(
      names = "--training-data",
      split = ",",
      paramLabel = "FILE",
      description = {
        "Files that the model was trained on: the page then tells accuracy by how often they",
        "have a form."
      })
  private List<Path> trainingData = List.of();

  /** For picocli. */
  public ReportOptions() {}

  boolean isWanted() {
    return file.isPresent();
  }

  /**
   * Checks the options before anything is computed.
   *
   * @throws IllegalArgumentException when they belong to a report and there is none
   * @throws IOException when the metrics of the run cannot be read, or there is no folder for the
   *     page
   */
  void check(Path model) throws IOException {
    if (!isWanted() && (run.isPresent() || !trainingData.isEmpty())) {
      throw new IllegalArgumentException(
          "--run and --training-data are about the page; expected --report FILE with them");
    }
    if (isWanted()) {
      requireFolder(file.get());
      metrics(model);
    }
  }

  private static void requireFolder(Path page) throws NoSuchFileException {
    Path folder = page.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(
          page.toString(), null, "expected a file in a folder that is there (--report)");
    }
  }

  /**
   * Writes the page.
   *
   * @param bundle what was evaluated
   * @param data file with the gold values
   * @param notes what else decided on the scores
   * @throws IOException when a file cannot be read or the page not be written
   */
  void write(Bundle bundle, Path data, Map<String, String> notes, CorpusResults results)
      throws IOException {
    BundleDescription description = bundle.description();
    String title = "%s on %s".formatted(description.name(), data.getFileName());
    Map<String, String> facts = facts(bundle, data, results);
    facts.putAll(notes);
    new EvaluationPage(
            new ReportFacts(title, facts), results, formCounts(), metrics(bundle.folder()))
        .write(file.orElseThrow());
  }

  private Map<String, String> facts(Bundle bundle, Path data, CorpusResults results)
      throws IOException {
    BundleDescription description = bundle.description();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "Model",
        "%s %s, language %s, licence %s"
            .formatted(
                description.name(),
                description.version(),
                description.language(),
                description.licence()));
    facts.put("Folder", bundle.folder().toString());
    facts.put("Weights", "SHA-256 " + description.files().get("weights.safetensors").sha256());
    facts.put("Data", data.toString());
    facts.put("Data file", "SHA-256 " + Sha256.of(data));
    facts.put(
        "Size",
        count(results.tokens(), "tokens")
            + " in "
            + count(results.sentences().size(), "sentences"));
    facts.put("Trained on", count(bundle.trainingForms().size(), "different forms"));
    for (Path training : trainingData) {
      facts.merge(
          "Training data", training + ", SHA-256 " + Sha256.of(training), (a, b) -> a + "; " + b);
    }
    facts.put("Date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put(
        "Made with",
        "DMS %s, libtorch %s, Java %s"
            .formatted(
                DmsVersion.current(),
                NativeRuntime.require().torchVersion(),
                System.getProperty("java.runtime.version")));
    return facts;
  }

  private static String count(long number, String unit) {
    return String.format(Locale.ROOT, "%,d %s", number, unit);
  }

  private Optional<Map<String, Integer>> formCounts() throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    for (Path training : trainingData) {
      try (SentenceReader reader = CorpusFiles.reader(training, List.of())) {
        for (Sentence sentence : reader.readAll()) {
          for (Token token : sentence.tokens()) {
            counts.merge(token.form(), 1, Integer::sum);
          }
        }
      }
    }
    return trainingData.isEmpty() ? Optional.empty() : Optional.of(counts);
  }

  /** Those of the run that was named, or of the one that the bundle lies in. */
  private Optional<RunMetrics> metrics(Path model) throws IOException {
    if (run.isPresent()) {
      return Optional.of(RunMetrics.read(run.get().resolve(METRICS)));
    }
    Path beside = model.toAbsolutePath().normalize().resolveSibling(METRICS);
    return Files.exists(beside) ? Optional.of(RunMetrics.read(beside)) : Optional.empty();
  }
}
