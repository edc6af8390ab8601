package dms.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What environment and system properties come to. */
class HubSettingsTest {
  private static HubSettings settings(
      Map<String, String> environment, Map<String, String> properties) {
    return new HubSettings(environment, properties, List.of());
  }

  private static Map<String, String> on(String system) {
    return Map.of("os.name", system, "user.home", "/home/u");
  }

  static Stream<Arguments> homes() {
    return Stream.of(
        arguments(Map.of("DMS_HOME", "/m"), on("Linux"), "/m"),
        arguments(Map.of("DMS_HOME", "/m/../n"), on("Windows 11"), "/n"),
        arguments(Map.of("DMS_HOME", " "), on("Linux"), "/home/u/.cache/dms"),
        arguments(Map.of("XDG_CACHE_HOME", "/c"), on("Linux"), "/c/dms"),
        arguments(Map.of("XDG_CACHE_HOME", "c"), on("Linux"), "/home/u/.cache/dms"),
        arguments(Map.of("XDG_CACHE_HOME", "/c"), on("Mac OS X"), "/home/u/Library/Caches/dms"),
        arguments(Map.of("LOCALAPPDATA", "/l"), on("Windows 11"), "/l/dms"),
        arguments(Map.of(), on("Windows 11"), "/home/u/AppData/Local/dms"));
  }

  @ParameterizedTest
  @MethodSource("homes")
  void homeIsTheVariableOrTheUsersCache(
      Map<String, String> environment, Map<String, String> properties, String home) {
    assertThat(settings(environment, properties).home()).isEqualTo(Path.of(home));
  }

  @Test
  void userWithoutHomeIsToldToSetOne() {
    assertThatThrownBy(() -> settings(Map.of(), Map.of("user.home", "?")).home())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DMS_HOME");
  }

  @Test
  void namedCataloguesComeBeforeThoseOfTheEnvironment() {
    HubSettings settings =
        settings(
                Map.of("DMS_CATALOGUES", " https://a/c.json\n/b/c.json  https://a/c.json "),
                Map.of())
            .withCatalogues(List.of("file:/d/c.json", "http://e/c.json"));
    assertThat(settings.catalogues())
        .extracting(URI::toString)
        .containsExactly(
            "file:/d/c.json", "http://e/c.json", "https://a/c.json", "file:///b/c.json");
    assertThat(settings(Map.of(), Map.of()).catalogues()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://h/c", "https:///c", "file://host/c", "file:c", "https://a\\b"})
  void malformedCatalogueIsToldAtOnce(String address) {
    assertThatThrownBy(() -> settings(Map.of("DMS_CATALOGUES", address), Map.of()).catalogues())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found '" + address + "'");
  }

  @Test
  void offlineIsOneOrNothing() {
    assertThat(settings(Map.of(), Map.of()).offline()).isFalse();
    assertThat(settings(Map.of("DMS_OFFLINE", "0"), Map.of()).offline()).isFalse();
    assertThat(settings(Map.of("DMS_OFFLINE", "1"), Map.of()).offline()).isTrue();
    assertThatThrownBy(() -> settings(Map.of("DMS_OFFLINE", "maybe"), Map.of()).offline())
        .hasMessageContaining("DMS_OFFLINE: expected 1 or 0, found 'maybe'");
  }

  static Stream<Arguments> proxies() {
    Map<String, String> byProperty =
        Map.of(
            "https.proxyHost", "p", "https.proxyPort", "81", "http.nonProxyHosts", "*.in|ten.*|x");
    Map<String, String> byVariable =
        Map.of("HTTPS_PROXY", "http://v:82/", "no_proxy", "a.org, .b.org,h:8443");
    return Stream.of(
        arguments(Map.of(), Map.of(), "https://m/x", ""),
        arguments(Map.of(), byProperty, "https://m/x", "p:81"),
        arguments(Map.of(), byProperty, "http://m/x", ""),
        arguments(Map.of(), byProperty, "https://x/x", ""),
        arguments(Map.of(), byProperty, "https://a.in/x", ""),
        arguments(Map.of(), byProperty, "https://ten.a/x", ""),
        arguments(byVariable, byProperty, "https://m/x", "p:81"),
        arguments(byVariable, Map.of(), "https://m/x", "v:82"),
        arguments(byVariable, Map.of(), "http://m/x", ""),
        arguments(byVariable, Map.of(), "https://a.org/x", ""),
        arguments(byVariable, Map.of(), "https://c.a.org/x", ""),
        arguments(byVariable, Map.of(), "https://ba.org/x", "v:82"),
        arguments(byVariable, Map.of(), "https://c.b.org/x", ""),
        arguments(byVariable, Map.of(), "https://h:8443/x", ""),
        arguments(byVariable, Map.of(), "https://h/x", "v:82"),
        arguments(Map.of("http_proxy", "v:83"), Map.of(), "http://m/x", "v:83"),
        arguments(Map.of("http_proxy", "v:83", "NO_PROXY", "*"), Map.of(), "http://m/x", ""));
  }

  @ParameterizedTest
  @MethodSource("proxies")
  void proxyIsThatOfThePropertiesOrTheEnvironment(
      Map<String, String> environment,
      Map<String, String> properties,
      String address,
      String proxy) {
    assertThat(
            new ProxySettings(settings(environment, properties))
                .proxy(URI.create(address))
                .map(HubSettingsTest::text)
                .orElse(""))
        .isEqualTo(proxy);
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  @Test
  void proxyWithAPasswordIsRefusedWithoutTellingIt() {
    ProxySettings proxies =
        new ProxySettings(settings(Map.of("HTTPS_PROXY", "http://u:secret@v:82"), Map.of()));
    assertThatThrownBy(() -> proxies.proxy(URI.create("https://m/x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HTTPS_PROXY: expected a proxy")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:secret@models.example/c.json",
        "https://me:secret@at@models.example/c.json",
        "ftp://me:secret@models.example/c.json",
        "https://me:secret@models example/c.json"
      })
  void passwordInAnAddressIsRefusedWithoutTellingIt(String address) {
    assertThatThrownBy(() -> Addresses.parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a user")
        .satisfies(failure -> assertThat(told(failure)).doesNotContain("secret"));
  }

  private static String told(Throwable failure) {
    return failure.getMessage() + (failure.getCause() == null ? "" : told(failure.getCause()));
  }

  @Test
  void trustedSumsOfTheVariableAndTheCommandLineAreTakenTogether() {
    String one = "1".repeat(64);
    String two = "2".repeat(64);
    HubSettings settings = new HubSettings(Map.of("DMS_TRUST", " " + one), Map.of(), List.of());
    assertThat(settings.withTrusted(List.of(two)).trusted()).containsExactlyInAnyOrder(one, two);
    assertThat(settings.withTrusted(List.of()).trusted()).containsExactly(one);
    assertThatThrownBy(() -> settings.withTrusted(List.of("yes")).trusted())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("--trust", "expected 64", "found 'yes'");
  }
}
