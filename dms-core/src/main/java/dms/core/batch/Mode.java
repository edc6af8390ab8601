package dms.core.batch;

/** What a batch is run for. */
public enum Mode {
  /**
   * Dropout is active, targets are known, a decoder that reads another one's output gets the gold
   * values where there are any.
   */
  TRAINING(true, true),
  /** No dropout, targets are known, decoders read predictions: what a user will get. */
  EVALUATION(false, false),
  /** No dropout, targets are known, decoders read gold values: how good a decoder is by itself. */
  EVALUATION_WITH_GOLD_INPUTS(false, true),
  /** No dropout, no targets. */
  INFERENCE(false, false);

  private final boolean training;
  private final boolean goldInputs;

  Mode(boolean training, boolean goldInputs) {
    this.training = training;
    this.goldInputs = goldInputs;
  }

  /** Whether dropout is active. */
  public boolean training() {
    return training;
  }

  /** Whether a decoder that reads another one's output gets the gold values. */
  public boolean goldInputs() {
    return goldInputs;
  }

  /** Whether decoders are given their targets. */
  public boolean hasTargets() {
    return this != INFERENCE;
  }
}
