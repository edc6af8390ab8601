package dms.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.batch.WindowedStream.Window;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WindowedStreamTest {
  private static final BatchPlanner PLANNER = new BatchPlanner(60, 8);

  @Test
  void everythingComesBackInInputOrder() {
    List<Sentence> input =
        new Random(3).ints(1000, 1, 30).mapToObj(WindowedStreamTest::sentence).toList();
    WindowedStream stream = new WindowedStream(input.iterator(), PLANNER, 90, 10_000);
    List<Sentence> output = new ArrayList<>();
    while (stream.hasNext()) {
      Window window = stream.next();
      List<List<Sentence>> results =
          IntStream.range(0, window.batches().size()).mapToObj(window::batch).toList();
      output.addAll(window.inInputOrder(results));
    }
    assertThat(output).containsExactlyElementsOf(input);
  }

  @Test
  void windowEndsAtEitherLimit() {
    assertThat(windowSizes(3, 1000, 1, 1, 1, 1, 1, 1, 1)).containsExactly(3, 3, 1);
    assertThat(windowSizes(100, 10, 4, 4, 4, 50, 1)).containsExactly(3, 1, 1);
  }

  @Test
  void noMoreThanAWindowIsRead() {
    AtomicInteger read = new AtomicInteger();
    Iterator<Sentence> endless =
        Stream.generate(() -> sentence(5)).peek(s -> read.incrementAndGet()).iterator();
    WindowedStream stream = new WindowedStream(endless, PLANNER, 100, 10_000);
    for (int window = 1; window <= 50; window++) {
      assertThat(stream.next().sentences()).hasSize(100);
      assertThat(read).hasValueLessThanOrEqualTo(100 * window + 1);
    }
  }

  @Test
  void emptyCorpusHasNoWindow() {
    WindowedStream stream = new WindowedStream(Collections.emptyIterator(), PLANNER, 1, 1);
    assertThat(stream.hasNext()).isFalse();
    assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void whatTheInputThrowsComesAfterTheSentencesBeforeIt() {
    Iterator<Sentence> damaged =
        Stream.of(1, 2, 3, 0, 4)
            .map(
                length -> {
                  if (length == 0) {
                    throw new IllegalStateException("line 7");
                  }
                  return sentence(length);
                })
            .iterator();
    WindowedStream stream = new WindowedStream(damaged, PLANNER, 2, 100);
    assertThat(stream.next().sentences()).hasSize(2);
    assertThat(stream.next().sentences()).hasSize(1);
    assertThat(stream.hasNext()).isTrue();
    assertThatThrownBy(stream::next).hasMessage("line 7");
  }

  @Test
  void lostValuesAreNoticed() {
    Iterator<Sentence> two = List.of(sentence(2), sentence(2)).iterator();
    Window window = new WindowedStream(two, PLANNER, 10, 10).next();
    assertThatThrownBy(() -> window.inInputOrder(List.of(List.of("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("window: expected 2 values in batch 0, found 1");
    assertThatThrownBy(() -> window.inInputOrder(List.of()))
        .hasMessage("window: expected 1 values of batches, found 0");
  }

  @Test
  void wrongLimitsAreRefused() {
    Iterator<Sentence> none = Collections.emptyIterator();
    assertThatThrownBy(() -> new WindowedStream(none, PLANNER, 0, 1))
        .hasMessageContaining("maxSentences");
    assertThatThrownBy(() -> new WindowedStream(none, PLANNER, 1, 0))
        .hasMessageContaining("maxTokens");
  }

  private static List<Integer> windowSizes(int maxSentences, int maxTokens, int... lengths) {
    Iterator<Sentence> sentences =
        IntStream.of(lengths).mapToObj(WindowedStreamTest::sentence).iterator();
    List<Integer> sizes = new ArrayList<>();
    new WindowedStream(sentences, PLANNER, maxSentences, maxTokens)
        .forEachRemaining(window -> sizes.add(window.sentences().size()));
    return sizes;
  }

  private static Sentence sentence(int length) {
    return Sentence.of(Collections.nCopies(length, Token.ofForm("orð")));
  }
}
