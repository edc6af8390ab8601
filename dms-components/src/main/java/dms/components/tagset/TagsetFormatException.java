package dms.components.tagset;

import dms.core.file.FaultyFileException;

/** A file that describes a tagset, or lists tags, and breaks its format. */
public final class TagsetFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /** Makes the message {@code SOURCE: REASON}. */
  public TagsetFormatException(String source, String reason) {
    super(source + ": " + reason);
  }

  /** Makes the message {@code SOURCE:LINE: REASON}. */
  public TagsetFormatException(String source, int line, String reason) {
    super(source + ":" + line + ": " + reason);
  }
}
