package dms.hub;

import dms.hub.ModelCall.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls that wait for the model. Workers take a batch of each in turn, so that a long call lets
 * short ones in between; small batches of several calls are taken together.
 */
final class CallQueue {
  private final int maxTokens;
  private final int maxSentences;
  private final boolean shares;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Why nothing is taken any more; empty as long as something is. */
  private String refusal = "";

  /** A call of which the batches from {@code next} on wait. */
  private record Waiting(ModelCall call, int next) {
    Part part() {
      return new Part(call, next);
    }
  }

  /**
   * @param maxTokens most tokens that are taken together
   * @param maxSentences most sentences that are taken together
   * @param shares whether batches of several calls are taken together at all
   */
  CallQueue(int maxTokens, int maxSentences, boolean shares) {
    this.maxTokens = maxTokens;
    this.maxSentences = maxSentences;
    this.shares = shares;
  }

  /**
   * Adds a call.
   *
   * @throws IllegalStateException when calls are refused
   */
  void add(ModelCall call) {
    lock.lock();
    try {
      requireOpen();
      waiting.add(new Waiting(call, 0));
      arrival.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what is left of a call out of the queue. */
  void withdraw(ModelCall call) {
    lock.lock();
    try {
      waiting.removeIf(other -> other.call == call);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for batches and takes what fits together; nothing once calls are refused. */
  List<Part> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && refusal.isEmpty()) {
        arrival.awaitUninterruptibly();
      }
      List<Part> taken = new ArrayList<>();
      long tokens = 0;
      long sentences = 0;
      while (!waiting.isEmpty()) {
        Part part = waiting.peek().part();
        boolean again = taken.stream().anyMatch(other -> other.call() == part.call());
        tokens += part.tokens();
        sentences += part.sentences().size();
        boolean fits = shares && tokens <= maxTokens && sentences <= maxSentences;
        // The batches of one call were parted for the other workers.
        if (!taken.isEmpty() && (again || !fits)) {
          break;
        }
        taken.add(part);
        advance(waiting.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** The next batch of the call has to wait for the other calls. */
  private void advance(Waiting first) {
    if (first.next + 1 < first.call.size()) {
      waiting.add(new Waiting(first.call, first.next + 1));
    }
  }

  /**
   * Does nothing as long as calls are taken.
   *
   * @throws IllegalStateException when they are refused
   */
  void requireOpen() {
    lock.lock();
    try {
      if (!refusal.isEmpty()) {
        throw refused();
      }
    } finally {
      lock.unlock();
    }
  }

  private IllegalStateException refused() {
    return new IllegalStateException("tagging pipeline: " + refusal);
  }

  /** Refuses what waits, and whatever comes, for the reason that was given first. */
  void refuse(String reason) {
    lock.lock();
    try {
      refusal = refusal.isEmpty() ? reason : refusal;
      waiting.forEach(left -> left.call.fail(refused()));
      waiting.clear();
      arrival.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
