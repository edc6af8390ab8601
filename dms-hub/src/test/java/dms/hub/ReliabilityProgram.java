package dms.hub;

import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.hub.bundle.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.tools.NativeAllocationTracer;

/**
 * What {@link ReliabilityTest} runs in processes of its own: measures one thing and prints it as
 * {@code name=value}.
 */
public final class ReliabilityProgram {
  private final Path bundle;
  private final int count;

  private ReliabilityProgram(Path bundle, int count) {
    this.bundle = bundle;
    this.count = count;
  }

  /**
   * @param arguments what to measure, folder of the bundle, how often; of shapes, how many
   *     sentences the largest batch has
   */
  public static void main(String[] arguments) throws Exception {
    NativeRuntime.load().useThreads(1);
    ReliabilityProgram program =
        new ReliabilityProgram(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    switch (arguments[0]) {
      case "calls" -> program.calls();
      case "shapes" -> program.shapes();
      case "loads" -> program.loads();
      case "threads" -> program.threads();
      case "exit" -> program.exit();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void print(String name, long value) {
    System.out.println(name + "=" + value);
  }

  private static long settledPointers() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return Pointer.totalCount();
  }

  private void calls() throws Exception {
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu())) {
      call(pipeline, 300);
      long pointers = settledPointers();
      long bytes = Pointer.physicalBytes();
      call(pipeline, count);
      print("pointers", settledPointers() - pointers);
      print("bytes", Pointer.physicalBytes() - bytes);
    }
    print("sites", NativeAllocationTracer.getSites().size());
    long collected = 0;
    for (NativeAllocationTracer.Site site : NativeAllocationTracer.getSites()) {
      if (site.getCollectedCounts() > 0) {
        System.out.println(site.getCollectedCounts() + " collected: " + site.getLocation());
        collected++;
      }
    }
    print("collected", collected);
  }

  private static void call(TaggingPipeline pipeline, int times) {
    for (int i = 0; i < times; i++) {
      if (i % 2 == 0) {
        pipeline.analyzeTokens(List.of(TinyModel.formsOf(sentence(i))));
      } else {
        pipeline.tag(List.of(sentence(i)));
      }
    }
  }

  private static Sentence sentence(int i) {
    return Sentence.ofForms(
        IntStream.range(0, 1 + i % 7).mapToObj(t -> TinyModel.FORMS.get((i + t) % 6)).toList());
  }

  private void shapes() throws Exception {
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu())) {
      // Enough for the caches of libtorch to be full.
      int warmUp = 3;
      long bytes = 0;
      for (int round = 0; round < count / 2; round++) {
        if (round == warmUp) {
          bytes = Pointer.physicalBytes();
        }
        for (int tokens = 1; tokens <= 25; tokens++) {
          Sentence sentence = Sentence.ofForms(Collections.nCopies(tokens, "las"));
          for (int size = 1; size <= count; size++) {
            pipeline.tag(Collections.nCopies(size, sentence));
          }
        }
      }
      print("bytes", Pointer.physicalBytes() - bytes);
    }
  }

  private void loads() throws Exception {
    Bundle read = Bundle.read(bundle);
    load(read, count / 2);
    long pointers = settledPointers();
    long bytes = Pointer.physicalBytes();
    load(read, count);
    print("pointers", settledPointers() - pointers);
    print("bytes", Pointer.physicalBytes() - bytes);
    int longest = 0;
    try (TaggingPipeline pipeline = TaggingPipeline.load(read, PipelineOptions.defaults())) {
      call(pipeline, 10);
      pointers = settledPointers();
      bytes = Pointer.physicalBytes();
      for (int i = 0; i < 1_000; i++) {
        List<String> bad = i % 2 == 0 ? List.of("a", " ") : Collections.singletonList(null);
        longest = Math.max(longest, refusal(pipeline, bad).length());
      }
      print("pointersOfBadCalls", settledPointers() - pointers);
      print("bytesOfBadCalls", Pointer.physicalBytes() - bytes);
    }
    print("longestMessage", longest);
  }

  private static void load(Bundle read, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (TaggingPipeline pipeline = TaggingPipeline.load(read, PipelineOptions.defaults())) {
        pipeline.tag(List.of(sentence(i)));
      }
    }
  }

  private static String refusal(TaggingPipeline pipeline, List<String> bad) {
    try {
      pipeline.analyzeTokens(List.of(bad));
      throw new IllegalStateException("accepted " + bad);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private void threads() throws Exception {
    print("different", differences(bundle, count));
  }

  /** Values that 32 threads get for that many sentences each, and one thread alone does not. */
  static long differences(Path bundle, int sentences) throws Exception {
    List<List<String>> words = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      words.add(List.of("Hún", "orð" + i % 50, "las" + i % 3).subList(0, 1 + i % 3));
    }
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(33);
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu())) {
      List<String> expected = values(pipeline, words, 1);
      threads.submit(
          () -> {
            while (!done.get()) {
              System.gc();
              LockSupport.parkNanos(2_000_000);
            }
          });
      List<Callable<List<String>>> work = new ArrayList<>();
      for (int thread = 0; thread < 32; thread++) {
        int size = 1 + thread;
        work.add(() -> values(pipeline, words, size));
      }
      long different = 0;
      for (Future<List<String>> values : threads.invokeAll(work)) {
        different += values.get().equals(expected) ? 0 : 1;
      }
      return different;
    } finally {
      done.set(true);
      threads.shutdown();
    }
  }

  /** Form, values and rough probability of every token, for calls of that many sentences. */
  private static List<String> values(
      TaggingPipeline pipeline, List<List<String>> words, int sentences) {
    List<String> values = new ArrayList<>();
    for (int from = 0; from < words.size(); from += sentences) {
      pipeline
          .analyzeTokens(words.subList(from, Math.min(words.size(), from + sentences)))
          .tokens()
          .forEach(t -> values.add(t.form() + " " + t.value("xpos") + " " + t.lemma()));
    }
    return values;
  }

  private void exit() throws Exception {
    TaggingPipeline pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu());
    CountDownLatch working = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      Thread caller =
          new Thread(
              () -> {
                pipeline.tag(TinyModel.sentences(5));
                working.countDown();
                try {
                  while (true) {
                    pipeline.tag(TinyModel.sentences(50));
                  }
                } catch (IllegalStateException e) {
                  System.out.println("refused");
                }
              });
      caller.setDaemon(true);
      caller.start();
    }
    working.await();
    Thread.sleep(count % 5 * 7);
    System.exit(3);
  }
}
