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
  /**
   * What a catalogue says of it, as JSON.
   *
   * @param addresses where the archive can be got from, in the order to try; where there are none,
   *     it is beside the catalogue
   */
  public String catalogueEntry(List<String> addresses) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", description.name());
    entry.put("version", description.version());
    entry.put("language", description.language());
    entry.put("tasks", description.tasks());
    entry.put("scores", description.scores());
    entry.put("size", size);
    entry.put("sha256", sha256);
    entry.put("addresses", addresses.isEmpty() ? List.of(relative()) : addresses);
    entry.put("licence", description.licence());
    return json(entry);
  }

  /** The name of the file as an address, whatever characters it has. */
  private String relative() {
    String all = archive.toAbsolutePath().toUri().getRawPath();
    return "./" + all.substring(all.lastIndexOf('/') + 1);
  }

  private static String json(Map<String, Object> entry) {
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
