package dms.train.report;

import dms.train.eval.Accuracy;
import dms.train.eval.CorpusResults;
import dms.train.eval.DecoderResults;
import dms.train.eval.Dimension;
import dms.train.eval.Evaluation;
import dms.train.eval.TokenOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where errors concentrate: accuracy by kinds of tokens and sentences. */
final class BucketsSection {
  private static final double FULL_TINT = 8;

  private final CorpusResults results;
  private final Optional<Map<String, Integer>> formCounts;
  private final Collection<TokenOutcome> tokens;

  /**
   * @param formCounts how often the training data has a form, if that is known
   */
  BucketsSection(CorpusResults results, Optional<Map<String, Integer>> formCounts) {
    this.results = results;
    this.formCounts = formCounts;
    this.tokens = everyToken();
  }

  Element toElement() {
    List<Dimension> dimensions = new ArrayList<>(Dimension.of(results.sentences()));
    formCounts.ifPresent(
        counts -> dimensions.add(1, Dimension.frequency(results.sentences(), counts)));
    Element section =
        Element.of(
            "div",
            Element.of(
                "p",
                """
                Accuracy in percent, and below it the part of the decoder's errors that is in the \
                bucket. A cell is tinted where errors are denser than in the whole corpus, fully \
                from eight times as dense on."""));
    dimensions.forEach(dimension -> section.add(table(dimension)));
    return section;
  }

  private Element table(Dimension dimension) {
    Map<String, List<Accuracy>> counts = new LinkedHashMap<>();
    for (DecoderResults decoder : results.decoders()) {
      counts.put(decoder.name(), dimension.count(decoder.outcomes()));
    }
    counts.put(Evaluation.ALL, dimension.count(results.all()));
    DataTable table =
        new DataTable(dimension.title()).look("buckets").text("bucket").number("% of tokens");
    counts.keySet().forEach(name -> table.number(VisibleText.of(name)));
    List<Accuracy> everything = dimension.count(tokens);
    long counted = sum(everything).total();
    for (int b = 0; b < dimension.buckets().size(); b++) {
      List<Element> cells = new ArrayList<>();
      long size = everything.get(b).total();
      cells.add(
          DataTable.cell(Figures.part(size, counted))
              .with("title", Figures.count(size) + " tokens"));
      for (List<Accuracy> ofDecoder : counts.values()) {
        cells.add(cell(ofDecoder.get(b), sum(ofDecoder)));
      }
      Element[] row = cells.toArray(Element[]::new);
      table.row(DataTable.header(dimension.buckets().get(b)), row);
    }
    return table.toElement();
  }

  /** The tokens that count for some decoder. */
  private Collection<TokenOutcome> everyToken() {
    Map<List<Integer>, TokenOutcome> tokens = new HashMap<>();
    results.decoders().stream()
        .flatMap(decoder -> decoder.outcomes().stream())
        .forEach(outcome -> tokens.put(List.of(outcome.sentence(), outcome.token()), outcome));
    return tokens.values();
  }

  private static Accuracy sum(List<Accuracy> counts) {
    return counts.stream().reduce(Accuracy.NONE, Accuracy::plus);
  }

  private static Element cell(Accuracy bucket, Accuracy all) {
    long wrong = bucket.total() - bucket.correct();
    long errors = all.total() - all.correct();
    Element cell = DataTable.cell(bucket.percent()).with("title", Figures.of(bucket, "right"));
    if (errors > 0 && bucket.total() > 0) {
      cell.add(
          Element.of("span", Figures.part(wrong, errors) + " % of errors")
              .with("class", "interval"));
      double density = (double) wrong / errors * all.total() / bucket.total();
      Tint.of(Math.log(density) / Math.log(FULL_TINT)).ifPresent(s -> cell.with("style", s));
    }
    return cell;
  }
}
