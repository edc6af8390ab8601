package dms.core.weights;

import dms.core.file.FaultyFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of weights does not belong to the model: lists every name that is missing, too much or of
 * another shape.
 */
public final class WeightsMismatchException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /**
   * @param source the file
   * @param missing parameters of the model that the file lacks
   * @param unexpected tensors of the file that the model lacks
   * @param misshapen what was expected and found, for names in both
   */
  public WeightsMismatchException(
      String source, List<String> missing, List<String> unexpected, List<String> misshapen) {
    super(message(source, missing, unexpected, misshapen));
  }

  private static String message(
      String source, List<String> missing, List<String> unexpected, List<String> misshapen) {
    List<String> parts = new ArrayList<>();
    if (!missing.isEmpty()) {
      parts.add("missing " + missing);
    }
    if (!unexpected.isEmpty()) {
      parts.add("unexpected " + unexpected);
    }
    if (!misshapen.isEmpty()) {
      parts.add("of another shape " + misshapen);
    }
    return source
        + ": the weights are not those of this model: "
        + String.join("; ", parts)
        + "; use the configuration they were trained with";
  }
}
