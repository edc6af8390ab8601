package dms.hub.catalogue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings a file from one address, in as many attempts as it takes, each from where the last ended.
 */
final class Transfer {
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;

  /** What a server may answer now and take back later. */
  static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/(.+)");
  private static final long LEAST_PER_WINDOW = 1_024;

  /** So much must be new for the failures before it to be forgotten. */
  private static final long LEAST_PROGRESS = 65_536;

  private final HttpRequests requests;
  private final DownloadLimits limits;
  private final CatalogueEntry model;
  private final URI address;
  private final PartialFile file;
  private final DownloadProgress progress;
  private Optional<String> tag = Optional.empty();

  Transfer(
      HttpRequests requests,
      DownloadLimits limits,
      CatalogueEntry model,
      URI address,
      PartialFile file,
      DownloadProgress progress) {
    this.requests = requests;
    this.limits = limits;
    this.model = model;
    this.address = address;
    this.file = file;
    this.progress = progress;
  }

  /**
   * Brings the file to its full length; its sum is not looked at.
   *
   * @throws DownloadException when this address does not have it
   * @throws CacheException when it cannot be written
   */
  void run() throws IOException {
    long furthest = file.size();
    int failures = 0;
    while (file.size() != model.size()) {
      try {
        attempt();
      } catch (DownloadException | CacheException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        // What counts is what was never reached before: a server may begin anew each time.
        if (file.size() >= furthest + LEAST_PROGRESS) {
          failures = 0;
        }
        furthest = Math.max(furthest, file.size());
        failures++;
        retry(failures, e);
      }
    }
  }

  private void retry(int failures, IOException failure) throws IOException {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (failures >= limits.attempts()) {
      throw new DownloadException(
          "%s: gave up after %d attempts that brought nothing new; the last: %s"
              .formatted(address, failures, reason),
          failure);
    }
    Duration delay = failure instanceof BusyException busy ? busy.retryAfter() : backoff(failures);
    progress.note(
        model.modelName(),
        "%s: %s; tries again in %.1f s".formatted(address, reason, delay.toMillis() / 1e3));
    Pause.of(delay);
  }

  private Duration backoff(int failures) {
    long most =
        Math.min(
            limits.longestDelay().toMillis(),
            limits.firstDelay().toMillis() << Math.min(failures - 1, 20));
    return Duration.ofMillis(most - ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }

  private void attempt() throws IOException {
    if (file.size() > model.size()) {
      file.restart();
    }
    long offset = file.size();
    Map<String, String> headers = new HashMap<>();
    if (offset > 0) {
      headers.put("Range", "bytes=" + offset + "-");
      tag.ifPresent(known -> headers.put("If-Range", known));
    }
    try (HttpAnswer answer = requests.get(address, headers)) {
      receive(answer, offset);
    }
  }

  private void receive(HttpAnswer answer, long offset) throws IOException {
    int status = answer.status();
    if (status == UNSATISFIABLE && offset > 0) {
      throw anew("the server does not know the range from byte " + offset);
    }
    if (PASSING.contains(status)) {
      throw BusyException.of(answer, limits);
    }
    if (status != 200 && (status != PARTIAL || offset == 0)) {
      throw new DownloadException("%s: the server answered %d".formatted(address, status));
    }
    answer.requireUnencoded();
    long begin = status == PARTIAL ? offset : 0;
    if (status == PARTIAL) {
      requireContinuation(answer, offset);
    } else {
      file.restart();
    }
    tag = answer.strongTag();
    if (answer.length().isPresent() && answer.length().getAsLong() != model.size() - begin) {
      throw wrongLength(begin + answer.length().getAsLong());
    }
    copy(answer.body());
  }

  private void requireContinuation(HttpAnswer answer, long offset) throws IOException {
    String range = answer.header("Content-Range").orElse("");
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) != offset) {
      throw anew(
          "expected the range from byte %d, found Content-Range '%s'".formatted(offset, range));
    }
    String total = matcher.group(2);
    if (!total.equals("*") && !total.equals(Long.toString(model.size()))) {
      throw anew("the file has %s bytes, not %d".formatted(total, model.size()));
    }
    if (tag.isPresent() && answer.header("ETag").isPresent() && !tag.equals(answer.strongTag())) {
      throw anew("the file was changed on the server");
    }
  }

  /** What is there may not go with what would come. */
  private IOException anew(String reason) throws IOException {
    file.restart();
    tag = Optional.empty();
    return new IOException(reason + "; begins anew");
  }

  private DownloadException wrongLength(long found) throws IOException {
    file.restart();
    return new DownloadException(
        "%s: expected %d bytes as the catalogue says, found %d"
            .formatted(address, model.size(), found));
  }

  private void copy(TimedBody body) throws IOException {
    long idle = limits.idleTimeout().toNanos();
    long windowStart = System.nanoTime();
    long windowBytes = file.size();
    for (List<ByteBuffer> buffers = body.next(limits.idleTimeout());
        !buffers.isEmpty();
        buffers = body.next(limits.idleTimeout())) {
      for (ByteBuffer buffer : buffers) {
        if (file.size() + buffer.remaining() > model.size()) {
          throw wrongLength(file.size() + buffer.remaining());
        }
        file.append(buffer);
      }
      progress.bytes(model.modelName(), file.size(), model.size());
      long now = System.nanoTime();
      if (now - windowStart > idle && file.size() != model.size()) {
        if (file.size() - windowBytes < LEAST_PER_WINDOW) {
          throw new IOException("the server stalled");
        }
        windowStart = now;
        windowBytes = file.size();
      }
    }
    if (file.size() < model.size()) {
      throw new IOException(
          "the connection ended after %d of %d bytes".formatted(file.size(), model.size()));
    }
  }
}
