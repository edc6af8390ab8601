package dms.hub.archive;

import dms.core.file.FaultyFileException;
import java.nio.file.Path;

/**
 * An archive is damaged, is none that DMS reads, or holds what the archive of a bundle may not. The
 * message names the archive, what was expected, what was found and what to do.
 */
public final class ArchiveException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  /** Makes the message {@code ARCHIVE: PROBLEM}. */
  public ArchiveException(Path archive, String problem) {
    this(archive, problem, null);
  }

  /** Makes the message {@code ARCHIVE: PROBLEM}, with the failure behind it. */
  public ArchiveException(Path archive, String problem, Throwable cause) {
    super(archive + ": " + problem, cause);
  }
}
