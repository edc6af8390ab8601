package dms.hub.archive;

import dms.hub.bundle.Bundle;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a published system is called: {@code is-small}, or {@code is-small@1.0.0} for one version.
 *
 * @param name lower-case letters, digits, {@code .}, {@code _} and {@code -}
 * @param version empty for any
 */
public record ModelName(String name, Optional<SemanticVersion> version) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it has other characters or is none that every file system
   *     can hold
   */
  public ModelName {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name: expected lower-case letters, digits and inner . _ -, a letter or digit first, found '%s'"
              .formatted(name));
    }
  }

  private static boolean isName(String name) {
    try {
      Bundle.requireFileName(name);
      return NAME.matcher(name).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads {@code NAME} or {@code NAME@VERSION}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static ModelName parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new ModelName(text, Optional.empty())
        : new ModelName(
            text.substring(0, at), Optional.of(new SemanticVersion(text.substring(at + 1))));
  }

  /** The name that a text is, if it is one. */
  public static Optional<ModelName> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return name + version.map(number -> "@" + number).orElse("");
  }
}
