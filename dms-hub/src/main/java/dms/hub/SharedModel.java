package dms.hub;

import dms.core.batch.BatchPlanner;
import dms.core.component.EncodersDecoders;
import dms.core.component.Prediction;
import dms.core.corpus.Sentence;
import dms.core.tensor.NativeRuntime;
import dms.hub.ModelCall.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model for any number of threads. Workers of its own run it, so that native memory, caches and
 * OpenMP's threads are theirs whoever calls. Callers leave batches of sentences and wait; a worker
 * takes what waits, up to the tokens of a batch, computes it together by length, and answers. It
 * never waits for more to come.
 *
 * <p>On the processor there are several workers with few threads each: a small model makes small
 * operations, which gain little from a second thread, and while one worker reads what the model
 * gave the other computes.
 *
 * <p>When the process is asked to end, a shutdown hook lets the batches under way finish: native
 * code that runs while libtorch is taken down would crash.
 */
final class SharedModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedModel.class);

  /** Held while libtorch's number of threads is that of a worker and not that of the process. */
  private static final Object THREADS = new Object();

  private static final String CLOSED = "closed already; load a new one";

  private final EncodersDecoders model;
  private final PipelineOptions options;
  private final BatchPlanner planner;
  private final CallQueue queue;
  private final List<Thread> workers;
  private final AtomicInteger running;
  private final Thread hook;

  /**
   * Starts its workers.
   *
   * @param name of the model, for the threads'
   * @param model taken over, to be closed by this
   * @param maxSentences most sentences of a batch
   * @throws IllegalStateException when the process is ending
   */
  SharedModel(String name, EncodersDecoders model, PipelineOptions options, int maxSentences) {
    this.model = model;
    this.options = options;
    options.precision().warnIfSlow(options.device());
    this.planner = new BatchPlanner(options.batchTokens(), maxSentences);
    this.queue = new CallQueue(options.batchTokens(), maxSentences, options.sharesBatches());
    NativeRuntime runtime = NativeRuntime.load();
    synchronized (THREADS) {
      int threads = options.threads().orElseGet(runtime::threads);
      int before = runtime.threads();
      int count = model.runsAtOnce() ? options.workers(threads) : 1;
      CountDownLatch started = new CountDownLatch(count);
      this.running = new AtomicInteger(count);
      this.workers =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      new Thread(
                          () -> work((threads + i) / count, started),
                          "dms-model-%s-%d".formatted(name, i)))
              .toList();
      this.hook = new Thread(() -> stop("the process is ending"), "dms-stop-" + name);
      start();
      restoreThreads(started, runtime, before);
    }
  }

  private void start() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      model.close();
      throw e;
    }
    workers.forEach(
        worker -> {
          worker.setDaemon(true);
          worker.start();
        });
  }

  /** Threads that are new to libtorch take the number that was set last, whoever set it. */
  private static void restoreThreads(CountDownLatch started, NativeRuntime runtime, int threads) {
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    runtime.useThreads(threads);
  }

  /** Number of batches that are computed at the same time. */
  int workers() {
    return workers.size();
  }

  /**
   * Asks for predictions; {@link #await} gives them.
   *
   * @param batches at least one, each of sentences that are computed together
   * @param detailed whether probabilities and sources are asked for
   * @throws IllegalStateException when this is closed
   */
  ModelCall call(List<List<Sentence>> batches, boolean detailed) {
    ModelCall call = new ModelCall(batches, detailed);
    queue.add(call);
    return call;
  }

  /**
   * Waits for what was asked for.
   *
   * @return for each batch and sentence, by the decoder's name, one prediction per token
   * @throws dms.core.component.ComponentException when a component fails
   * @throws IllegalStateException when this is closed before the call's turn comes
   * @throws java.util.concurrent.CancellationException when the thread is interrupted; it stays so
   */
  List<List<Map<String, List<Prediction>>>> await(ModelCall call) {
    return call.await(() -> withdraw(call));
  }

  /** Takes back what no worker has begun with. */
  void withdraw(ModelCall call) {
    queue.withdraw(call);
  }

  /**
   * Does nothing while this is open.
   *
   * @throws IllegalStateException when it is closed
   */
  void requireOpen() {
    queue.requireOpen();
  }

  private void work(int threads, CountDownLatch started) {
    List<Part> some = List.of();
    try {
      try {
        NativeRuntime runtime = NativeRuntime.load();
        // OpenMP keeps its number of threads per thread, which takes over that of the process when
        // libtorch first asks for it.
        runtime.threads();
        runtime.useThreads(threads);
      } finally {
        started.countDown();
      }
      for (some = queue.take(); !some.isEmpty(); some = queue.take()) {
        answer(some);
      }
    } finally {
      queue.refuse(CLOSED);
      IllegalStateException ended =
          new IllegalStateException("tagging pipeline: the thread that computed it has ended");
      some.forEach(part -> part.call().fail(ended));
      if (running.decrementAndGet() == 0) {
        model.close();
      }
    }
  }

  /** A failure is that of one call: the others of the batch are tried again by themselves. */
  private void answer(List<Part> parts) {
    try {
      List<Sentence> all = parts.stream().flatMap(part -> part.sentences().stream()).toList();
      boolean detailed = parts.stream().anyMatch(Part::detailed);
      List<Map<String, List<Prediction>>> predictions = compute(all, detailed);
      int begin = 0;
      for (Part part : parts) {
        int end = begin + part.sentences().size();
        part.answer(predictions.subList(begin, end));
        begin = end;
      }
    } catch (RuntimeException | Error e) {
      if (parts.size() == 1) {
        queue.withdraw(parts.get(0).call());
        parts.get(0).call().fail(e);
      } else {
        LOG.debug("A batch of {} calls failed; each is tried alone", parts.size(), e);
        parts.forEach(part -> answer(List.of(part)));
      }
    }
  }

  private List<Map<String, List<Prediction>>> compute(List<Sentence> sentences, boolean detailed) {
    int[] lengths = sentences.stream().mapToInt(Sentence::size).toArray();
    List<Map<String, List<Prediction>>> predictions =
        new ArrayList<>(Collections.nCopies(lengths.length, Map.of()));
    for (int[] positions : planner.planInOrder(lengths, lengths.length)) {
      List<Sentence> batch = Arrays.stream(positions).mapToObj(sentences::get).toList();
      Map<String, List<List<Prediction>>> ofDecoders =
          options.precision().supply(model.device(), () -> run(batch, detailed));
      for (int i = 0; i < positions.length; i++) {
        Map<String, List<Prediction>> ofSentence = new HashMap<>();
        for (Map.Entry<String, List<List<Prediction>>> decoder : ofDecoders.entrySet()) {
          ofSentence.put(decoder.getKey(), decoder.getValue().get(i));
        }
        predictions.set(positions[i], ofSentence);
      }
    }
    return predictions;
  }

  private Map<String, List<List<Prediction>>> run(List<Sentence> batch, boolean detailed) {
    if (detailed) {
      return model.analyze(batch, options.mode());
    }
    Map<String, List<List<Prediction>>> bare = new HashMap<>();
    model
        .predict(batch, options.mode())
        .forEach((name, values) -> bare.put(name, values.stream().map(SharedModel::bare).toList()));
    return bare;
  }

  private static List<Prediction> bare(List<String> values) {
    return values.stream().map(Prediction::of).toList();
  }

  /** Refuses what waits, lets the batches under way finish, and frees the model. */
  @Override
  public void close() {
    stop(CLOSED);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("The process is ending; its hook has done the same", e);
    }
  }

  private void stop(String reason) {
    queue.refuse(reason);
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
