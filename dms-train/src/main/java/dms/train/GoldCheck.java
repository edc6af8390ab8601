package dms.train;

import dms.components.config.ConfigurationException;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.train.eval.Evaluation;
import dms.train.eval.Evaluator;
import dms.train.eval.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Checks that the data of a stage have what it needs, before a run spends its time.
 *
 * @param stage of the run
 * @param data of that stage
 * @param columns that the decoders predict, by decoder
 */
record GoldCheck(Stage stage, StageData data, Map<String, Column> columns) {

  /**
   * The column of every decoder that the stage trains, or whose gold tags it reads, must have a
   * value in the training data, and words without a sentence must be alone.
   *
   * @throws ConfigurationException naming the columns that have none
   */
  void requireInTrain() {
    List<String> problems = new ArrayList<>();
    columns.forEach(
        (name, column) -> {
          boolean trained = stage.part().decoders().contains(name);
          if ((trained || stage.part().gold().contains(name)) && !hasValue(name, column)) {
            Place place = place("train", CorpusConfig::train, Set.of(name));
            problems.add(
                "%s%s: decoder %s %s column %s, which has no value in %s; choose another column or other files"
                    .formatted(
                        stage.path(),
                        place.path,
                        name,
                        trained ? "learns" : "gives the gold values of",
                        column,
                        place.files));
          }
        });
    if (stage.isolated()) {
      severalTokens().ifPresent(problems::add);
    }
    requireInCorpora(problems);
    refuse(problems);
  }

  /**
   * Where files stand.
   *
   * @param path of the setting, or of several
   * @param files for messages
   */
  private record Place(String path, String files) {}

  /** The files that some decoders learn from or are scored on: all, or those of their corpora. */
  private Place place(
      String role, Function<CorpusConfig, List<Path>> filesOf, Set<String> decoders) {
    DataConfig config = stage.data();
    if (config.corpora().isEmpty()) {
      List<Path> files = role.equals("train") ? config.train() : config.dev();
      return new Place("data." + role, files.toString());
    }
    List<String> paths = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    config
        .corpora()
        .forEach(
            (corpus, own) -> {
              if (decoders.stream().anyMatch(name -> data.scope().isFor(corpus, name))) {
                paths.add("data.corpora.%s.%s".formatted(corpus, role));
                files.addAll(filesOf.apply(own));
              }
            });
    return paths.isEmpty()
        ? new Place("data.corpora", "any file, since no corpus has it among its decoders")
        : new Place(String.join(", ", paths), files.toString());
  }

  private boolean hasValue(String name, Column column) {
    return data.train().stream().anyMatch(sentence -> hasValue(sentence, name, column));
  }

  private boolean hasValue(Sentence sentence, String name, Column column) {
    return sentence.has(column)
        && data.scope().covers(sentence, name)
        && sentence.tokens().stream().anyMatch(token -> token.value(column).isPresent());
  }

  private Optional<String> severalTokens() {
    return Stream.concat(data.train().stream(), data.dev().stream())
        .filter(sentence -> sentence.size() > 1)
        .findFirst()
        .map(
            sentence ->
                "%sisolated: expected words without a sentence, found one of %d tokens at %s; set data.sentences = line for a list of words, or isolated = false"
                    .formatted(stage.path(), sentence.size(), sentence.source()));
  }

  /** A decoder that a corpus names must find something there. */
  private void requireInCorpora(List<String> problems) {
    stage
        .data()
        .corpora()
        .forEach(
            (corpus, config) -> {
              for (String name : config.decoders()) {
                Column column = columns.get(name);
                boolean found =
                    data.train().stream()
                        .filter(sentence -> sentence.corpus().filter(corpus::equals).isPresent())
                        .anyMatch(sentence -> hasValue(sentence, name, column));
                if (!found) {
                  problems.add(
                      "%sdata.corpora.%s.decoders: %s learns column %s, which has no value in %s"
                          .formatted(stage.path(), corpus, name, column, config.train()));
                }
              }
            });
  }

  /**
   * The dev data must have tokens that the metric of selection can count.
   *
   * @param metricName the configured one
   * @param evaluator of the run's model, nothing counted yet
   * @throws ConfigurationException naming the columns that lack values
   */
  void requireInDev(String metricName, Evaluator evaluator) {
    Metric metric = Metric.parse(metricName, columns.keySet());
    Evaluation counts = count(evaluator);
    if (metric.of(counts).isPresent()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    columns.forEach(
        (name, column) -> {
          boolean needed = !columns.containsKey(metric.row()) || metric.row().equals(name);
          if (needed && metric.share(counts.decoders().get(name)).isEmpty()) {
            String what = "column " + column + " of decoder " + name;
            problems.add(problem(metric, what, Set.of(name)));
          }
        });
    if (problems.isEmpty()) {
      String what = "all of the columns " + columns.values() + " together";
      problems.add(problem(metric, what, columns.keySet()));
    }
    refuse(problems);
  }

  /** How many tokens count is the same whatever is predicted. */
  private Evaluation count(Evaluator evaluator) {
    for (Sentence sentence : data.dev()) {
      Map<String, List<String>> nothing = new LinkedHashMap<>();
      columns.keySet().forEach(name -> nothing.put(name, Collections.nCopies(sentence.size(), "")));
      evaluator.add(sentence, nothing);
    }
    return evaluator.evaluation();
  }

  private String problem(Metric metric, String what, Set<String> decoders) {
    Place place = place("dev", CorpusConfig::dev, decoders);
    String part = metric.name().replaceFirst(".*\\.", "");
    String more =
        switch (part) {
          case "accuracy" -> "";
          case "unseen" -> " that the training data lack, and a decoder that tells so";
          default -> " and a form " + part + " from training";
        };
    return "%s%s: selection.metric %s needs tokens with a value in %s%s, and there are none in %s; choose another metric or other files"
        .formatted(stage.path(), place.path, metric, what, more, place.files);
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
