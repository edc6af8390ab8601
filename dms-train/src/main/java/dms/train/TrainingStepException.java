package dms.train;

import dms.core.corpus.Sentence;
import java.util.List;

/** The native library failed in a step of training, outside of any component. */
public final class TrainingStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param step optimizer step, from 0
   * @param work what failed, such as {@code backward}
   * @param batch description of what it was done to
   * @param sentences of the batch
   * @param cause the native error; the first line of its message is told, the rest is C++
   */
  public TrainingStepException(
      long step, String work, String batch, List<Sentence> sentences, RuntimeException cause) {
    super(
        "step %d: %s of %s: %s; sentences: %s"
            .formatted(step, work, batch, firstLine(cause), StepSources.of(sentences)),
        cause);
  }

  private static String firstLine(RuntimeException cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  /** Runs native work; what it throws is wrapped once. */
  static void run(
      long step, String work, String batch, List<Sentence> sentences, Runnable nativeWork) {
    try {
      nativeWork.run();
    } catch (RuntimeException e) {
      throw new TrainingStepException(step, work, batch, sentences, e);
    }
  }
}
