package dms.hub.catalogue;

import java.nio.file.NoSuchFileException;

/** No model has the name that was asked for; the reason lists those that are known. */
public final class UnknownModelException extends NoSuchFileException {
  private static final long serialVersionUID = 1L;

  UnknownModelException(String name, String reason) {
    super(name, null, reason);
  }
}
