package dms.hub.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model and where it is known from.
 *
 * @param name of the model
 * @param version of the model, as it writes it itself
 * @param language code of the language
 * @param licence under which it may be used
 * @param tasks what it predicts
 * @param scores by name; empty where it says none
 * @param size in bytes: of its files, or of the archive where it is in a catalogue
 * @param where it is: a folder, {@link #CLASS_PATH} or the address of a catalogue
 */
public record KnownModel(
    String name,
    String version,
    String language,
    String licence,
    List<String> tasks,
    Map<String, Double> scores,
    long size,
    String where) {
  /** Said of a model in a jar. */
  public static final String CLASS_PATH = "class path";

  /** Copies the lists. */
  public KnownModel {
    tasks = List.copyOf(tasks);
    scores = Collections.unmodifiableMap(new TreeMap<>(scores));
  }

  /** The name with the version. */
  public String id() {
    return name + "@" + version;
  }
}
