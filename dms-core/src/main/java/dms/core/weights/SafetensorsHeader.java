package dms.core.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of a safetensors file.
 *
 * @param metadata free text by key
 * @param entries the tensors in the order of their bytes
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorEntry> entries) {
  /** The longest header the format allows, in bytes. */
  static final int MAX_BYTES = 100_000_000;

  /** The bytes before the header, which hold its length. */
  static final int LENGTH_BYTES = Long.BYTES;

  static final String METADATA = "__metadata__";
  static final String DTYPE = "dtype";
  static final String SHAPE = "shape";
  static final String OFFSETS = "data_offsets";

  private static final JsonFactory JSON = new JsonFactory();
  private static final int ALIGNMENT = 8;

  /** The header as JSON in UTF-8, metadata sorted by key, padded with spaces to a multiple of 8. */
  byte[] encode() {
    byte[] json = json().getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    byte[] padded = Arrays.copyOf(json, json.length + padding);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartObject();
      if (!metadata.isEmpty()) {
        generator.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> field : new TreeMap<>(metadata).entrySet()) {
          generator.writeStringField(field.getKey(), field.getValue());
        }
        generator.writeEndObject();
      }
      for (TensorEntry entry : entries) {
        write(generator, entry);
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a header written to memory cannot fail", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, TensorEntry entry) throws IOException {
    generator.writeObjectFieldStart(entry.name());
    generator.writeStringField(DTYPE, entry.dtype().name());
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    generator.writeFieldName(SHAPE);
    generator.writeArray(shape, 0, shape.length);
    generator.writeFieldName(OFFSETS);
    generator.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
    generator.writeEndObject();
  }
}
