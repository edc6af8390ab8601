package dms.hub.catalogue;

import java.io.IOException;

/** The model home cannot be written: it is read-only or full. */
public final class CacheException extends IOException {
  private static final long serialVersionUID = 1L;

  CacheException(String message, Throwable cause) {
    super(message, cause);
  }
}
