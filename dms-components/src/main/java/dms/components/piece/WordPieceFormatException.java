package dms.components.piece;

import dms.core.file.FaultyFileException;

/**
 * A tokenizer's file that is damaged or of a kind that this package does not read. The message
 * names the file and the reason.
 */
public final class WordPieceFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /** Makes the message {@code FILE: REASON}. */
  public WordPieceFormatException(String file, String reason) {
    this(file, reason, null);
  }

  /** Makes the message {@code FILE: REASON}, with the failure behind it. */
  public WordPieceFormatException(String file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}
