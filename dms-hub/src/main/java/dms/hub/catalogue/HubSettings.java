package dms.hub.catalogue;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the user has set: environment, system properties, and catalogues named on the command line.
 *
 * @param environment the variables {@code DMS_HOME}, {@code DMS_CATALOGUES}, {@code DMS_OFFLINE},
 *     {@code DMS_TRUST}, {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY} and those of the
 *     cache folder
 * @param properties {@code os.name}, {@code user.home} and those of the proxy
 * @param named addresses or paths of catalogues that come before those of the environment
 */
public record HubSettings(
    Map<String, String> environment, Map<String, String> properties, List<String> named) {
  /** Says where models are kept. */
  public static final String HOME = "DMS_HOME";

  /** Names catalogues, with blanks between them. */
  public static final String CATALOGUES = "DMS_CATALOGUES";

  /** Forbids the network, when 1. */
  public static final String OFFLINE = "DMS_OFFLINE";

  /** SHA-256 of code in models that the user trusts, with blanks between them. */
  public static final String TRUST = "DMS_TRUST";

  private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");

  /** Copies the maps and the list. */
  public HubSettings {
    environment = Map.copyOf(environment);
    properties = Map.copyOf(properties);
    named = List.copyOf(named);
  }

  /** Those of this process. */
  public static HubSettings ofProcess() {
    Map<String, String> properties =
        System.getProperties().stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
    return new HubSettings(System.getenv(), properties, List.of());
  }

  /** The same with catalogues that come before all others. */
  public HubSettings withCatalogues(List<String> first) {
    return new HubSettings(
        environment, properties, Stream.concat(first.stream(), named.stream()).toList());
  }

  /** The same with code that is trusted besides. */
  public HubSettings withTrusted(List<String> sums) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(TRUST, String.join(" ", sums) + " " + variable(TRUST).orElse(""));
    return new HubSettings(more, properties, named);
  }

  /**
   * SHA-256 of code that the user trusts, such as TorchScript in a model that is downloaded.
   *
   * @throws IllegalArgumentException when one is malformed
   */
  public Set<String> trusted() {
    Set<String> sums = new HashSet<>(List.of(variable(TRUST).orElse("").strip().split("\\s+")));
    sums.remove("");
    for (String sum : sums) {
      if (!SUM.matcher(sum).matches()) {
        throw new IllegalArgumentException(
            "--trust, %s: expected 64 lower-case hexadecimal digits, found '%s'"
                .formatted(TRUST, sum));
      }
    }
    return sums;
  }

  /**
   * The addresses of the catalogues in their order: those named, then those of {@value
   * #CATALOGUES}. None is built in.
   *
   * @throws IllegalArgumentException when one is malformed
   */
  public List<URI> catalogues() {
    Stream<String> set = Stream.of(variable(CATALOGUES).orElse("").strip().split("\\s+"));
    return Stream.concat(named.stream(), set)
        .filter(text -> !text.isEmpty())
        .map(Addresses::parse)
        .distinct()
        .toList();
  }

  /**
   * Whether no socket may be opened.
   *
   * @throws IllegalArgumentException when {@value #OFFLINE} is neither 1 nor 0
   */
  public boolean offline() {
    String value = variable(OFFLINE).orElse("0");
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "1", "true", "yes" -> true;
      case "0", "false", "no" -> false;
      default ->
          throw new IllegalArgumentException(OFFLINE + ": expected 1 or 0, found '" + value + "'");
    };
  }

  /**
   * Where models are kept: {@value #HOME}, else the user's cache folder as the system has it.
   *
   * @throws IllegalArgumentException when neither is known
   */
  public Path home() {
    return variable(HOME)
        .map(Path::of)
        .orElseGet(() -> cacheFolder().resolve("dms"))
        .toAbsolutePath()
        .normalize();
  }

  private Path cacheFolder() {
    String system = property("os.name").orElse("").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return absolute("LOCALAPPDATA").orElseGet(() -> userHome().resolve("AppData/Local"));
    }
    if (system.startsWith("mac")) {
      return userHome().resolve("Library/Caches");
    }
    return absolute("XDG_CACHE_HOME").orElseGet(() -> userHome().resolve(".cache"));
  }

  /** The XDG specification has a relative path ignored. */
  private Optional<Path> absolute(String variable) {
    return variable(variable).map(Path::of).filter(Path::isAbsolute);
  }

  private Path userHome() {
    // Java says "?" where the user has no home.
    return property("user.home")
        .filter(home -> !home.equals("?"))
        .map(Path::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    HOME + ": expected a folder, as this user has no home; set it"));
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name)).filter(value -> !value.isBlank());
  }
}
