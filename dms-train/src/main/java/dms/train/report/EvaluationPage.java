package dms.train.report;

import dms.core.file.DurableFile;
import dms.train.eval.CorpusResults;
import dms.train.eval.DecoderResults;
import dms.train.eval.PairedBootstrap;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An evaluation as one HTML page: scores with intervals, where errors concentrate, confusions,
 * examples, calibration, learning curves. The page loads nothing, can be read without scripts, is
 * well-formed XML too, and its size is bounded whatever the size of the corpus.
 */
public final class EvaluationPage {
  private record Section(String id, String title, Element body) {}

  private final ReportFacts facts;
  private final CorpusResults results;
  private final Optional<Map<String, Integer>> formCounts;
  private final Optional<RunMetrics> metrics;

  /**
   * @param facts what the head tells
   * @param results of the evaluation
   * @param formCounts how often the training data has each form, if that is known
   * @param metrics the course of the training, if it is known
   */
  public EvaluationPage(
      ReportFacts facts,
      CorpusResults results,
      Optional<Map<String, Integer>> formCounts,
      Optional<RunMetrics> metrics) {
    this.facts = facts;
    this.results = results;
    this.formCounts = formCounts.map(Map::copyOf);
    this.metrics = metrics;
  }

  /**
   * Writes the page; a file that is there is replaced in one move.
   *
   * @throws IOException when it cannot be written
   */
  public void write(Path file) throws IOException {
    DurableFile.writeString(file, toHtml());
  }

  /** The page. */
  public String toHtml() {
    StringWriter page = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(page);
      out.writeDTD("<!DOCTYPE html>");
      document().write(out);
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the page cannot be written into memory", e);
    }
    return page + "\n";
  }

  private Element document() {
    List<Section> sections = sections();
    Element main = Element.of("main").with("id", "main");
    for (Section section : sections) {
      main.add(
          Element.of("section", Element.of("h2", section.title()), section.body())
              .with("id", section.id()));
    }
    Element body =
        Element.of(
            "body",
            Element.of("a", "To the content").with("href", "#main").with("class", "skip"),
            Element.of("header", Element.of("h1", facts.title()), facts.toElement()),
            contents(sections),
            main,
            footer(),
            Element.of("script", resource("report.js")));
    return Element.of("html", head(), body).with("lang", "en");
  }

  private Element head() {
    return Element.of(
        "head",
        Element.of("meta").with("charset", "utf-8"),
        Element.of("meta")
            .with("name", "viewport")
            .with("content", "width=device-width, initial-scale=1"),
        Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
        Element.of("title", facts.title()),
        Element.of("style", resource("report.css")));
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    PairedBootstrap bootstrap = PairedBootstrap.standard();
    sections.add(
        new Section("scores", "Scores", new ScoresSection(results, bootstrap).toElement()));
    sections.add(
        new Section(
            "where", "Where errors are", new BucketsSection(results, formCounts).toElement()));
    int number = 0;
    for (DecoderResults decoder : results.decoders()) {
      number++;
      sections.add(
          new Section(
              "decoder-" + number,
              "Errors of " + VisibleText.of(decoder.name()),
              new DecoderSection(results, decoder).toElement()));
    }
    metrics.ifPresent(
        run ->
            sections.add(
                new Section("training", "Learning curves", new LearningCurves(run).toElement())));
    return sections;
  }

  private static Element contents(List<Section> sections) {
    Element list = Element.of("ul");
    for (Section section : sections) {
      Element link = Element.of("a", section.title()).with("href", "#" + section.id());
      list.add(Element.of("li", link));
    }
    return Element.of("nav", list).with("aria-label", "Contents");
  }

  private static Element footer() {
    return Element.of(
        "footer",
        Element.of(
            "p",
            """
            Limits of this page: %d tags in a confusion matrix, %d errors with %d examples of %d \
            tokens around the marked one, %d forms, %d edit patterns, %d tags in a table, %d points \
            of a curve, %d characters of a string. Characters that cannot be seen stand as their \
            code point, as ⟨U+200B⟩."""
                .formatted(
                    MatrixTable.SIZE,
                    DecoderSection.MAX_PAIRS,
                    ExampleList.MAX_EXAMPLES,
                    2 * ExampleList.CONTEXT,
                    DecoderSection.MAX_FORMS,
                    DecoderSection.MAX_PATTERNS,
                    ValueTable.MAX_VALUES,
                    Curve.MAX_POINTS,
                    VisibleText.MAX_CHARACTERS)));
  }

  /** Style and script hold no character that is escaped, so HTML and XML read the same. */
  private static String resource(String name) {
    try (InputStream in = EvaluationPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("dms-train was packed without " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + " from the class path", e);
    }
  }
}
