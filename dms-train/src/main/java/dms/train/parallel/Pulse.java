package dms.train.parallel;

import dms.core.tensor.NativeScope;
import dms.train.parallel.Rendezvous.StoreTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which process failed or is gone. A thread of each process counts up a number in the table
 * of the {@link Rendezvous} and looks whether the others do; who stands still for long is gone.
 * Time is counted in its own looks, so that a machine that slept finds nobody missing.
 */
final class Pulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final String PULSE = "pulse/";
  private static final String VERDICT = "verdict";
  private static final String ENDED = "ended";
  private static final long TICK_MILLIS = 500;

  /** Looks without a change after which a process is gone: 20 s. */
  private static final int PATIENCE = 40;

  /** The same once a connection has broken: 3 s. */
  private static final int SUSPICION = 6;

  /** How long a process that failed stays, so that the others can read why. */
  private static final long FAREWELL_MILLIS = 4 * TICK_MILLIS;

  private static final long VERDICT_SECONDS = 15;

  private final RankPlace place;
  private final Rendezvous rendezvous;
  private final String[] seen;
  private final int[] still;
  private final Thread thread;
  private volatile boolean suspicious;
  private volatile boolean closed;
  private volatile Optional<String> verdict = Optional.empty();
  private final List<Runnable> consequences = new CopyOnWriteArrayList<>();

  Pulse(Rendezvous rendezvous) {
    this.rendezvous = rendezvous;
    this.place = rendezvous.place();
    this.seen = new String[place.size()];
    this.still = new int[place.size()];
    this.thread = new Thread(this::beat, "dms-pulse");
    thread.setDaemon(true);
    thread.start();
  }

  @SuppressWarnings("try")
  private void beat() {
    try (NativeScope scope = NativeScope.open()) {
      StoreTable table = new StoreTable(rendezvous.another());
      for (long count = 0; !closed && verdict.isEmpty(); count++) {
        table.put(PULSE + place.rank(), Long.toString(count));
        verdict = look(table);
        if (verdict.isEmpty()) {
          TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
      }
      if (verdict.isPresent()) {
        consequences.forEach(Pulse::run);
      } else {
        table.put(PULSE + place.rank(), ENDED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("The table of the processes cannot be reached", e);
      verdict = verdict.or(() -> Optional.of(gone(0)));
      consequences.forEach(Pulse::run);
    }
  }

  private static void run(Runnable consequence) {
    try {
      consequence.run();
    } catch (RuntimeException e) {
      LOG.debug("What follows from the loss of a process failed", e);
    }
  }

  /** Has something done, on another thread, when a process failed or is gone. */
  void onLoss(Runnable consequence) {
    consequences.add(consequence);
  }

  /** Takes back what {@link #onLoss} was given. */
  void forget(Runnable consequence) {
    consequences.remove(consequence);
  }

  /** Whether a process failed or is gone. */
  boolean isLost() {
    return verdict.isPresent();
  }

  private Optional<String> look(StoreTable table) {
    if (table.has(VERDICT)) {
      return Optional.of(table.get(VERDICT));
    }
    for (int rank = 0; rank < place.size(); rank++) {
      if (rank != place.rank() && hasStopped(table, rank)) {
        return Optional.of(table.putIfAbsent(VERDICT, gone(rank)));
      }
    }
    return Optional.empty();
  }

  private boolean hasStopped(StoreTable table, int rank) {
    String now = table.has(PULSE + rank) ? table.get(PULSE + rank) : "";
    boolean moves = !now.equals(seen[rank]) || now.equals(ENDED);
    seen[rank] = now;
    still[rank] = moves ? 0 : still[rank] + 1;
    return still[rank] >= (suspicious ? SUSPICION : PATIENCE);
  }

  private static String gone(int rank) {
    return "rank " + rank + " is gone: its process was killed, or its machine cannot be reached";
  }

  /**
   * Checks that no process is known to be gone.
   *
   * @throws LostRankException otherwise
   */
  void requireAll() {
    if (verdict.isPresent()) {
      throw new LostRankException(verdict.get(), null);
    }
  }

  /** Finds out whose fault it is that a connection broke; takes some seconds. */
  LostRankException explain(RuntimeException broken) {
    suspicious = true;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(VERDICT_SECONDS);
    while (verdict.isEmpty() && thread.isAlive() && System.nanoTime() < end) {
      sleep(TICK_MILLIS / 5);
    }
    String first = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    return new LostRankException(
        verdict.orElse("the connection to another process broke: " + first), broken);
  }

  /** Lets the others know that this process fails, and gives them time to read it. */
  void fail(String message) {
    if (verdict.isEmpty() && thread.isAlive()) {
      String told = "rank %d failed: %s".formatted(place.rank(), message);
      try {
        new StoreTable(rendezvous.store()).putIfAbsent(VERDICT, told);
      } catch (RuntimeException e) {
        LOG.debug("The table of the processes cannot be reached", e);
      }
    }
    if (place.rank() == 0) {
      sleep(FAREWELL_MILLIS);
    }
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(TICK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
