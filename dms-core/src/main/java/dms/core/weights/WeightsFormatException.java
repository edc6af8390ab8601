package dms.core.weights;

import dms.core.file.FaultyFileException;
import java.nio.file.Path;

/** A weight file that breaks the safetensors format. The message names the file and the reason. */
public final class WeightsFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /** Makes the message {@code FILE: REASON}. */
  public WeightsFormatException(Path file, String reason) {
    this(file, reason, null);
  }

  /** Makes the message {@code FILE: REASON}, with the failure behind it. */
  public WeightsFormatException(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}
