package dms.train.parallel;

/**
 * The place of a process among those that train together.
 *
 * @param rank its number, from 0
 * @param size number of processes on all machines
 * @param localRank its number among those of its machine, from 0
 * @param localSize number of processes of its machine
 * @param host where rank 0 can be reached
 * @param port at which it listens; 0 lets rank 0 choose a free one
 * @param waitSeconds how long it waits for the others at the start
 */
public record RankPlace(
    int rank, int size, int localRank, int localSize, String host, int port, int waitSeconds) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when they do not fit together
   */
  public RankPlace {
    require(size >= 1, "world-size: expected 1 or more, found " + size);
    require(rank >= 0 && rank < size, "rank: expected 0 to %d, found %d".formatted(size - 1, rank));
    require(
        localRank >= 0 && localRank < localSize && localSize <= size,
        "local-rank: expected 0 to %d, found %d".formatted(localSize - 1, localRank));
    require(port >= 0 && port <= 65_535, "master: expected a port up to 65535, found " + port);
    require(waitSeconds >= 1, "wait: expected 1 or more seconds, found " + waitSeconds);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The same where rank 0 listens at another port. */
  public RankPlace withPort(int newPort) {
    return new RankPlace(rank, size, localRank, localSize, host, newPort, waitSeconds);
  }

  /** Whether all processes are on this machine. */
  boolean isOnOneMachine() {
    return localSize == size;
  }

  /**
   * Threads of one operation where the configuration leaves them open: the cores are shared out.
   *
   * @param processors cores of the machine
   * @return at least 1
   */
  public int threads(int processors) {
    return Math.max(1, processors / localSize);
  }

  /**
   * The device of this process.
   *
   * @param configured {@code training.device}: the processes of one machine get a card each, from
   *     the one named on
   */
  public String device(String configured) {
    if (localSize == 1 || !configured.startsWith("cuda")) {
      return configured;
    }
    String[] parts = configured.split(":", 2);
    int first = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
    return "cuda:" + (first + localRank);
  }
}
