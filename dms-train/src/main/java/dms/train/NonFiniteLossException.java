package dms.train;

import dms.core.corpus.Sentence;
import dms.hub.cli.ExitCoded;
import dms.hub.cli.ExitCodes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A loss or gradient is infinite or not a number. The weights of the last checkpoint are sound. */
public final class NonFiniteLossException extends RuntimeException implements ExitCoded {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 5;

  /**
   * @param step optimizer step, from 0
   * @param values losses by decoder, or the gradient's norm
   * @param sentences of the batch
   */
  public NonFiniteLossException(long step, Map<String, Double> values, List<Sentence> sentences) {
    super(
        ("step %d: expected finite values, found %s; sentences: %s; "
                + "the last checkpoint is sound: lower optimizer.learningRate, set optimizer.clipNorm, "
                + "or look at these sentences, then --resume")
            .formatted(step, values, sources(sentences)));
  }

  @Override
  public int exitCode() {
    return ExitCodes.DIVERGED;
  }

  private static String sources(List<Sentence> sentences) {
    String shown =
        sentences.stream()
            .limit(SHOWN)
            .map(s -> s.source() + s.id().map(id -> " (" + id + ")").orElse(""))
            .collect(Collectors.joining(", "));
    int more = sentences.size() - SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
