package dms.hub;

import dms.core.component.Prediction;
import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What one caller asks of a {@link SharedModel}: batches of sentences, which any of its workers
 * computes in any order, and the answer that holds them all.
 */
final class ModelCall {
  private final List<List<Sentence>> batches;
  private final boolean detailed;
  private final List<List<Map<String, List<Prediction>>>> predictions;
  private final CompletableFuture<List<List<Map<String, List<Prediction>>>>> answer =
      new CompletableFuture<>();
  private int unanswered;

  /** A batch of a call. */
  record Part(ModelCall call, int batch) {
    List<Sentence> sentences() {
      return call.batches.get(batch);
    }

    int tokens() {
      return sentences().stream().mapToInt(Sentence::size).sum();
    }

    boolean detailed() {
      return call.detailed;
    }

    /** Answers this part, and the call if it is the last one. */
    void answer(List<Map<String, List<Prediction>>> predicted) {
      call.answer(batch, predicted);
    }
  }

  /**
   * @param batches at least one
   * @param detailed whether probabilities and sources are asked for
   */
  ModelCall(List<List<Sentence>> batches, boolean detailed) {
    this.batches = List.copyOf(batches);
    this.detailed = detailed;
    this.predictions = new ArrayList<>(Collections.nCopies(batches.size(), List.of()));
    this.unanswered = batches.size();
  }

  /** Its batches in order. */
  int size() {
    return batches.size();
  }

  private synchronized void answer(int batch, List<Map<String, List<Prediction>>> predicted) {
    predictions.set(batch, List.copyOf(predicted));
    unanswered--;
    if (unanswered == 0) {
      answer.complete(List.copyOf(predictions));
    }
  }

  /** Ends the call, unless it has its answer. */
  void fail(Throwable cause) {
    answer.completeExceptionally(cause);
  }

  /**
   * Waits for the answer.
   *
   * @param withdraw run when the thread is interrupted and stops waiting
   * @return for each batch and sentence, by the decoder's name, one prediction per token
   * @throws CancellationException when the thread is interrupted; it stays so
   */
  List<List<Map<String, List<Prediction>>>> await(Runnable withdraw) {
    try {
      // An answer that is there already would be given without a look at the interruption.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return answer.get();
    } catch (InterruptedException e) {
      withdraw.run();
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
}
