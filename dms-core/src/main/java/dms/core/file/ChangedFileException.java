package dms.core.file;

import java.nio.file.Path;

/** A file no longer holds what it held when it was verified. */
public final class ChangedFileException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String problem;

  ChangedFileException(Path file, String expected, String found) {
    super(file + ": " + problem(expected, found));
    this.file = file;
    this.problem = problem(expected, found);
  }

  private static String problem(String expected, String found) {
    return "expected SHA-256 %s as when it was verified, found %s; it was changed meanwhile"
        .formatted(expected, found);
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** What is wrong, without the file. */
  public String problem() {
    return problem;
  }
}
