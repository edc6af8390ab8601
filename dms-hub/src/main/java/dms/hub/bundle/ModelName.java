package dms.hub.bundle;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a user calls a model: {@code name} or {@code name@version}.
 *
 * @param name lower-case letters, digits, dots, hyphens and underscores, the first a letter or
 *     digit; safe as the name of a folder on every system
 * @param version the one that is wanted; empty for the highest
 */
public record ModelName(String name, Optional<SemanticVersion> version) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9_-])?");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it holds anything else
   */
  public ModelName {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "model: expected a name of lower-case letters, digits, '.', '-' and '_', found '"
              + name
              + "'");
    }
  }

  /** A certain version of a model. */
  public static ModelName of(String name, SemanticVersion version) {
    return new ModelName(name, Optional.of(version));
  }

  /**
   * Reads {@code name} or {@code name@version}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static ModelName parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new ModelName(text, Optional.empty())
        : of(text.substring(0, at), new SemanticVersion(text.substring(at + 1)));
  }

  /** Whether the text has the form of a model's name. */
  public static boolean isName(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? NAME.matcher(text).matches()
        : NAME.matcher(text.substring(0, at)).matches()
            && SemanticVersion.find(text.substring(at + 1)).isPresent();
  }

  /** Whether a model of that name and version is meant. */
  public boolean matches(String otherName, SemanticVersion otherVersion) {
    return name.equals(otherName) && version.map(otherVersion::equals).orElse(true);
  }

  @Override
  public String toString() {
    return name + version.map(number -> "@" + number).orElse("");
  }
}
