package dms.train.report;

import dms.train.eval.Accuracy;
import dms.train.eval.CorpusResults;
import dms.train.eval.DecoderResults;
import dms.train.eval.Evaluation;
import dms.train.eval.PairedBootstrap;
import dms.train.eval.TokenOutcome;
import dms.train.eval.TokenResult;
import java.util.List;
import java.util.stream.Stream;

/** The scores of every decoder with their intervals. */
final class ScoresSection {
  private final CorpusResults results;
  private final PairedBootstrap bootstrap;
  private final DataTable table =
      new DataTable("Accuracy in percent, with the 95 % interval below it")
          .look("scores")
          .text("decoder")
          .number("all tokens")
          .number("known forms")
          .number("unknown forms")
          .number("unseen tags")
          .number("whole sentences")
          .number("tokens")
          .number("no gold value");

  ScoresSection(CorpusResults results, PairedBootstrap bootstrap) {
    this.results = results;
    this.bootstrap = bootstrap;
  }

  Element toElement() {
    Stream.concat(results.decoders().stream(), results.views().stream()).forEach(this::add);
    addAll();
    return Element.of(
        "div",
        table.toElement(),
        Element.of(
            "p",
            """
            Intervals: %s resamples of the sentences drawn with replacement, seed %d; the \
            percentiles 2.5 and 97.5. Sentences are drawn, since the tokens of a sentence depend \
            on each other. Small counts have wide intervals: the counts are in \
            the cells' tooltips. In the row "all" a token is right \
            where every decoder is; in the column "whole sentences" a sentence is right where all \
            of its tokens are."""
                .formatted(Figures.count(bootstrap.resamples()), bootstrap.seed())));
  }

  private void add(DecoderResults decoder) {
    List<TokenOutcome> outcomes = decoder.outcomes();
    List<TokenOutcome> unseen =
        decoder.tokens().stream().filter(TokenResult::unseen).map(TokenResult::outcome).toList();
    Element unseenCell = decoder.tellsUnseen() ? tokens(unseen) : DataTable.cell(Figures.NONE);
    row(decoder.name(), outcomes, unseenCell);
  }

  private void addAll() {
    row(Evaluation.ALL, results.all(), DataTable.cell(Figures.NONE));
  }

  private void row(String name, List<TokenOutcome> outcomes, Element unseen) {
    long withoutGold = results.scores().rows().get(name).withoutGold();
    table.row(
        DataTable.corpusHeader(name),
        tokens(outcomes),
        tokens(outcomes.stream().filter(TokenOutcome::known).toList()),
        tokens(outcomes.stream().filter(outcome -> !outcome.known()).toList()),
        unseen,
        cell(results.wholeSentences(outcomes), "sentences"),
        DataTable.cell(Figures.count(outcomes.size())),
        DataTable.cell(Figures.count(withoutGold)));
  }

  private Element tokens(List<TokenOutcome> outcomes) {
    return cell(results.bySentence(outcomes, outcome -> true), "tokens");
  }

  private Element cell(List<Accuracy> counts, String unit) {
    Accuracy sum = counts.stream().reduce(Accuracy.NONE, Accuracy::plus);
    Element cell = DataTable.cell(sum.percent()).with("title", Figures.of(sum, unit));
    bootstrap
        .accuracy(counts)
        .ifPresent(
            interval ->
                cell.add(Element.of("span", Figures.interval(interval)).with("class", "interval")));
    return cell;
  }
}
