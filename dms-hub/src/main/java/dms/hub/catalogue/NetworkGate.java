package dms.hub.catalogue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The only way to the network: every request goes through here, and none does when the user forbids
 * it. Safe for use from several threads.
 */
public final class NetworkGate {
  private final HubSettings settings;
  private final DownloadLimits limits;
  private final AtomicLong requests = new AtomicLong();
  private HttpClient client;

  /** A gate that is open unless the settings say offline; it opens nothing yet. */
  public NetworkGate(HubSettings settings, DownloadLimits limits) {
    this.settings = settings;
    this.limits = limits;
  }

  /** How many requests have gone through. */
  public long requests() {
    return requests.get();
  }

  /**
   * Refuses when the network is forbidden.
   *
   * @param wanted what it is needed for, the beginning of the message
   */
  void require(String wanted) throws OfflineException {
    if (settings.offline()) {
      throw new OfflineException(wanted);
    }
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    require(request.uri() + " is wanted");
    requests.incrementAndGet();
    try {
      return client().send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(request.uri() + ": interrupted");
    }
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(limits.connectTimeout())
              .proxy(new ProxySettings(settings))
              .build();
    }
    return client;
  }
}
