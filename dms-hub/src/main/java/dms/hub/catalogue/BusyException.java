package dms.hub.catalogue;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The server cannot answer now and may say when to ask again. */
final class BusyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  private BusyException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /**
   * What to do after an answer such as 429 or 503.
   *
   * @return the wait as the server says, else an ordinary failure
   * @throws DownloadException when it asks for a longer wait than is allowed
   */
  static IOException of(HttpAnswer answer, DownloadLimits limits) throws DownloadException {
    String message = "the server answered " + answer.status();
    Optional<Duration> wait = answer.header("Retry-After").flatMap(BusyException::parse);
    if (wait.isEmpty()) {
      return new IOException(message);
    }
    if (wait.get().compareTo(limits.longestRetryAfter()) > 0) {
      throw new DownloadException(
          "%s: %s and asks to come back in %d s; try again then"
              .formatted(answer.address(), message, wait.get().toSeconds()));
    }
    return new BusyException(message, wait.get());
  }

  private static Optional<Duration> parse(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), time);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
