package dms.hub.cli;

import java.io.IOException;

/**
 * The input cannot be read, for the reason that is its cause; so it cannot be mistaken for a
 * failure to write.
 */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient IOException reason;

  InputException(IOException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  IOException reason() {
    return reason;
  }
}
