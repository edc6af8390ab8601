package dms.hub.catalogue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The head of an answer, and its body to be read and closed. */
final class HttpAnswer implements AutoCloseable {
  private final HttpResponse<TimedBody> response;

  HttpAnswer(HttpResponse<TimedBody> response) {
    this.response = response;
  }

  int status() {
    return response.statusCode();
  }

  /** That of the last request, after all redirects. */
  URI address() {
    return response.request().uri();
  }

  TimedBody body() {
    return response.body();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** A tag that stands for the very bytes; weak ones do not. */
  Optional<String> strongTag() {
    return header("ETag").filter(tag -> tag.startsWith("\""));
  }

  OptionalLong length() {
    String text = header("Content-Length").orElse("");
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /**
   * Refuses a body that is not the bytes of the file.
   *
   * @throws DownloadException naming its encoding
   */
  void requireUnencoded() throws DownloadException {
    String encoding =
        header("Content-Encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
    if (!encoding.equals("identity") && !encoding.isEmpty()) {
      throw new DownloadException(
          "%s: expected the file as it is, found it encoded as %s".formatted(address(), encoding));
    }
  }

  @Override
  public void close() {
    response.body().close();
  }
}
