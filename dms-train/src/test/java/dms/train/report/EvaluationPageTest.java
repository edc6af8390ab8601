package dms.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.component.Prediction;
import dms.core.component.SeenValues;
import dms.core.corpus.Column;
import dms.core.corpus.Schema;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.train.eval.CorpusResults;
import dms.train.eval.DecoderResults;
import dms.train.eval.Evaluator;
import dms.train.eval.Exclusions;
import dms.train.eval.ResultCollector;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class EvaluationPageTest {
  private static final Column UPOS = Column.parse("upos");
  private static final Column LEMMA = Column.parse("lemma");
  private static final Schema SCHEMA = Schema.ofTsv(List.of(Column.parse("form"), UPOS, LEMMA));
  private static final String HOSTILE = "</script><script>alert(\"1\")</script>&amp;";

  @TempDir private Path folder;

  private static Sentence sentence(String... formTagLemma) {
    List<Token> tokens = new java.util.ArrayList<>();
    for (int i = 0; i < formTagLemma.length; i += 3) {
      tokens.add(Token.of(SCHEMA, formTagLemma[i], formTagLemma[i + 1], formTagLemma[i + 2]));
    }
    return Sentence.of(tokens);
  }

  /** What a decoder named upos and one named lemma predict: a value for a form and a gold value. */
  private static CorpusResults results(
      List<Sentence> corpus, BinaryOperator<String> predict, Optional<Double> probability) {
    Map<String, Column> columns = new java.util.LinkedHashMap<>();
    columns.put("upos", UPOS);
    columns.put("lemma", LEMMA);
    Map<String, SeenValues> seen = Map.of("upos", value -> !value.equals("NEW"));
    Evaluator evaluator = new Evaluator(columns, form -> form.length() > 3, seen);
    ResultCollector collector =
        new ResultCollector(form -> form.length() > 3, seen, (s, d) -> true, Exclusions.NONE);
    Map<String, Map<Sentence, List<Prediction>>> predictions = new java.util.HashMap<>();
    for (Sentence sentence : corpus) {
      Map<String, List<String>> values = new java.util.HashMap<>();
      columns.forEach(
          (name, column) -> {
            List<String> ofSentence =
                sentence.tokens().stream()
                    .map(t -> predict.apply(t.form(), t.value(column).orElse("?")))
                    .toList();
            values.put(name, ofSentence);
            predictions
                .computeIfAbsent(name, n -> new IdentityHashMap<>())
                .put(
                    sentence,
                    ofSentence.stream()
                        .map(
                            v -> probability.map(p -> Prediction.of(v, p)).orElse(Prediction.of(v)))
                        .toList());
          });
      evaluator.add(sentence, values);
    }
    List<DecoderResults> decoders =
        columns.entrySet().stream()
            .map(
                c ->
                    collector.results(
                        c.getKey(), c.getKey(), c.getValue(), corpus, predictions.get(c.getKey())))
            .toList();
    return new CorpusResults(
        evaluator.evaluation(), corpus, decoders, List.of(), collector.all(corpus, decoders));
  }

  private static String page(CorpusResults results, Optional<RunMetrics> metrics) {
    ReportFacts facts = new ReportFacts("model on " + HOSTILE, Map.of("Data", HOSTILE));
    return new EvaluationPage(facts, results, Optional.of(Map.of("hestur", 3)), metrics).toHtml();
  }

  private static Document parse(String page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
  }

  private static String text(Document page, String id) {
    return page.getElementsByTagName("section").getLength() == 0 ? "" : section(page, id);
  }

  private static String section(Document page, String id) {
    NodeList sections = page.getElementsByTagName("section");
    for (int i = 0; i < sections.getLength(); i++) {
      if (sections.item(i).getAttributes().getNamedItem("id").getNodeValue().equals(id)) {
        return sections.item(i).getTextContent();
      }
    }
    throw new AssertionError("no section " + id);
  }

  @Test
  void figuresAreThoseOfTheEvaluation() throws Exception {
    List<Sentence> corpus =
        List.of(
            sentence("hestur", "N", "hestur", "las", "V", "lesa"), sentence("bók", "NEW", "bók"));
    CorpusResults results =
        results(corpus, (form, gold) -> form.equals("bók") ? "N" : gold, Optional.empty());
    Document page = parse(page(results, Optional.empty()));
    String scores = text(page, "scores");
    results
        .scores()
        .decoders()
        .values()
        .forEach(
            row ->
                assertThat(scores)
                    .contains(row.all().percent(), row.known().percent(), row.unknown().percent()));
    assertThat(results.all()).hasSize(3);
    assertThat(results.all().stream().filter(o -> o.right()).count())
        .isEqualTo(results.scores().allCorrect().all().correct());
    assertThat(text(page, "decoder-1")).contains("1 of 3 tokens are wrong", "NEW", "bók");
    assertThat(text(page, "decoder-2")).contains("Edit patterns");
    assertThat(text(page, "decoder-1")).doesNotContain("Calibration");
  }

  @Test
  void hostileStringsStayText() throws Exception {
    String bidi = "a\u202Eb\u0001c\uFFFF";
    List<Sentence> corpus = List.of(sentence(HOSTILE, HOSTILE, bidi, bidi, "V", HOSTILE));
    String page =
        page(results(corpus, (form, gold) -> gold + "<b>", Optional.of(0.5)), Optional.empty());
    assertThat(page).doesNotContain("<script>alert", "<b>", "\u202E", "\u0001");
    Document parsed = parse(page);
    assertThat(parsed.getElementsByTagName("script").getLength()).isEqualTo(1);
    assertThat(text(parsed, "decoder-1")).contains("<script>alert(\"1\")</script>&amp;");
    assertThat(text(parsed, "decoder-1")).contains("a⟨U+202E⟩b⟨U+0001⟩c⟨U+FFFF⟩");
  }

  @Test
  void halfASurrogatePairDoesNotBreakThePage() throws Exception {
    assertThat(VisibleText.of("x\uD800y")).isEqualTo("x⟨U+D800⟩y");
    assertThat(VisibleText.of("👩‍🌾")).isEqualTo("👩‍🌾");
  }

  @Test
  void thePageLoadsNothing() {
    String page =
        page(
            results(List.of(sentence("a", "N", "a")), (f, g) -> g, Optional.empty()),
            Optional.empty());
    assertThat(page)
        .startsWith("<!DOCTYPE html><html")
        .doesNotContain("http", "src=", "url(", "@import");
  }

  @Test
  void styleAndScriptHoldNoCharacterThatXmlEscapes() throws IOException {
    for (String name : List.of("report.css", "report.js")) {
      try (var in = EvaluationPage.class.getResourceAsStream(name)) {
        assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
            .doesNotContain("<", ">", "&");
      }
    }
  }

  @Test
  void oneTokenIsEnoughAndNoneToo() throws Exception {
    Document one =
        parse(
            page(
                results(List.of(sentence("a", "N", "a")), (f, g) -> g, Optional.empty()),
                Optional.empty()));
    assertThat(text(one, "decoder-1")).contains("0 of 1 tokens are wrong");
    Document none =
        parse(
            page(
                results(List.of(sentence("a", "", "")), (f, g) -> g, Optional.of(1.0)),
                Optional.empty()));
    assertThat(text(none, "decoder-1")).contains("0 of 0 tokens are wrong (– %)");
  }

  @Test
  void calibrationIsShownWhereThereAreProbabilities() throws Exception {
    CorpusResults results =
        results(
            List.of(sentence("a", "N", "a", "bæ", "V", "b")),
            (f, g) -> f.equals("a") ? g : "X",
            Optional.of(0.8));
    assertThat(text(parse(page(results, Optional.empty())), "decoder-1"))
        .contains("Expected calibration error over 10 bins of equal width: 30.00");
  }

  @Test
  void sizeIsBoundedHoweverManyErrorsThereAre() {
    List<Sentence> corpus = new java.util.ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      corpus.add(sentence("form" + i, "TAG" + i + "x".repeat(5_000), "l" + i));
    }
    String page = page(results(corpus, (f, g) -> "no" + g, Optional.empty()), Optional.empty());
    assertThat(page.length()).isLessThan(600_000);
  }

  @Test
  void learningCurvesAreDrawnFromTheMetrics() throws Exception {
    Path log = folder.resolve("metrics.jsonl");
    Files.writeString(
        log,
        """
        {"type":"train","step":1,"stage":"one","epoch":1,"loss.upos":3.5,"loss.total":3.5,"learning_rate":1.0E-5}
        {"type":"dev","step":2,"stage":"one","epoch":1,"dev.upos.accuracy":0.5,"dev.upos.known":0.6}
        {"type":"train","step":3,"stage":"two","epoch":1,"loss.upos":0.01,"loss.total":"NaN","learning_rate":0.001}
        {"type":"dev","step":4,"stage":"two","epoch":1,"dev.upos.accuracy":0.75}
        {"type":"dev","st""");
    RunMetrics metrics = RunMetrics.read(log);
    assertThat(metrics.stages()).containsExactly(new RunMetrics.StageStart("two", 2, 1));
    assertThat(metrics.dev().get("dev.upos.accuracy").points())
        .containsExactly(new Curve.Point(1, 0.5), new Curve.Point(2, 0.75));
    CorpusResults results =
        results(List.of(sentence("a", "N", "a")), (f, g) -> g, Optional.empty());
    String training = text(parse(page(results, Optional.of(metrics))), "training");
    assertThat(training)
        .contains(
            "Accuracy on dev in percent", "upos 75", "stage two", "Loss in training (logarithmic)");
  }

  @Test
  void aLogThatIsNoneIsRefusedWithItsLine() throws IOException {
    Path log = Files.writeString(folder.resolve("metrics.jsonl"), "{}\nno json\n");
    assertThatThrownBy(() -> RunMetrics.read(log))
        .isInstanceOf(RunMetrics.MetricsFormatException.class)
        .hasMessageContaining("metrics.jsonl:2: expected a JSON object");
  }

  @Test
  void longCurvesAreThinnedAndKeepTheirEnd() {
    Curve curve = new Curve();
    for (int i = 0; i < 10_001; i++) {
      curve.add(i, i);
    }
    assertThat(curve.drawn()).hasSizeLessThanOrEqualTo(Curve.MAX_POINTS);
    assertThat(curve.drawn().get(curve.drawn().size() - 1))
        .isEqualTo(new Curve.Point(10_000, 10_000));
  }

  @Test
  void axesHaveRoundNumbers() {
    assertThat(Axis.of(List.of(46.3, 96.5), false, 0, 100).ticks())
        .containsExactly(40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0);
    assertThat(Axis.of(List.of(0.02, 12.0), true, 0, 100).logarithmic()).isTrue();
    assertThat(Axis.of(List.of(-1.0, 12.0), true, 0, 100).logarithmic()).isFalse();
    assertThat(Axis.of(List.of(5.0), false, 0, 100).place(5)).isBetween(0.0, 100.0);
    assertThat(List.of(Axis.label(0.0015), Axis.label(95.0923), Axis.label(2e-5), Axis.label(0)))
        .containsExactly("0.0015", "95.09", "2.0e-05", "0");
  }
}
