package dms.hub.catalogue;

import dms.hub.bundle.ModelName;
import dms.hub.bundle.SemanticVersion;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a catalogue says of a model.
 *
 * @param name of the model
 * @param version of the model
 * @param language code of the language, such as {@code is}
 * @param licence under which the model may be used
 * @param tasks what it predicts, such as {@code xpos} and {@code lemma}
 * @param scores by name, such as {@code xpos.accuracy}
 * @param size of the archive in bytes
 * @param sha256 of the archive, 64 lower-case hexadecimal digits
 * @param addresses of the archive, absolute, those to be tried first before the others
 */
public record CatalogueEntry(
    String name,
    SemanticVersion version,
    String language,
    String licence,
    List<String> tasks,
    Map<String, Double> scores,
    long size,
    String sha256,
    List<URI> addresses) {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks and copies the values.
   *
   * @throws IllegalArgumentException when one is malformed
   */
  public CatalogueEntry {
    ModelName.of(name, version);
    requireText("language", language);
    requireText("licence", licence);
    if (size < 1) {
      throw new IllegalArgumentException("size: expected 1 or more bytes, found " + size);
    }
    if (!DIGITS.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256: expected 64 lower-case hexadecimal digits, found '" + sha256 + "'");
    }
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("addresses: expected one or more, found none");
    }
    tasks = List.copyOf(tasks);
    scores = Collections.unmodifiableMap(new TreeMap<>(scores));
    addresses = List.copyOf(addresses);
  }

  private static void requireText(String field, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(field + ": expected a text, found a blank one");
    }
  }

  /** The name with the version. */
  public ModelName modelName() {
    return ModelName.of(name, version);
  }
}
