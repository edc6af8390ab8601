package dms.core.tensor;

/**
 * Counts how often a thread waits for a device to read numbers from it: what a training step on a
 * card must not do. Only work that asks to be counted is; libtorch's own waits, in operations such
 * as {@code nonzero}, are not seen.
 */
public final class HostReads {
  private static final ThreadLocal<HostReads> COUNTING = new ThreadLocal<>();

  private long count;

  private HostReads() {}

  /** Work that may throw. */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    /** Does it. */
    void run() throws E;
  }

  /** Runs the work on this thread and gives the number of its reads, those within it included. */
  public static <E extends Exception> long of(Work<E> work) throws E {
    HostReads outer = COUNTING.get();
    HostReads reads = new HostReads();
    COUNTING.set(reads);
    try {
      work.run();
    } finally {
      if (outer == null) {
        COUNTING.remove();
      } else {
        outer.count += reads.count;
        COUNTING.set(outer);
      }
    }
    return reads.count;
  }

  static void add() {
    HostReads counting = COUNTING.get();
    if (counting != null) {
      counting.count++;
    }
  }
}
