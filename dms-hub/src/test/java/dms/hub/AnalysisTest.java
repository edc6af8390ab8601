package dms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of the API gets for text and for words. */
class AnalysisTest {
  @TempDir private static Path folder;
  private static String model;
  private static TaggingPipeline pipeline;

  @BeforeAll
  static void load() throws IOException {
    model = TinyModel.ofXpos().write(folder.resolve("b")).toString();
    pipeline = TaggingPipeline.load(model);
  }

  @AfterAll
  static void close() {
    pipeline.close();
  }

  /** The lines of the class comment of {@link TaggingPipeline}, but for what they print to. */
  @Test
  void exampleOfTheClassCommentRuns() throws IOException {
    Path file = Files.writeString(folder.resolve("lines.txt"), "Hún las.\n\nJá. Já.\n");
    List<String> printed = new ArrayList<>();
    try (TaggingPipeline pipeline = TaggingPipeline.load(model)) {
      Analysis analysis = pipeline.analyze("Hún las bókina.");
      for (AnalyzedToken token : analysis.sentences().get(0).tokens()) {
        printed.add(token.form() + " " + token.value("xpos") + " " + token.lemma());
      }
    }
    Analysis analysis = pipeline.analyzeTokens(List.of(List.of("Hún", "las"), List.of("Já")));
    try (Stream<String> lines = Files.lines(file)) {
      pipeline.analyze(lines).forEach(line -> printed.add("" + line.sentences().size()));
    }
    assertThat(printed).hasSize(7).endsWith("1", "0", "2").allMatch(line -> !line.isBlank());
    assertThat(printed.get(0)).matches("Hún tag\\d \\S+");
    assertThat(analysis.sentences()).hasSize(2);
  }

  @Test
  void tokenHasItsPlaceValuesProbabilitiesAndTheSourceOfItsLemma() {
    String text = "  😀 Hún las. Já!";
    Analysis analysis = pipeline.analyze(text);
    assertThat(analysis.tokens()).isNotEmpty();
    for (AnalyzedSentence sentence : analysis.sentences()) {
      assertThat(sentence.text()).isEqualTo(text.substring(sentence.begin(), sentence.end()));
      for (AnalyzedToken token : sentence.tokens()) {
        assertThat(token.form()).isEqualTo(text.substring(token.begin(), token.end()));
        assertThat(token.values().keySet()).containsExactly("xpos", "lemma");
        assertThat(token.values().values())
            .allSatisfy(p -> assertThat(p.probability().orElseThrow()).isBetween(1e-300, 1.0));
        assertThat(token.prediction("xpos").source()).isEmpty();
        assertThat(token.lemmaSource().orElseThrow()).isIn(LemmaSource.NEURAL, LemmaSource.COPY);
      }
    }
    assertThat(analysis.tokens().stream().map(AnalyzedToken::begin)).contains(2, 5);
  }

  @Test
  void analysisGivesTheValuesThatTaggingGives() {
    List<Sentence> sentences = TinyModel.sentences(40);
    List<List<String>> words = sentences.stream().map(TinyModel::formsOf).toList();
    List<Sentence> tagged = pipeline.tag(sentences);
    List<AnalyzedSentence> analyzed = pipeline.analyzeTokens(words).sentences();
    assertThat(analyzed).hasSameSizeAs(tagged);
    for (int s = 0; s < tagged.size(); s++) {
      for (int t = 0; t < tagged.get(s).size(); t++) {
        AnalyzedToken token = analyzed.get(s).tokens().get(t);
        assertThat(tagged.get(s).tokens().get(t).value(Column.XPOS)).contains(token.value("xpos"));
        assertThat(tagged.get(s).tokens().get(t).value(Column.LEMMA)).contains(token.lemma());
      }
    }
  }

  @Test
  void wordsComeBackAsTheyWereWhateverTheyHold() {
    List<String> odd =
        List.of("a b", "a\tb", "\n.", "\r\nx", "\uD83D", "x\uDE00", "\u0000", "\u200B", "e\u0301");
    AnalyzedSentence sentence = pipeline.analyzeTokens(List.of(odd)).sentences().get(0);
    assertThat(sentence.tokens().stream().map(AnalyzedToken::form)).isEqualTo(odd);
    assertThat(sentence.text()).isEqualTo(String.join(" ", odd));
    assertThat(sentence.tokens())
        .allSatisfy(
            token -> {
              int begin = token.begin() - sentence.begin();
              assertThat(sentence.text().substring(begin, token.end() - sentence.begin()))
                  .isEqualTo(token.form());
              assertThat(token.lemma()).isNotEmpty().doesNotContain("\t", "\n", "\r");
            });
  }

  @Test
  void textMayHoldAnything() {
    for (String text : List.of("", " ", "\n\n", "\uD83D", "a\uDE00b", "\u0000\t\u2028x", "!!!!")) {
      assertThat(pipeline.analyze(text).tokens())
          .allSatisfy(
              t -> assertThat(t.form()).isEqualTo(text.substring(t.begin(), t.end())).isNotBlank());
    }
    assertThat(pipeline.analyze("").sentences()).isEmpty();
  }

  @Test
  void blankOrMissingWordIsNamedByItsPlace() {
    for (String blank : Arrays.asList("", " ", "\t", "\u00A0\u2028", null)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> pipeline.analyzeTokens(List.of(List.of("a"), Arrays.asList("b", blank))))
          .withMessageStartingWith("sentence 1, token 1: expected a word, found ")
          .withMessageEndingWith("give every token a form (both count from 0)");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.analyzeTokens(Arrays.asList(List.of("a"), null)))
        .withMessage("sentence 1: expected words, found null");
  }

  @Test
  void sentenceWithoutWordsKeepsItsPlace() {
    Analysis analysis = pipeline.analyzeTokens(List.of(List.of(), List.of("Já"), List.of()));
    assertThat(analysis.sentences().stream().map(s -> s.tokens().size())).containsExactly(0, 1, 0);
    assertThat(analysis.sentences().get(1).begin()).isEqualTo(1);
    assertThat(pipeline.analyzeTokens(List.of()).sentences()).isEmpty();
  }

  @Test
  void streamGivesEachTextsAnalysisInOrder() {
    List<String> texts = texts(500);
    List<Analysis> streamed = pipeline.analyze(texts.stream()).toList();
    assertThat(streamed).hasSize(500);
    for (int i = 0; i < 500; i += 7) {
      assertThat(values(streamed.get(i))).isEqualTo(values(pipeline.analyze(texts.get(i))));
    }
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> i % 5 == 3 ? " ".repeat(i % 3) : "Hún las bók" + i + ". Já ".repeat(i % 9))
        .toList();
  }

  private static List<List<String>> values(Analysis analysis) {
    return analysis.tokens().stream()
        .map(t -> List.of(t.form(), "" + t.begin(), t.value("xpos"), t.lemma()))
        .toList();
  }

  @Test
  void streamIsLazyReadsNoMoreThanAWindowAheadAndClosesItsSource() {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    Stream<String> source =
        Stream.iterate(0, i -> i + 1)
            .map(i -> "Já " + read.incrementAndGet())
            .onClose(closed::incrementAndGet);
    try (Stream<Analysis> analyses = pipeline.analyze(source)) {
      assertThat(read).hasValue(0);
      assertThat(analyses.limit(10)).hasSize(10);
      assertThat(read.get()).isBetween(10, 4_097);
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void failureOfTheSourceComesAfterTheTextsBeforeIt() {
    List<Analysis> before = new ArrayList<>();
    Stream<String> source =
        Stream.of("Já.", "Hún las.", "")
            .map(
                text -> {
                  if (text.isEmpty()) {
                    throw new UncheckedIOException(new IOException("cable pulled"));
                  }
                  return text;
                });
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> pipeline.analyze(source).forEach(before::add))
        .withMessageContaining("cable pulled");
    assertThat(before).hasSize(2);
  }

  @Test
  void joinedColumnsAreTasksOfTheirOwn() throws IOException {
    Path joint = TinyModel.of(Column.parse("upos+feats"), 7).write(folder.resolve("joint"));
    try (TaggingPipeline both = TaggingPipeline.load(joint, ComputeDevice.cpu())) {
      AnalyzedToken token = both.analyze("Hún").tokens().get(0);
      assertThat(token.values().keySet()).containsExactly("upos", "feats", "lemma");
      assertThat(token.prediction("upos").probability())
          .isEqualTo(token.prediction("feats").probability());
    }
  }

  @Test
  void taskThatIsNotThereIsNamedWithThoseThatAre() {
    AnalyzedToken token = pipeline.analyze("Hún").tokens().get(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> token.value("deprel"))
        .withMessage("task: expected one of [xpos, lemma], found 'deprel'");
    AnalyzedToken bare = new AnalyzedToken(0, 1, "a", Map.of("xpos", Prediction.of("x")));
    assertThatIllegalArgumentException().isThrownBy(bare::lemma);
  }

  @Test
  void closedPipelineRefusesTextToo() throws IOException {
    TaggingPipeline closed = TaggingPipeline.load(model);
    Stream<Analysis> begun = closed.analyze(Stream.of("Já"));
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> closed.analyze("Já"));
    assertThatIllegalStateException().isThrownBy(() -> closed.analyzeTokens(List.of()));
    assertThatIllegalStateException().isThrownBy(() -> closed.analyze(Stream.of("Já")));
    assertThatIllegalStateException()
        .isThrownBy(begun::toList)
        .withMessage("tagging pipeline: closed already; load a new one");
  }

  @Test
  void interruptedThreadStopsWaitingAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> pipeline.analyze("Hún las."))
          .withMessage("tagging pipeline: interrupted while waiting for the model");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(pipeline.analyze("Hún las.").tokens()).isNotEmpty();
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    PipelineOptions options = PipelineOptions.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withThreads(0))
        .withMessage("threads: expected at least 1, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaggingPipeline.load(model, options.withCorpus("mim")))
        .withMessageContaining("corpus: expected none");
  }
}
