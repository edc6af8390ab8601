package dms.train;

import dms.components.config.ConfigurationException;
import dms.components.config.TrainingCorpus;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.train.eval.Evaluation;
import dms.train.eval.Evaluator;
import dms.train.eval.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that the data have the gold values that a run needs, before it spends its time.
 *
 * @param config of the run
 * @param columns that the decoders predict, by decoder
 */
record GoldCheck(RunConfig config, Map<String, Column> columns) {

  /**
   * Every decoder's column must have a value in the training data, and {@code evaluation.exclude}
   * must be about these columns.
   *
   * @throws ConfigurationException naming the columns that have none
   */
  void requireInTrain(TrainingCorpus train) {
    List<String> problems = new ArrayList<>();
    try {
      config.evaluation().exclusions().requireAmong(columns.values());
    } catch (IllegalArgumentException e) {
      problems.add("evaluation." + e.getMessage());
    }
    columns.forEach(
        (name, column) -> {
          if (train.counts(column).isEmpty()) {
            problems.add(
                "data.train: decoder %s learns column %s, which has no value in %s; choose another column or other files"
                    .formatted(name, column, config.data().train()));
          }
        });
    refuse(problems);
  }

  /**
   * The dev data must have tokens that the metric of selection can count.
   *
   * @param knownForms forms of the training data
   * @throws ConfigurationException naming the columns that lack values
   */
  void requireInDev(List<Sentence> dev, Set<String> knownForms) {
    Metric metric = Metric.parse(config.selection().metric(), columns.keySet());
    Evaluation counts = count(dev, knownForms);
    if (metric.of(counts).isPresent()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    columns.forEach(
        (name, column) -> {
          boolean needed = !columns.containsKey(metric.row()) || metric.row().equals(name);
          if (needed && metric.share(counts.decoders().get(name)).isEmpty()) {
            problems.add(problem(metric, "column " + column + " of decoder " + name));
          }
        });
    if (problems.isEmpty()) {
      problems.add(problem(metric, "all of the columns " + columns.values() + " together"));
    }
    refuse(problems);
  }

  /** How many tokens count is the same whatever is predicted. */
  private Evaluation count(List<Sentence> dev, Set<String> knownForms) {
    Evaluator evaluator =
        new Evaluator(columns, knownForms::contains, config.evaluation().exclusions());
    for (Sentence sentence : dev) {
      Map<String, List<String>> nothing = new LinkedHashMap<>();
      columns.keySet().forEach(name -> nothing.put(name, Collections.nCopies(sentence.size(), "")));
      evaluator.add(sentence, nothing);
    }
    return evaluator.evaluation();
  }

  private String problem(Metric metric, String what) {
    String form =
        metric.name().endsWith(".accuracy")
            ? ""
            : " and a form " + metric.name().replaceFirst(".*\\.", "") + " from training";
    return "data.dev: selection.metric %s needs tokens with a value in %s%s, and %s has none; choose another metric or other files"
        .formatted(metric, what, form, config.data().dev());
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
