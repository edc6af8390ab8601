package dms.components;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Native memory is freed when the batch is closed, neither later nor earlier. */
class NativeLawsTest {
  private static final String MODEL =
      ComponentCase.JOINT
          + ComponentCase.FROZEN
          + "encoders.sentence.inputs = [rnn, words, vectors]\n";

  private static final int ROUNDS = 5;
  private static final long MAX_GROWTH_OF_A_ROUND = 6L << 20;

  @Test
  void thousandBatchesLeaveMemoryFlat() {
    List<Sentence> sentences = Sentences.demo(12);
    try (EncodersDecoders model = TestModel.assemble(MODEL, 1)) {
      useMemory(model, sentences, 200);
      long pointers = settledPointers();
      List<Long> growths = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        long bytes = Pointer.physicalBytes();
        useMemory(model, sentences, 200);
        assertThat(settledPointers()).isEqualTo(pointers);
        growths.add(Pointer.physicalBytes() - bytes);
      }
      // The Java heap grows now and then, a leak in every round.
      assertThat(Collections.min(growths)).isLessThan(MAX_GROWTH_OF_A_ROUND);
    }
  }

  private static void useMemory(EncodersDecoders model, List<Sentence> sentences, int batches) {
    for (int i = 0; i < batches; i++) {
      List<Sentence> some = List.of(sentences.get(i % sentences.size()));
      if (i % 2 == 0) {
        TestModel.step(model, some, i, 0.01);
      } else {
        TestModel.predict(model, some);
      }
    }
  }

  /** Native objects alive once the garbage collector had its turn. */
  private static long settledPointers() {
    System.gc();
    return Pointer.totalCount();
  }

  @Test
  void closedModelsLeaveNothing() {
    TestModel.assemble(MODEL, 1).close();
    long before = settledPointers();
    for (int i = 0; i < 20; i++) {
      TestModel.assemble(MODEL, i).close();
    }
    assertThat(settledPointers()).isEqualTo(before);
  }

  @Test
  void garbageCollectorTakesNothingThatIsInUse() throws InterruptedException {
    List<Double> undisturbed = train();
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger collections = new AtomicInteger();
    Thread collector =
        new Thread(
            () -> {
              while (!done.get()) {
                System.gc();
                collections.incrementAndGet();
              }
            },
            "collector");
    collector.start();
    try {
      assertThat(train()).isEqualTo(undisturbed);
    } finally {
      done.set(true);
      collector.join();
    }
    assertThat(collections.get()).isGreaterThan(10);
  }

  private static List<Double> train() {
    List<Sentence> sentences = Sentences.demo(2);
    List<Double> losses = new ArrayList<>();
    try (EncodersDecoders model = TestModel.assemble(MODEL, 1)) {
      for (int step = 0; step < 50; step++) {
        losses.add(TestModel.step(model, sentences, step, 0.1));
      }
    }
    return losses;
  }
}
