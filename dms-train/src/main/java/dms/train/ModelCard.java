package dms.train;

import dms.hub.bundle.BundleDescription;
import dms.train.eval.DecoderEvaluation;
import dms.train.eval.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a bundle says of its model: where it comes from and how good it is.
 *
 * @param config of the run
 * @param stages of the run
 * @param start the model that it fine-tuned, if any
 * @param state at its end
 * @param scores of the best epoch on the dev files
 * @param parameters number of weights
 * @param fingerprint what the bits of the run depend on, with the sums of its data
 */
record ModelCard(
    RunConfig config,
    List<Stage> stages,
    StartingModel start,
    TrainingState state,
    Evaluation scores,
    long parameters,
    Map<String, String> fingerprint) {
  /** For programs. */
  BundleDescription description() throws IOException {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("description", config.model().description());
    start.facts().ifPresent(facts -> training.put(StartingModel.FACT, facts));
    training.put("train", trainNames());
    training.put("dev", devNames());
    training.put("seed", config.training().seed());
    training.put("bestEpoch", state.bestEpoch() + 1);
    training.put("parameters", parameters);
    training.put("devAccuracy", devAccuracy());
    training.put("devScores", devScores());
    training.put("epochs", state.epoch());
    training.put("metric", config.selection().metric());
    training.put("data", data());
    training.put("dependsOn", new TreeMap<>(fingerprint));
    if (!corpora().isEmpty()) {
      training.put(BundleDescription.CORPORA, corpora());
    }
    return BundleDescription.of(
        config.name(),
        config.model().version(),
        config.model().language(),
        config.model().licence(),
        training);
  }

  /** Decoders by corpus; where stages differ the last one counts, which the model is scored as. */
  private Map<String, List<String>> corpora() {
    Map<String, List<String>> corpora = new LinkedHashMap<>();
    for (Stage stage : stages) {
      stage.data().corpora().forEach((name, corpus) -> corpora.put(name, corpus.decoders()));
    }
    return corpora;
  }

  private List<String> trainNames() {
    return names(stages.stream().flatMap(stage -> stage.data().allTrain().stream()));
  }

  private List<String> devNames() {
    return names(stages.get(stages.size() - 1).data().allDev().stream());
  }

  private static List<String> names(Stream<Path> files) {
    return files.distinct().map(file -> file.getFileName().toString()).toList();
  }

  private Map<String, Object> devAccuracy() {
    Map<String, Object> accuracy = new LinkedHashMap<>();
    scores.rows().forEach((name, row) -> accuracy.put(name, row.all().percent()));
    return accuracy;
  }

  private Map<String, Object> devScores() {
    Map<String, Object> all = new LinkedHashMap<>();
    scores.rows().forEach((name, row) -> all.put(name, devScores(row)));
    return all;
  }

  private static Map<String, Object> devScores(DecoderEvaluation row) {
    return Map.of(
        "all", row.all().percent(),
        "known", row.known().percent(),
        "unknown", row.unknown().percent(),
        "unseenTag", row.unseenPercent(),
        "tokens", row.all().total());
  }

  /** Name and sum of each data file, by the setting that names it. */
  private Map<String, Object> data() throws IOException {
    Map<String, Object> files = new TreeMap<>();
    Fingerprint.dataNames(config)
        .forEach(
            (setting, name) ->
                files.put(setting, Map.of("file", name, "sha256", fingerprint.get(setting))));
    return files;
  }

  /** For people, in Markdown. */
  String text() {
    StringBuilder card = new StringBuilder();
    card.append("# ").append(config.name()).append("\n\n");
    if (!config.model().description().isBlank()) {
      card.append(config.model().description()).append(".\n\n");
    }
    card.append("- version: ").append(config.model().version()).append('\n');
    card.append("- language: ").append(config.model().language()).append('\n');
    card.append("- licence: ").append(config.model().licence()).append('\n');
    card.append(String.format(Locale.ROOT, "- weights: %,d\n", parameters));
    start.line().ifPresent(line -> card.append("- ").append(line).append('\n'));
    card.append("- trained on: ").append(trainNames()).append('\n');
    card.append(
        String.format(
            Locale.ROOT,
            "- best of %d epochs: %d, by %s on %s\n\n",
            state.epoch(),
            state.bestEpoch() + 1,
            config.selection().metric(),
            devNames()));
    card.append(
        "| decoder | all % | known % | unknown % | unseen tag % | tokens |\n|---|---|---|---|---|---|\n");
    scores.rows().forEach((name, row) -> card.append(line(name, row)));
    return card.toString();
  }

  private static String line(String name, DecoderEvaluation row) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %d |\n",
        name,
        row.all().percent(),
        row.known().percent(),
        row.unknown().percent(),
        row.unseenPercent(),
        row.all().total());
  }
}
