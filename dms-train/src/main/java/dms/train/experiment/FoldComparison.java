package dms.train.experiment;

import dms.core.file.DurableFile;
import dms.train.eval.Accuracy;
import dms.train.eval.PairedBootstrap;
import dms.train.eval.PairedRandomization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares two configurations on the same folds: the mean difference and its standard deviation
 * over the folds, the probability of such a difference by chance ({@link PairedRandomization}), and
 * the interval of the difference over the sentences of all folds together, in which each token
 * counts the same ({@link PairedBootstrap}). Where the two were not scored on the same tokens,
 * there are dashes.
 */
public final class FoldComparison {
  private final CrossValidation first;
  private final CrossValidation second;

  /**
   * Checks that the two can be compared; nothing is read yet.
   *
   * @param first the one
   * @param second the other, with the same options
   * @throws IllegalArgumentException when both have the same name, and so the same folder, or are
   *     not scored on the same tokens: by data, by a decoder's column or by what is excluded
   */
  public FoldComparison(CrossValidation first, CrossValidation second) {
    if (first.folder().equals(second.folder())) {
      throw new IllegalArgumentException(
          "crossval: both configurations are named '%s', and so are kept in one folder; name them otherwise"
              .formatted(first.config().name()));
    }
    ScoredTokens.requireSame(first, second);
    this.first = first;
    this.second = second;
  }

  /** File of the table, in the folder of the first one. */
  public Path tableFile() {
    return first.folder().resolve("compared-with-" + second.config().name() + ".tsv");
  }

  /**
   * Trains and scores what is not done yet, and compares.
   *
   * @return the table; empty when it was asked to stop first
   * @throws IOException when a run fails or a file cannot be read or written
   */
  public Optional<Table> run(RunSeries series) throws IOException {
    Optional<FoldScores> one = first.scores(series);
    Optional<FoldScores> other = one.isEmpty() ? Optional.empty() : second.scores(series);
    if (other.isEmpty()) {
      return Optional.empty();
    }
    Table table = table(one.get(), other.get());
    DurableFile.writeString(tableFile(), table.toTsv());
    return Optional.of(table);
  }

  static Table table(FoldScores one, FoldScores other) {
    List<String> header =
        List.of(
            "metric",
            one.name() + " %",
            other.name() + " %",
            "difference",
            "sd",
            "p",
            "95 % interval, all folds' tokens pooled");
    List<List<String>> rows = new ArrayList<>();
    for (String metric : one.metrics()) {
      if (metric.endsWith(RunScores.ACCURACY) && other.metrics().contains(metric)) {
        rows.add(row(metric, one, other));
      }
    }
    return new Table(header, rows);
  }

  private static List<String> row(String metric, FoldScores one, FoldScores other) {
    List<String> row =
        new ArrayList<>(
            List.of(
                metric,
                FoldScores.percent(one.spread(metric).mean()),
                FoldScores.percent(other.spread(metric).mean())));
    row.addAll(
        onSameTokens(metric, one, other)
            ? differences(metric, one, other)
            : List.of("–", "–", "–", "–"));
    return row;
  }

  private static boolean onSameTokens(String metric, FoldScores one, FoldScores other) {
    return PairedBootstrap.onSameTokens(one.counts(metric), other.counts(metric))
        && PairedBootstrap.onSameTokens(bySentence(metric, one), bySentence(metric, other));
  }

  private static List<String> differences(String metric, FoldScores one, FoldScores other) {
    double[] differences =
        IntStream.range(0, one.folds().size())
            .filter(fold -> one.value(metric, fold).isPresent())
            .mapToDouble(
                f -> other.value(metric, f).getAsDouble() - one.value(metric, f).getAsDouble())
            .toArray();
    Spread spread = Spread.of(differences);
    String probability =
        differences.length == 0
            ? "–"
            : String.format(Locale.ROOT, "%.4f", PairedRandomization.probability(differences));
    return List.of(
        Differences.points(spread.mean()),
        FoldScores.percent(spread.deviation()),
        probability,
        interval(bySentence(metric, one), bySentence(metric, other)));
  }

  private static String interval(List<Accuracy> before, List<Accuracy> after) {
    boolean counted = before.stream().anyMatch(count -> count.total() > 0);
    return counted ? Differences.interval(PairedBootstrap.standard().compare(before, after)) : "–";
  }

  /** Of decoders only: views and {@code all} are not counted by sentence. */
  private static List<Accuracy> bySentence(String metric, FoldScores scores) {
    String decoder = metric.substring(0, metric.length() - RunScores.ACCURACY.length());
    return scores.sentences().decoders().getOrDefault(decoder, List.of());
  }
}
