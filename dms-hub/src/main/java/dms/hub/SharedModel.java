package dms.hub;

import dms.core.batch.BatchPlanner;
import dms.core.component.EncodersDecoders;
import dms.core.component.Prediction;
import dms.core.corpus.Sentence;
import dms.core.tensor.NativeRuntime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model for any number of threads. A thread of its own runs it, so that native memory, caches
 * and OpenMP's threads are those of one thread whoever calls. Callers leave their sentences and
 * wait; that thread takes what waits, up to the tokens of a batch, computes it together by length,
 * and answers. It never waits for more to come.
 *
 * <p>When the process is asked to end, a shutdown hook lets the batch under way finish: native code
 * that runs while libtorch is taken down would crash.
 */
final class SharedModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedModel.class);
  private static final String CLOSED = "closed already; load a new one";

  private final EncodersDecoders model;
  private final PipelineOptions options;
  private final int maxSentences;
  private final BatchPlanner planner;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final Deque<Request> waiting = new ArrayDeque<>();

  /** Why nothing is taken any more; empty as long as something is. */
  private String refusal = "";

  private final Thread worker;
  private final Thread hook;

  /** Sentences of one caller, and the answer: for each sentence the predictions by decoder. */
  private record Request(
      List<Sentence> sentences,
      boolean detailed,
      CompletableFuture<List<Map<String, List<Prediction>>>> answer) {
    int tokens() {
      return sentences.stream().mapToInt(Sentence::size).sum();
    }
  }

  /**
   * Starts its thread.
   *
   * @param name of the model, for the thread's
   * @param model taken over, to be closed by this
   * @param maxSentences most sentences of a batch
   * @throws IllegalStateException when the process is ending
   */
  SharedModel(String name, EncodersDecoders model, PipelineOptions options, int maxSentences) {
    this.model = model;
    this.options = options;
    options.precision().warnIfSlow(options.device());
    this.maxSentences = maxSentences;
    this.planner = new BatchPlanner(options.batchTokens(), maxSentences);
    this.worker = new Thread(this::work, "dms-model-" + name);
    worker.setDaemon(true);
    this.hook = new Thread(() -> stop("the process is ending"), "dms-stop-" + name);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      model.close();
      throw e;
    }
    worker.start();
  }

  /**
   * Runs the model on sentences.
   *
   * @param sentences that make up a batch
   * @param detailed whether probabilities and sources are asked for
   * @return for each sentence, by the decoder's name, one prediction per token
   * @throws dms.core.component.ComponentException when a component fails
   * @throws IllegalStateException when this is closed before the sentences' turn comes
   * @throws CancellationException when the thread is interrupted; it stays so
   */
  List<Map<String, List<Prediction>>> predict(List<Sentence> sentences, boolean detailed) {
    Request request = new Request(sentences, detailed, new CompletableFuture<>());
    enqueue(request);
    try {
      // An answer that is there already would be given without a look at the interruption.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return request.answer.get();
    } catch (InterruptedException e) {
      withdraw(request);
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("tagging pipeline: interrupted while waiting for the model");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      throw raised(e.getCause());
    }
  }

  private static RuntimeException raised(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  private void enqueue(Request request) {
    lock.lock();
    try {
      requireOpen();
      waiting.add(request);
      arrival.signal();
    } finally {
      lock.unlock();
    }
  }

  private void withdraw(Request request) {
    lock.lock();
    try {
      waiting.removeIf(other -> other == request);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does nothing while this is open.
   *
   * @throws IllegalStateException when it is closed
   */
  void requireOpen() {
    lock.lock();
    try {
      if (!refusal.isEmpty()) {
        throw closedAlready();
      }
    } finally {
      lock.unlock();
    }
  }

  private IllegalStateException closedAlready() {
    return new IllegalStateException("tagging pipeline: " + refusal);
  }

  private void work() {
    try {
      // OpenMP keeps its number of threads per thread; asking takes over that of the process.
      NativeRuntime runtime = NativeRuntime.load();
      runtime.useThreads(options.threads().orElseGet(runtime::threads));
      for (List<Request> some = take(); !some.isEmpty(); some = take()) {
        answer(some);
      }
    } finally {
      refuse(CLOSED);
      model.close();
    }
  }

  /** What waits, up to the tokens and sentences of a batch; nothing once this is closed. */
  private List<Request> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && refusal.isEmpty()) {
        arrival.awaitUninterruptibly();
      }
      List<Request> taken = new ArrayList<>();
      long tokens = 0;
      long sentences = 0;
      while (!waiting.isEmpty()) {
        tokens += waiting.peek().tokens();
        sentences += waiting.peek().sentences.size();
        boolean fits = tokens <= options.batchTokens() && sentences <= maxSentences;
        if (!taken.isEmpty() && !(options.sharesBatches() && fits)) {
          break;
        }
        taken.add(waiting.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** A failure is that of one caller: the others of the batch are tried again by themselves. */
  private void answer(List<Request> requests) {
    try {
      List<Sentence> all = requests.stream().flatMap(r -> r.sentences.stream()).toList();
      boolean detailed = requests.stream().anyMatch(Request::detailed);
      List<Map<String, List<Prediction>>> predictions = compute(all, detailed);
      int begin = 0;
      for (Request request : requests) {
        int end = begin + request.sentences.size();
        request.answer.complete(List.copyOf(predictions.subList(begin, end)));
        begin = end;
      }
    } catch (RuntimeException | Error e) {
      if (requests.size() == 1) {
        requests.get(0).answer.completeExceptionally(e);
      } else {
        LOG.debug("A batch of {} calls failed; each is tried alone", requests.size(), e);
        requests.forEach(request -> answer(List.of(request)));
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

  /** Refuses what waits, lets the batch under way finish, and frees the model. */
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
    refuse(reason);
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Refuses what waits, and whatever comes, for the reason that was given first. */
  private void refuse(String reason) {
    lock.lock();
    try {
      refusal = refusal.isEmpty() ? reason : refusal;
      waiting.forEach(request -> request.answer.completeExceptionally(closedAlready()));
      waiting.clear();
      arrival.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
