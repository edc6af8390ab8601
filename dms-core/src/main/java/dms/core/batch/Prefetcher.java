package dms.core.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes batches ahead of the loop that uses them, on background threads, and delivers them in
 * order. A batch is plain Java until its user opens it, so nothing native is made here.
 *
 * <p>Used and closed by one thread. The user of a delivered batch closes it; the prefetcher closes
 * those that it did not deliver.
 */
public final class Prefetcher implements Iterator<Batch>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Prefetcher.class);
  private static final int PATIENCE_SECONDS = 10;

  private final int count;
  private final IntFunction<Batch> maker;
  private final int depth;
  private final Optional<ExecutorService> workers;
  private final Deque<FutureTask<Batch>> pending = new ArrayDeque<>();
  private int submitted;
  private long waitedNanos;
  private boolean closed;

  /**
   * A prefetcher whose threads begin to work at once.
   *
   * @param count number of batches
   * @param maker makes the batch of an index from 0 to {@code count - 1}; called once for each, by
   *     several threads at a time
   * @param threads number of threads; with 0 {@link #next()} makes each batch itself
   * @param depth most batches that are made or in the making and not delivered
   * @throws IllegalArgumentException when a number is negative, or the depth 0
   */
  public Prefetcher(int count, IntFunction<Batch> maker, int threads, int depth) {
    if (count < 0 || threads < 0 || depth < 1) {
      throw new IllegalArgumentException(
          "prefetcher: expected 0 or more batches and threads and a depth of 1 or more, "
              + "found %d batches, %d threads, depth %d".formatted(count, threads, depth));
    }
    this.count = count;
    this.maker = maker;
    this.depth = threads == 0 ? 1 : depth;
    this.workers =
        threads == 0
            ? Optional.empty()
            : Optional.of(Executors.newFixedThreadPool(threads, daemons()));
    fill();
  }

  private static ThreadFactory daemons() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "dms-prefetch-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private void fill() {
    while (pending.size() < depth && submitted < count) {
      int index = submitted++;
      FutureTask<Batch> task = new FutureTask<>(() -> maker.apply(index));
      pending.add(task);
      workers.ifPresent(pool -> pool.execute(task));
    }
  }

  /** Whether there is a batch left; none is once this is closed. */
  @Override
  public boolean hasNext() {
    return !closed && !pending.isEmpty();
  }

  /**
   * The next batch, to be closed by the caller. Waits until it is made.
   *
   * @throws IllegalStateException when it could not be made, with the cause, or this is closed
   * @throws CancellationException when the thread is interrupted; it stays interrupted
   * @throws NoSuchElementException when none is left
   */
  @Override
  public Batch next() {
    if (closed) {
      throw new IllegalStateException("prefetcher: closed already");
    }
    if (pending.isEmpty()) {
      throw new NoSuchElementException("prefetcher: all %d batches are delivered".formatted(count));
    }
    int index = submitted - pending.size();
    long start = System.nanoTime();
    Batch batch = await(index);
    waitedNanos += System.nanoTime() - start;
    pending.remove();
    fill();
    return batch;
  }

  private Batch await(int index) {
    FutureTask<Batch> task = pending.element();
    if (workers.isEmpty()) {
      task.run();
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      close();
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(
          "prefetcher: batch %d of %d could not be made: %s"
              .formatted(index + 1, count, e.getCause().getMessage()),
          e.getCause());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new CancellationException("prefetcher: interrupted while waiting for a batch");
    }
  }

  /** Nanoseconds that {@link #next()} took so far: what the background work did not hide. */
  public long waitedNanos() {
    return waitedNanos;
  }

  /**
   * Stops the threads and closes the batches that were not delivered; a second call does nothing.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    workers.ifPresent(Prefetcher::stop);
    pending.stream().filter(FutureTask::isDone).forEach(Prefetcher::closeBatch);
    pending.clear();
  }

  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn(
            "A batch is still in the making {} s after the prefetcher was closed; "
                + "its thread ends when it is made",
            PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeBatch(FutureTask<Batch> done) {
    try {
      done.get().close();
    } catch (ExecutionException e) {
      LOG.debug("A batch that nobody asked for could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
