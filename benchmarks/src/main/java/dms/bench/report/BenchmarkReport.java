package dms.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dms.core.file.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured, and where and when. As JSON an object of {@code about}, whose values are
 * strings, and {@code results}, the list that JMH writes.
 *
 * @param about facts by name, see {@link Facts}
 * @param results JMH's results
 */
public record BenchmarkReport(Map<String, String> about, JsonNode results) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the facts. */
  public BenchmarkReport {
    about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws IOException when it cannot be read or is something else
   */
  public static BenchmarkReport read(Path file) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    if (!root.path("about").isObject() || !root.path("results").isArray()) {
      throw new IOException(
          file + ": expected an object of about and results, as dms bench --json writes it");
    }
    Map<String, String> about = new LinkedHashMap<>();
    root.path("about").properties().forEach(f -> about.put(f.getKey(), f.getValue().asText()));
    return new BenchmarkReport(about, root.path("results"));
  }

  /**
   * Writes it as JSON.
   *
   * @throws IOException when it cannot be written
   */
  public void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode facts = root.putObject("about");
    about.forEach(facts::put);
    root.set("results", results);
    DurableFile.writeBytes(file, JSON.writeValueAsBytes(root));
  }

  /** The rows of the table. */
  public List<Measurement> measurements() {
    return Measurement.of(results);
  }
}
