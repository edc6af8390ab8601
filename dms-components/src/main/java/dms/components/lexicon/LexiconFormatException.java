package dms.components.lexicon;

import dms.core.file.FaultyFileException;

/**
 * A file of lemmas that breaks its format. The message names the file, what was expected, what was
 * found and what to do.
 */
public final class LexiconFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /** Makes the message {@code SOURCE: PROBLEM}. */
  public LexiconFormatException(String source, String problem) {
    super(source + ": " + problem);
  }

  /** Makes the message {@code SOURCE: PROBLEM}, with the failure behind it. */
  public LexiconFormatException(String source, String problem, Throwable cause) {
    super(source + ": " + problem, cause);
  }
}
