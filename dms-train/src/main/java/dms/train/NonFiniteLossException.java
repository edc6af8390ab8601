package dms.train;

import dms.core.corpus.Sentence;
import dms.hub.cli.ExitCoded;
import dms.hub.cli.ExitCodes;
import java.util.List;
import java.util.Map;

/**
 * A loss, a gradient or a weight is infinite or not a number. Nothing of it is saved: the weights
 * of the last checkpoint are sound.
 */
public final class NonFiniteLossException extends RuntimeException implements ExitCoded {
  private static final long serialVersionUID = 1L;

  /**
   * @param step optimizer step, from 0
   * @param values losses by decoder, or the gradient's norm
   * @param sentences of the step
   */
  public NonFiniteLossException(long step, Map<String, Double> values, List<Sentence> sentences) {
    this(step, "values, found " + values, sentences);
  }

  private NonFiniteLossException(long step, String expected, List<Sentence> sentences) {
    super(
        ("step %d: expected finite %s; sentences: %s; the last checkpoint is sound; "
                + "start a run of another name with a lower optimizer.learningRate or "
                + "optimizer.clipNorm, or look at these sentences")
            .formatted(step, expected, StepSources.of(sentences)));
  }

  /**
   * When weights are not finite after a step.
   *
   * @param step the step, from 0
   * @param sentences of the step
   */
  static NonFiniteLossException ofWeights(long step, List<Sentence> sentences) {
    return new NonFiniteLossException(
        step, "weights, found one that is infinite or not a number", sentences);
  }

  @Override
  public int exitCode() {
    return ExitCodes.DIVERGED;
  }
}
