package dms.core.component;

/**
 * Offered by decoders that know which values they met in training, so that an evaluation can tell
 * how they do on values they never met.
 */
public interface SeenValues {
  /** Whether the value was the gold value of a token in training. */
  boolean seenInTraining(String value);
}
