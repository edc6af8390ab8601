package dms.components.layer;

import dms.core.file.FaultyFileException;

/**
 * A file of a pretrained transformer is damaged, of an unknown kind or does not go with the others.
 */
public final class TransformerFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /** Makes the message {@code SOURCE: REASON}. */
  public TransformerFormatException(String source, String reason) {
    super(source + ": " + reason);
  }

  /** Makes the message {@code SOURCE: REASON}, with the failure behind it. */
  public TransformerFormatException(String source, String reason, Throwable cause) {
    super(source + ": " + reason, cause);
  }
}
