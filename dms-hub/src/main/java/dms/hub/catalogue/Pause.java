package dms.hub.catalogue;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Waiting that an interrupt ends. */
final class Pause {
  private Pause() {}

  static void of(Duration time) throws InterruptedIOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }
}
