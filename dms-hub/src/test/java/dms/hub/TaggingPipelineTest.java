package dms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.corpus.Column;
import dms.core.corpus.ConlluReader;
import dms.core.corpus.CorpusFormatException;
import dms.core.corpus.Schema;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.SentenceWriter;
import dms.core.corpus.Token;
import dms.core.tensor.ComputeDevice;
import dms.hub.bundle.Bundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** n tokens in, n tokens out, in input order, whatever they are and however they are batched. */
class TaggingPipelineTest {
  @TempDir private static Path folder;
  private static Path bundle;
  private static TaggingPipeline pipeline;

  @BeforeAll
  static void load() throws IOException {
    bundle = TinyModel.ofXpos().write(folder.resolve("b"));
    pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu());
  }

  @AfterAll
  static void close() {
    pipeline.close();
  }

  @Test
  void sentencesComeBackInInputOrderWithEveryPredictedColumn() {
    List<Sentence> sentences = TinyModel.sentences(100);
    List<Sentence> tagged = pipeline.tag(sentences);
    assertThat(tagged.stream().map(TinyModel::formsOf))
        .containsExactlyElementsOf(sentences.stream().map(TinyModel::formsOf).toList());
    assertThat(pipeline.columns()).containsExactly(Column.XPOS, Column.LEMMA);
    assertThat(tagged.stream().flatMap(sentence -> sentence.tokens().stream()))
        .allSatisfy(
            token -> {
              assertThat(token.value(Column.XPOS).orElseThrow()).startsWith("tag");
              assertThat(token.value(Column.LEMMA)).isPresent();
            });
  }

  @Test
  void batchSizeMakesNoDifference() throws IOException {
    List<Sentence> sentences = TinyModel.sentences(60);
    List<List<Token>> expected = tokens(pipeline.tag(sentences));
    try (TaggingPipeline small =
        TaggingPipeline.load(Bundle.read(bundle), PipelineOptions.defaults().withBatchTokens(1))) {
      assertThat(tokens(small.tag(sentences))).isEqualTo(expected);
    }
  }

  private static List<List<Token>> tokens(List<Sentence> sentences) {
    return sentences.stream().map(Sentence::tokens).toList();
  }

  @Test
  void predictionsAreTheValuesThatTaggingSets() {
    List<Sentence> sentences = TinyModel.sentences(40);
    List<Sentence> tagged = pipeline.tag(sentences);
    for (boolean detailed : List.of(false, true)) {
      var predicted = pipeline.predict(sentences, detailed);
      assertThat(predicted).hasSize(40);
      for (int s = 0; s < 40; s++) {
        assertThat(predicted.get(s).keySet()).containsExactlyElementsOf(pipeline.columns());
        for (Column column : pipeline.columns()) {
          var values = predicted.get(s).get(column);
          assertThat(values.stream().map(p -> p.value()))
              .isEqualTo(tagged.get(s).tokens().stream().map(t -> t.value(column).get()).toList());
          assertThat(values).allMatch(p -> p.probability().isPresent() == detailed);
        }
      }
    }
  }

  @Test
  void noSentenceGivesNone() {
    assertThat(pipeline.tag(List.of())).isEmpty();
  }

  @Test
  void oddContentSurvives() {
    List<String> odd =
        List.of(
            "_",
            "a".repeat(5_000),
            "\u200B",
            "\uFFFD",
            "e\u0301",
            "👩‍👩‍👧",
            "\u202Eabc",
            "\u0007",
            "<pad>",
            "</s>",
            "#",
            "1-2",
            "a b",
            "\uFEFF");
    List<Sentence> sentences =
        new ArrayList<>(odd.stream().map(f -> Sentence.ofForms(List.of(f))).toList());
    sentences.add(Sentence.ofForms(odd));
    sentences.add(Sentence.ofForms(Collections.nCopies(3_000, "orð")));
    List<Sentence> tagged = pipeline.tag(sentences);
    assertThat(tagged.stream().map(TinyModel::formsOf))
        .containsExactlyElementsOf(sentences.stream().map(TinyModel::formsOf).toList());
  }

  @Test
  void tsvSentenceGetsTheColumnsItLacksAndKeepsItsOwn() {
    Schema schema = Schema.ofTsv(List.of(Column.parse("sense"), Column.FORM));
    Sentence sentence =
        Sentence.of(List.of(Token.of(schema, "s1", "Hún"), Token.of(schema, "", "las")));
    Sentence tagged = pipeline.tag(List.of(sentence)).get(0);
    assertThat(tagged.schema().columns())
        .containsExactly(Column.parse("sense"), Column.FORM, Column.XPOS, Column.LEMMA);
    assertThat(tagged.tokens().get(0).value(Column.parse("sense"))).contains("s1");
  }

  @Test
  void columnWithoutPlaceInConlluIsNamed() throws IOException {
    Path other = TinyModel.of(Column.parse("sense"), 7).write(folder.resolve("sense"));
    try (TaggingPipeline senses = TaggingPipeline.load(other, ComputeDevice.cpu())) {
      assertThatThrownBy(() -> senses.tag(TinyModel.sentences(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("column sense");
    }
  }

  @Test
  void streamingGivesWhatTaggingAtOnceGives() throws IOException {
    List<Sentence> sentences = TinyModel.sentences(300);
    List<Sentence> written = new ArrayList<>();
    assertThat(pipeline.tag(reader(sentences), collector(written))).isEqualTo(300);
    assertThat(tokens(written)).isEqualTo(tokens(pipeline.tag(sentences)));
  }

  @Test
  void streamingHoldsTwoWindowsAndNoMore() throws IOException {
    Sentence sentence = Sentence.ofForms(List.of("Hún"));
    int total = 10_000;
    int[] read = {0};
    int[] written = {0};
    int[] held = {0};
    SentenceReader in =
        new SentenceReader() {
          @Override
          public Optional<Sentence> read() {
            held[0] = Math.max(held[0], read[0] - written[0]);
            return read[0]++ < total ? Optional.of(sentence) : Optional.empty();
          }

          @Override
          public void close() {}
        };
    SentenceWriter counting =
        new SentenceWriter() {
          @Override
          public void write(Sentence tagged) {
            written[0]++;
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertThat(pipeline.tag(in, counting)).isEqualTo(total);
    assertThat(written[0]).isEqualTo(total);
    assertThat(held[0]).isLessThanOrEqualTo(2 * 4_096);
  }

  @Test
  void damagedInputIsToldAsTheReaderTellsItAfterTheSentencesBeforeIt() {
    byte[] damaged = "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\nx\n".getBytes(StandardCharsets.UTF_8);
    SentenceReader in = new ConlluReader(new ByteArrayInputStream(damaged), "in.conllu");
    List<Sentence> written = new ArrayList<>();
    assertThatThrownBy(() -> pipeline.tag(in, collector(written)))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageStartingWith("in.conllu:3: ");
    assertThat(written).hasSize(1);
  }

  @Test
  void severalThreadsGetWhatOneGets() throws Exception {
    List<Sentence> sentences = TinyModel.sentences(30);
    List<List<Token>> expected = tokens(pipeline.tag(sentences));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<List<List<Token>>> work = () -> tokens(pipeline.tag(sentences));
      for (Future<List<List<Token>>> result : threads.invokeAll(Collections.nCopies(12, work))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void useAfterCloseIsRefusedAndClosingTwiceIsNot() throws IOException {
    TaggingPipeline closed = TaggingPipeline.load(bundle, ComputeDevice.cpu());
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.tag(List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed already");
    assertThatThrownBy(() -> closed.tag(reader(List.of()), collector(new ArrayList<>())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void budgetBelowOneIsRefused() {
    assertThatThrownBy(() -> PipelineOptions.defaults().withBatchTokens(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch tokens: expected at least 1, found 0");
  }

  private static SentenceReader reader(List<Sentence> sentences) {
    var remaining = sentences.iterator();
    return new SentenceReader() {
      @Override
      public Optional<Sentence> read() {
        return remaining.hasNext() ? Optional.of(remaining.next()) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  private static SentenceWriter collector(List<Sentence> written) {
    return new SentenceWriter() {
      @Override
      public void write(Sentence sentence) {
        written.add(sentence);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
