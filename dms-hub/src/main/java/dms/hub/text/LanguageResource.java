package dms.hub.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The files beside this class that tell what a language needs, UTF-8. */
final class LanguageResource {
  private LanguageResource() {}

  /** The content of a file, or nothing if a language has none of this kind. */
  static Optional<String> text(String path) {
    try (InputStream in = LanguageResource.class.getResourceAsStream(path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + path, e);
    }
  }

  /**
   * The content of a file that is part of the program.
   *
   * @throws IllegalStateException if it is not on the class path
   */
  static String require(String path) {
    return text(path)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no resource dms/hub/text/" + path + " on the class path"));
  }

  /** The lines of a list without comments and empty ones; none if there is no such file. */
  static List<String> lines(String path) {
    return text(path).stream()
        .flatMap(String::lines)
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  /** The properties of a file that is part of the program. */
  static Properties properties(String path) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(require(path)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + path, e);
    }
    return properties;
  }
}
