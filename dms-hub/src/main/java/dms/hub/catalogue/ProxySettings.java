package dms.hub.catalogue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxy an address is reached by: Java's system properties {@code https.proxyHost}, {@code
 * http.proxyHost} and {@code http.nonProxyHosts}, else the variables {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY} and {@code NO_PROXY}, in capitals or not.
 */
final class ProxySettings extends ProxySelector {
  private static final String LOCAL = "localhost|127.*|[::1]";

  private final HubSettings settings;

  ProxySettings(HubSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Proxy> select(URI address) {
    return proxy(address)
        .map(proxy -> List.of(new Proxy(Proxy.Type.HTTP, proxy)))
        .orElse(List.of(Proxy.NO_PROXY));
  }

  /** The client tells of the failure itself. */
  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {}

  Optional<InetSocketAddress> proxy(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    String host = address.getHost().toLowerCase(Locale.ROOT);
    Optional<String> byProperty = settings.property(scheme + ".proxyHost");
    if (byProperty.isPresent()) {
      String direct = settings.property("http.nonProxyHosts").orElse(LOCAL);
      String port =
          settings.property(scheme + ".proxyPort").orElse(scheme.equals("https") ? "443" : "80");
      return Stream.of(direct.split("\\|")).anyMatch(pattern -> matches(host, pattern))
          ? Optional.empty()
          : Optional.of(parse(scheme + ".proxyHost", byProperty.get() + ":" + port));
    }
    String name = scheme + "_proxy";
    Optional<String> byVariable = anyCase(name);
    return byVariable.isEmpty() || isDirect(address, host)
        ? Optional.empty()
        : Optional.of(parse(name.toUpperCase(Locale.ROOT), byVariable.get()));
  }

  private Optional<String> anyCase(String name) {
    return settings.variable(name).or(() -> settings.variable(name.toUpperCase(Locale.ROOT)));
  }

  /** In the properties, a star stands for anything at either end. */
  private static boolean matches(String host, String pattern) {
    String text = pattern.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("*")) {
      return host.endsWith(text.substring(1));
    }
    return text.endsWith("*")
        ? host.startsWith(text.substring(0, text.length() - 1))
        : host.equals(text);
  }

  /** In the variable, a name stands for itself and all below it. */
  private boolean isDirect(URI address, String host) {
    return Stream.of(anyCase("no_proxy").orElse("").split("[,\\s]+"))
        .map(entry -> entry.toLowerCase(Locale.ROOT))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(
            entry -> {
              String suffix = entry.replaceFirst("^\\*?\\.", "");
              return entry.equals("*")
                  || host.equals(suffix)
                  || host.endsWith("." + suffix)
                  || (host + ":" + address.getPort()).equals(suffix);
            });
  }

  private static InetSocketAddress parse(String name, String text) {
    try {
      URI proxy = new URI(text.contains("://") ? text : "http://" + text);
      boolean plain = proxy.getScheme().equalsIgnoreCase("http");
      if (plain && proxy.getHost() != null && proxy.getRawUserInfo() == null) {
        return InetSocketAddress.createUnresolved(
            proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
      }
    } catch (URISyntaxException e) {
      // Told below, without the text: it may hold a password.
    }
    throw new IllegalArgumentException(
        name
            + ": expected a proxy as http://HOST:PORT without user and password, found another "
            + "text; use a local proxy that adds them");
  }
}
