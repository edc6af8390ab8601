package dms.components.vectors;

import dms.core.file.FaultyFileException;

/**
 * A file of word vectors that breaks its format. The message names the file, the line where there
 * is one, what was expected and what was found.
 */
public final class VectorFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /** Makes the message {@code SOURCE: PROBLEM}. */
  public VectorFormatException(String source, String problem) {
    this(source, problem, null);
  }

  /** Makes the message {@code SOURCE: PROBLEM}, with the failure behind it. */
  public VectorFormatException(String source, String problem, Throwable cause) {
    super(source + ": " + problem, cause);
  }

  static VectorFormatException ofLine(Object file, long line, String problem) {
    return new VectorFormatException(file + ":" + line, problem);
  }
}
