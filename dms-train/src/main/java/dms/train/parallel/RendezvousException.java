package dms.train.parallel;

import java.io.IOException;

/** The processes of a training did not come together. */
public final class RendezvousException extends IOException {
  private static final long serialVersionUID = 1L;

  RendezvousException(String message) {
    super(message);
  }

  RendezvousException(String message, Throwable cause) {
    super(message, cause);
  }
}
