package dms.hub.catalogue;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param attempts in a row that may bring nothing before an address is given up
 * @param firstDelay before the second attempt; it doubles with each, less up to half by chance
 * @param longestDelay to which it grows
 * @param longestRetryAfter that a server may ask for
 * @param connectTimeout for a connection
 * @param idleTimeout for the answer to a request, and in which a body must bring 1,024 bytes
 * @param lockWait for another process that downloads the same model; after it both download
 * @param locks whether files are locked; without, several processes may download the same bytes
 */
public record DownloadLimits(
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    Duration longestRetryAfter,
    Duration connectTimeout,
    Duration idleTimeout,
    Duration lockWait,
    boolean locks) {
  /** The usual ones. */
  public static final DownloadLimits STANDARD =
      new DownloadLimits(
          6,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMinutes(30),
          true);

  /** The same with or without locks. */
  public DownloadLimits withLocks(boolean used) {
    return new DownloadLimits(
        attempts,
        firstDelay,
        longestDelay,
        longestRetryAfter,
        connectTimeout,
        idleTimeout,
        lockWait,
        used);
  }
}
