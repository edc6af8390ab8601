package dms.hub.catalogue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Asks for files, following redirects, but none from https to http. */
final class HttpRequests {
  private static final int MAX_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final NetworkGate gate;
  private final Duration timeout;

  /**
   * @param timeout until the head of an answer is there
   */
  HttpRequests(NetworkGate gate, Duration timeout) {
    this.gate = gate;
    this.timeout = timeout;
  }

  /**
   * Asks for a file.
   *
   * @return the answer, the caller's to close
   * @throws DownloadException when a redirect is refused
   * @throws IOException when there is no answer; another attempt may have one
   */
  HttpAnswer get(URI address, Map<String, String> headers) throws IOException {
    Set<URI> visited = new HashSet<>();
    URI current = address;
    while (true) {
      if (!visited.add(current)) {
        throw new DownloadException(address + ": its redirects lead in a loop to " + current);
      }
      if (visited.size() > MAX_REDIRECTS + 1) {
        throw new DownloadException(
            address + ": expected at most " + MAX_REDIRECTS + " redirects, found more");
      }
      HttpAnswer answer = send(current, headers);
      if (!REDIRECTS.contains(answer.status())) {
        return answer;
      }
      try (answer) {
        current = target(current, answer);
      }
    }
  }

  private HttpAnswer send(URI address, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(timeout).header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    HttpResponse<TimedBody> response = gate.send(request.build(), head -> new TimedBody());
    return new HttpAnswer(response);
  }

  private static URI target(URI from, HttpAnswer answer) throws DownloadException {
    String location =
        answer
            .header("Location")
            .orElseThrow(() -> new DownloadException(from + ": redirects, but does not say where"));
    URI target;
    try {
      target = Addresses.resolve(from, location);
    } catch (IllegalArgumentException e) {
      throw new DownloadException(from + ": redirects to a bad " + e.getMessage(), e);
    }
    if (Addresses.isFile(target) || Addresses.isEncrypted(from) && !Addresses.isEncrypted(target)) {
      throw new DownloadException(
          "%s: redirects to %s, which is not safe; refused".formatted(from, target));
    }
    return target;
  }
}
