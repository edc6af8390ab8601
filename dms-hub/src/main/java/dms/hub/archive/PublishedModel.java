package dms.hub.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.hub.bundle.BundleDescription;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A system that was packed.
 *
 * @param archive the file
 * @param description of the bundle in it
 * @param size of the archive in bytes
 * @param sha256 of the archive, 64 lower-case hexadecimal digits
 */
public record PublishedModel(
    Path archive, BundleDescription description, long size, String sha256) {
  private static final Pattern PERCENT = Pattern.compile("\\d+(\\.\\d+)?");

  /** The columns that it predicts, sorted. */
  public List<String> tasks() {
    TreeSet<String> tasks = new TreeSet<>();
    description
        .decoders()
        .forEach(
            (name, settings) ->
                tasks.add(
                    settings instanceof Map<?, ?> map && map.get("column") instanceof String column
                        ? column
                        : name));
    return List.copyOf(tasks);
  }

  /** Accuracy on the dev files in percent, by decoder; without those that had nothing to count. */
  public Map<String, Double> scores() {
    Map<String, Double> scores = new TreeMap<>();
    if (description.training().get("devAccuracy") instanceof Map<?, ?> accuracy) {
      accuracy.forEach(
          (decoder, percent) -> {
            if (PERCENT.matcher(percent.toString()).matches()) {
              scores.put(decoder.toString(), Double.valueOf(percent.toString()));
            }
          });
    }
    return scores;
  }

  /**
   * What a catalogue says of it, as JSON.
   *
   * @param addresses where the archive can be got from, in the order to try
   */
  public String catalogueEntry(List<String> addresses) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", description.name());
    entry.put("version", description.version());
    entry.put("language", description.language());
    entry.put("tasks", tasks());
    entry.put("scores", scores());
    entry.put("size", size);
    entry.put("sha256", sha256);
    entry.put("addresses", addresses);
    entry.put("licence", description.licence());
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers cannot be written as JSON", e);
    }
  }
}
