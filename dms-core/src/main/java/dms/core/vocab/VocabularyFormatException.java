package dms.core.vocab;

import dms.core.file.FaultyFileException;

/** A vocabulary file that breaks its format. The message names the file and the reason. */
public final class VocabularyFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /** Makes the message {@code SOURCE: REASON}. */
  public VocabularyFormatException(String source, String reason) {
    this(source, reason, null);
  }

  /** Makes the message {@code SOURCE: REASON}, with the failure behind it. */
  public VocabularyFormatException(String source, String reason, Throwable cause) {
    super(source + ": " + reason, cause);
  }
}
