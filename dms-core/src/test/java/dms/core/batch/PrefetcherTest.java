package dms.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PrefetcherTest {
  private static final BatchKey<String> KEY = BatchKey.of("test", "value", String.class);

  private final Queue<Batch> made = new ConcurrentLinkedQueue<>();

  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    // A pool counts as terminated a moment before its last thread has ended.
    for (int i = 0; i < 1000 && !prefetchThreads().isEmpty(); i++) {
      Thread.sleep(1);
    }
    assertThat(prefetchThreads()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 5", "1, 1", "1, 3", "3, 2", "4, 16"})
  void batchesComeInOrderHoweverLongEachTakes(int threads, int depth) {
    Random random = new Random(1);
    int[] millis = random.ints(60, 0, 5).toArray();
    List<Long> seeds = new ArrayList<>();
    try (Prefetcher batches = new Prefetcher(60, i -> sleepAndMake(i, millis[i]), threads, depth)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          seeds.add(batch.seed());
        }
      }
      assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(seeds).hasSize(60).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void noMoreThanTheDepthIsMadeAhead() throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    IntFunction<Batch> maker =
        index -> {
          begun.incrementAndGet();
          return make(index);
        };
    try (Prefetcher batches = new Prefetcher(100, maker, 4, 3)) {
      for (int delivered = 0; delivered < 20; delivered++) {
        Thread.sleep(2);
        assertThat(begun.get()).isLessThanOrEqualTo(delivered + 3);
        batches.next().close();
      }
    }
  }

  @Test
  void withoutThreadsTheCallerMakesEachBatchWhenItAsks() {
    List<String> threads = new ArrayList<>();
    IntFunction<Batch> maker =
        index -> {
          threads.add(Thread.currentThread().getName());
          return sleepAndMake(index, 5);
        };
    try (Prefetcher batches = new Prefetcher(3, maker, 0, 4)) {
      assertThat(threads).isEmpty();
      batches.next().close();
      assertThat(threads).containsExactly(Thread.currentThread().getName());
      assertThat(batches.waitedNanos()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(4));
    }
  }

  @Test
  void workersAreNamedDaemons() throws InterruptedException {
    CountDownLatch twoAtWork = new CountDownLatch(2);
    List<Thread> threads = new ArrayList<>();
    IntFunction<Batch> maker =
        index -> {
          synchronized (threads) {
            threads.add(Thread.currentThread());
          }
          twoAtWork.countDown();
          awaitQuietly(twoAtWork);
          return make(index);
        };
    try (Prefetcher batches = new Prefetcher(2, maker, 2, 2)) {
      batches.next().close();
      batches.next().close();
    }
    assertThat(threads)
        .extracting(Thread::getName)
        .containsExactlyInAnyOrder("dms-prefetch-1", "dms-prefetch-2");
    assertThat(threads).allMatch(Thread::isDaemon);
  }

  @Test
  void waitIsShortWhereTheUserIsSlower() throws InterruptedException {
    try (Prefetcher batches = new Prefetcher(10, i -> sleepAndMake(i, 2), 2, 4)) {
      batches.next().close();
      long first = batches.waitedNanos();
      for (int i = 1; i < 10; i++) {
        Thread.sleep(20);
        batches.next().close();
      }
      assertThat(batches.waitedNanos() - first).isLessThan(TimeUnit.MILLISECONDS.toNanos(90));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void failureReachesTheCallerInItsTurnWithItsCause(int threads) throws InterruptedException {
    RuntimeException cause = new IllegalArgumentException("no such tag");
    IntFunction<Batch> maker =
        index -> {
          if (index == 2) {
            throw cause;
          }
          return make(index);
        };
    try (Prefetcher batches = new Prefetcher(9, maker, threads, 5)) {
      batches.next().close();
      batches.next().close();
      assertThatThrownBy(batches::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("prefetcher: batch 3 of 9 could not be made: no such tag")
          .hasCause(cause);
      noThreadIsLeft();
      assertThat(batches.hasNext()).isFalse();
      assertThatThrownBy(batches::next).hasMessageContaining("closed already");
    }
    assertThat(made).allMatch(PrefetcherTest::isClosed);
  }

  @Test
  void errorOfTheMachineStaysWhatItIs() {
    IntFunction<Batch> maker =
        index -> {
          throw new OutOfMemoryError("pretended");
        };
    try (Prefetcher batches = new Prefetcher(1, maker, 1, 1)) {
      assertThatThrownBy(batches::next).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void closingClosesWhatWasNotDelivered() {
    Batch delivered;
    try (Prefetcher batches = new Prefetcher(100, i -> sleepAndMake(i, 1), 3, 8)) {
      delivered = batches.next();
    }
    assertThat(made).hasSizeGreaterThan(1).filteredOn(b -> !isClosed(b)).containsOnly(delivered);
    delivered.close();
  }

  @Test
  void closingTwiceIsClosingOnce() {
    Prefetcher batches = new Prefetcher(5, this::make, 2, 2);
    batches.close();
    batches.close();
    assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void interruptedCallerStopsWaitingAndStaysInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    IntFunction<Batch> maker =
        index -> {
          awaitQuietly(never);
          return make(index);
        };
    try (Prefetcher batches = new Prefetcher(1, maker, 1, 1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(batches::next).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void nothingToDoIsDoneAtOnce() {
    try (Prefetcher batches = new Prefetcher(0, this::make, 2, 2)) {
      assertThat(batches.hasNext()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, 1", "1, -1, 1", "1, 1, 0"})
  void wrongNumbersAreRefused(int count, int threads, int depth) {
    assertThatThrownBy(() -> new Prefetcher(count, this::make, threads, depth))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("prefetcher: expected 0 or more");
  }

  private Batch make(int index) {
    Batch batch = new Batch(List.of(Sentence.ofForms(List.of("orð"))), Mode.TRAINING, index);
    batch.put(KEY, "made");
    made.add(batch);
    return batch;
  }

  private Batch sleepAndMake(int index, int millis) {
    awaitQuietly(new CountDownLatch(1), millis);
    return make(index);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    awaitQuietly(latch, 30_000);
  }

  private static void awaitQuietly(CountDownLatch latch, int millis) {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isClosed(Batch batch) {
    return !batch.has(KEY);
  }

  private static List<String> prefetchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("dms-prefetch-"))
        .toList();
  }
}
