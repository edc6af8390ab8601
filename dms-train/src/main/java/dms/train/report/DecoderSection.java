package dms.train.report;

import dms.train.eval.CorpusResults;
import dms.train.eval.DecoderResults;
import dms.train.eval.EditPattern;
import dms.train.eval.Tally;
import dms.train.eval.TokenOutcome;
import dms.train.eval.TokenResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one decoder gets wrong. */
final class DecoderSection {
  /** Pairs of gold and predicted value that are listed. */
  static final int MAX_PAIRS = 25;

  /** Forms that are listed. */
  static final int MAX_FORMS = 25;

  /** Edit patterns that are listed. */
  static final int MAX_PATTERNS = 25;

  private record Pair(String gold, String predicted) implements Comparable<Pair> {
    static Pair of(TokenResult token) {
      return new Pair(token.gold(), token.predicted().value());
    }

    @Override
    public int compareTo(Pair other) {
      int byGold = gold.compareTo(other.gold);
      return byGold != 0 ? byGold : predicted.compareTo(other.predicted);
    }
  }

  private final CorpusResults corpus;
  private final DecoderResults decoder;
  private final List<TokenResult> errors;
  private final ExampleList examples;

  DecoderSection(CorpusResults corpus, DecoderResults decoder) {
    this.corpus = corpus;
    this.decoder = decoder;
    this.errors = decoder.errors();
    this.examples = new ExampleList(corpus.sentences());
  }

  Element toElement() {
    Element section =
        Element.of(
            "div",
            Element.of(
                "p",
                "%s of %s tokens are wrong (%s %%)."
                    .formatted(
                        Figures.count(errors.size()),
                        Figures.count(decoder.tokens().size()),
                        Figures.part(errors.size(), decoder.tokens().size()))));
    if (!errors.isEmpty()) {
      section.add(decoder.tellsUnseen() ? new MatrixTable(decoder).toElement() : patterns());
      section.add(pairs(), forms());
    }
    if (decoder.tellsUnseen() && !decoder.tokens().isEmpty()) {
      section.add(new ValueTable(decoder).toElement());
    }
    if (decoder.hasProbabilities()) {
      section.add(new CalibrationTable(decoder).toElement());
    }
    return section;
  }

  private Element pairs() {
    DataTable table =
        new DataTable("Most frequent errors, with examples")
            .look("errors")
            .text("gold")
            .text("predicted")
            .number("count")
            .number("% of errors")
            .text("examples");
    for (Tally.Group<Pair> group : Tally.of(errors, Pair::of).top(MAX_PAIRS)) {
      table.row(
          Element.of("th", TagText.element(group.key().gold())),
          Element.of("td", TagText.element(group.key().predicted())),
          DataTable.cell(Figures.count(group.size())),
          DataTable.cell(Figures.part(group.size(), errors.size())),
          Element.of("td", examples.of(group.tokens())));
    }
    return table.toElement();
  }

  private Element forms() {
    Map<String, Long> totals =
        decoder.outcomes().stream()
            .collect(Collectors.groupingBy(this::form, Collectors.counting()));
    DataTable table =
        new DataTable("Forms most often wrong")
            .look("forms")
            .text("form")
            .number("wrong")
            .number("of")
            .number("% of errors")
            .text("most often");
    for (Tally.Group<String> group : Tally.of(errors, e -> form(e.outcome())).top(MAX_FORMS)) {
      Tally.Group<Pair> most = Tally.of(group.tokens(), Pair::of).groups().get(0);
      table.row(
          DataTable.corpusHeader(group.key()),
          DataTable.cell(Figures.count(group.size())),
          DataTable.cell(Figures.count(totals.get(group.key()))),
          DataTable.cell(Figures.part(group.size(), errors.size())),
          Element.of("td", TagText.change(most.key().predicted(), most.key().gold()))
              .add(" (" + Figures.count(most.size()) + ")"));
    }
    return table.toElement();
  }

  /** How predicted and right lemma differ, and in which words. */
  private Element patterns() {
    DataTable table =
        new DataTable("Edit patterns: where predicted and gold value differ; … is what they share")
            .look("patterns")
            .text("gold")
            .text("predicted")
            .number("count")
            .number("% of errors")
            .text("as in");
    for (Tally.Group<EditPattern> group :
        Tally.of(errors, e -> EditPattern.between(e.predicted().value(), e.gold()))
            .top(MAX_PATTERNS)) {
      table.row(
          Element.of("th", TagText.element(group.key().wantedText())),
          Element.of("td", TagText.element(group.key().foundText())),
          DataTable.cell(Figures.count(group.size())),
          DataTable.cell(Figures.part(group.size(), errors.size())),
          Element.of("td", words(group.tokens())));
    }
    return table.toElement();
  }

  private Element words(List<TokenResult> tokens) {
    Element list = Element.of("ul").with("class", "examples");
    Tally.of(tokens, token -> form(token.outcome())).top(ExampleList.MAX_EXAMPLES).stream()
        .map(group -> group.tokens().get(0))
        .forEach(
            token ->
                list.add(
                    Element.of("li", Element.corpus(form(token.outcome())))
                        .add(": ")
                        .add(TagText.change(token.predicted().value(), token.gold()))));
    return list;
  }

  private String form(TokenOutcome outcome) {
    return outcome.form(corpus.sentences());
  }
}
