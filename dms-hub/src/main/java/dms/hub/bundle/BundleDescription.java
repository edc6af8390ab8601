package dms.hub.bundle;

import dms.components.setting.Checks;
import dms.core.weights.WeightPrecision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What {@code bundle.json} says of a bundle.
 *
 * @param formatVersion version of the bundle format
 * @param name of the system, such as {@code is-modern}
 * @param version of the system, such as {@code 1.0.0}
 * @param language code of the language, such as {@code is}
 * @param licence under which the weights may be used, such as {@code CC-BY-4.0}
 * @param encoders settings of each encoder by name, with its {@code type}; nothing left to defaults
 * @param decoders settings of each decoder by name, as those of the encoders
 * @param training free facts of the training, such as scores and data: strings, booleans, numbers,
 *     lists and maps of them
 * @param files every other file of the bundle by its name within the folder, parts joined by {@code
 *     /}
 */
public record BundleDescription(
    int formatVersion,
    String name,
    String version,
    String language,
    String licence,
    Map<String, Object> encoders,
    Map<String, Object> decoders,
    Map<String, Object> training,
    Map<String, Content> files) {
  /** The version that is written, and the only one that is read. */
  public static final int FORMAT_VERSION = 1;

  /** The fact of the training that {@link #corpora()} tells. */
  public static final String CORPORA = "corpora";

  /** The fact of the training that {@link #precision()} tells. */
  public static final String PRECISION = "precision";

  /** The fact of the training that {@link #scores()} tells: percent by the name of a decoder. */
  public static final String DEV_ACCURACY = "devAccuracy";

  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]+)?");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  /**
   * What a file holds.
   *
   * @param sha256 64 lower-case hexadecimal digits
   * @param size in bytes
   */
  public record Content(String sha256, long size) {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException when one is malformed
     */
    public Content {
      if (!DIGITS.matcher(sha256).matches()) {
        throw new IllegalArgumentException(
            "sha256: expected 64 lower-case hexadecimal digits, found '" + sha256 + "'");
      }
      if (size < 0) {
        throw new IllegalArgumentException("size: expected 0 or more bytes, found " + size);
      }
    }
  }

  /**
   * Checks and copies the values.
   *
   * @throws IllegalArgumentException when a text is blank, a fact has no place in JSON or a file's
   *     name could lead out of the folder
   */
  public BundleDescription {
    requireText("name", name);
    requireText("version", version);
    requireText("language", language);
    requireText("licence", licence);
    encoders = JsonValues.copy("encoders", encoders);
    decoders = JsonValues.copy("decoders", decoders);
    training = JsonValues.copy("training", training);
    requireCorpora(training.getOrDefault(CORPORA, Map.of()));
    precisionOf(training);
    files.keySet().forEach(BundleFiles::requireName);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  private static void requireText(String field, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(field + ": expected a text, found a blank one");
    }
  }

  private static void requireCorpora(Object corpora) {
    if (!(corpora instanceof Map<?, ?> map
        && map.values().stream().allMatch(List.class::isInstance))) {
      throw new IllegalArgumentException(
          "training.%s: expected lists of decoders by the name of a corpus, found %s"
              .formatted(CORPORA, corpora));
    }
  }

  private static WeightPrecision precisionOf(Map<String, Object> training) {
    Object label = training.getOrDefault(PRECISION, WeightPrecision.FLOAT32.label());
    return Arrays.stream(WeightPrecision.values())
        .filter(precision -> precision.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "training.%s: expected float32, float16 or int8, found %s"
                        .formatted(PRECISION, label)));
  }

  /** The columns that it predicts, sorted. */
  public List<String> tasks() {
    TreeSet<String> tasks = new TreeSet<>();
    decoders.forEach(
        (name, settings) ->
            tasks.add(
                settings instanceof Map<?, ?> map && map.get("column") instanceof String column
                    ? column
                    : name));
    return List.copyOf(tasks);
  }

  /**
   * Accuracy on the dev files in percent, as {@code DECODER.accuracy}; without those that had
   * nothing to count.
   */
  public Map<String, Double> scores() {
    Map<String, Double> scores = new TreeMap<>();
    if (training.get(DEV_ACCURACY) instanceof Map<?, ?> accuracy) {
      accuracy.forEach(
          (decoder, percent) -> {
            if (PERCENT.matcher(percent.toString()).matches()) {
              scores.put(decoder + ".accuracy", Double.valueOf(percent.toString()));
            }
          });
    }
    return scores;
  }

  /** How exactly the weights are kept; float32 unless something else is said. */
  public WeightPrecision precision() {
    return precisionOf(training);
  }

  /** The same of weights that are kept so. */
  BundleDescription at(WeightPrecision precision) {
    Map<String, Object> facts = new TreeMap<>(training);
    facts.remove(PRECISION);
    if (precision != WeightPrecision.FLOAT32) {
      facts.put(PRECISION, precision.label());
    }
    return new BundleDescription(
        formatVersion, name, version, language, licence, encoders, decoders, facts, files);
  }

  /**
   * The corpora that the system was trained on together, each with the names of the decoders that
   * are for it; none there for all whose column it had. Empty where there was one without a name.
   */
  public Map<String, List<String>> corpora() {
    Map<String, List<String>> corpora = new TreeMap<>();
    Map<?, ?> known = (Map<?, ?>) training.getOrDefault(CORPORA, Map.of());
    known.forEach(
        (name, decoders) ->
            corpora.put(
                name.toString(), ((List<?>) decoders).stream().map(Object::toString).toList()));
    return corpora;
  }

  /**
   * Checks that the system knows a corpus.
   *
   * @throws IllegalArgumentException when it does not, with the nearest name
   */
  public void requireCorpus(String corpus) {
    Set<String> known = corpora().keySet();
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          "corpus: expected none, since %s was not trained on several, found \"%s\"; leave it out"
              .formatted(name, corpus));
    }
    Checks.oneOf("corpus", corpus, known);
  }

  /**
   * What the author of a system says of it; {@link Bundle#write} adds components and files.
   *
   * @throws IllegalArgumentException when a text is blank or a fact has no place in JSON
   */
  public static BundleDescription of(
      String name, String version, String language, String licence, Map<String, Object> training) {
    return new BundleDescription(
        FORMAT_VERSION, name, version, language, licence, Map.of(), Map.of(), training, Map.of());
  }

  /**
   * Reads a {@code bundle.json}. Nothing proves that it is whole: that does {@link Bundle#read}.
   *
   * @param source where the bytes come from, for messages
   * @throws BundleFormatException when it breaks the format or is of an unknown one
   */
  public static BundleDescription parse(byte[] json, Path source) throws BundleFormatException {
    return BundleJson.parse(json, source);
  }

  /** The same with those components and files. */
  BundleDescription with(
      Map<String, Object> newEncoders,
      Map<String, Object> newDecoders,
      Map<String, Content> newFiles) {
    return new BundleDescription(
        formatVersion,
        name,
        version,
        language,
        licence,
        newEncoders,
        newDecoders,
        training,
        newFiles);
  }
}
