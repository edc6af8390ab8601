package dms.train;

/** What the training steps of this process did and how long they took; serves one thread. */
final class Throughput {
  private static final double NANOS_PER_SECOND = 1e9;

  private long tokens;
  private long nanos;
  private int epochs;

  /** Counts a step over so many tokens. */
  void addStep(long stepTokens, long stepNanos) {
    tokens += stepTokens;
    nanos += stepNanos;
  }

  /** Counts an epoch that came to its end. */
  void addEpoch() {
    epochs++;
  }

  /** Epochs that came to their end. */
  int epochs() {
    return epochs;
  }

  /** Tokens in a second of training steps, evaluation apart; 0 without a step. */
  double tokensPerSecond() {
    return nanos == 0 ? 0 : tokens * NANOS_PER_SECOND / nanos;
  }
}
