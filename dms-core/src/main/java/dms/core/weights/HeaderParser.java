package dms.core.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and checks the header of a safetensors file, which may come from anyone. */
final class HeaderParser {
  // Field names are the tensors' names: to intern them or share a symbol table would keep them.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              // The header's own limit bounds every text in it.
              StreamReadConstraints.builder()
                  .maxNameLength(SafetensorsHeader.MAX_BYTES)
                  .maxStringLength(SafetensorsHeader.MAX_BYTES)
                  .build())
          .build();

  private final Path file;
  private final JsonParser parser;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<TensorEntry> entries = new ArrayList<>();

  private HeaderParser(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads a header.
   *
   * @param file the file's name for messages
   * @param header its bytes, without the length before them
   * @param dataBytes how many bytes follow the header in the file
   * @throws WeightsFormatException naming the first thing that is wrong
   */
  static SafetensorsHeader parse(Path file, byte[] header, long dataBytes)
      throws WeightsFormatException {
    // A decoder of one's own, unlike a charset, refuses malformed input.
    try (Reader text =
            new InputStreamReader(
                new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder());
        JsonParser parser = JSON.createParser(text)) {
      HeaderParser reading = new HeaderParser(file, parser);
      reading.readHeader();
      reading.checkLayout(dataBytes);
      return new SafetensorsHeader(
          Collections.unmodifiableMap(reading.metadata), List.copyOf(reading.entries));
    } catch (WeightsFormatException e) {
      throw e;
    } catch (CharacterCodingException e) {
      throw new WeightsFormatException(file, "header is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new WeightsFormatException(file, "header is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new WeightsFormatException(file, "header cannot be read: " + e, e);
    }
  }

  private void readHeader() throws IOException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "header is not a JSON object");
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      requireText(name);
      parser.nextToken();
      if (name.equals(SafetensorsHeader.METADATA)) {
        readMetadata();
      } else {
        entries.add(readEntry(name));
      }
    }
    require(parser.nextToken() == null, "header goes on after its JSON object");
  }

  private void readMetadata() throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, "metadata is not a JSON object");
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      requireText(key);
      String value = parser.nextTextValue();
      require(value != null, "metadata '" + key + "' is not a string");
      requireText(value);
      metadata.put(key, value);
    }
  }

  private TensorEntry readEntry(String name) throws IOException {
    String tensor = "tensor '" + name + "': ";
    require(parser.currentToken() == JsonToken.START_OBJECT, tensor + "not a JSON object");
    Dtype dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      switch (field) {
        case SafetensorsHeader.DTYPE -> dtype = readDtype(tensor);
        case SafetensorsHeader.SHAPE -> shape = readSizes(tensor + field);
        case SafetensorsHeader.OFFSETS -> offsets = readSizes(tensor + field);
        default -> throw new WeightsFormatException(file, tensor + "unknown field " + field);
      }
    }
    require(dtype != null, tensor + "field dtype is missing");
    require(shape != null, tensor + "field shape is missing");
    require(offsets != null, tensor + "field data_offsets is missing");
    require(
        offsets.size() == 2, tensor + "data_offsets holds " + offsets.size() + " numbers, not 2");
    TensorEntry entry = new TensorEntry(name, dtype, shape, offsets.get(0), offsets.get(1));
    checkSize(tensor, entry);
    return entry;
  }

  private Dtype readDtype(String tensor) throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_STRING, tensor + "dtype is not a string");
    String name = parser.getText();
    return Dtype.find(name)
        .orElseThrow(() -> new WeightsFormatException(file, tensor + "unknown dtype " + name));
  }

  private List<Long> readSizes(String field) throws IOException {
    require(parser.currentToken() == JsonToken.START_ARRAY, field + " is not an array");
    List<Long> sizes = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean whole =
          parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              && parser.getLongValue() >= 0;
      require(whole, field + " holds something else than whole numbers from 0 to 2^63-1");
      sizes.add(parser.getLongValue());
    }
    return sizes;
  }

  private void checkSize(String tensor, TensorEntry entry) throws WeightsFormatException {
    require(
        entry.begin() <= entry.end(),
        tensor + "data_offsets run backwards, from " + entry.begin() + " to " + entry.end());
    long size;
    try {
      size = entry.dtype().byteSize(entry.shape());
    } catch (ArithmeticException e) {
      throw new WeightsFormatException(file, tensor + "shape " + entry.shape() + " overflows", e);
    }
    require(
        size == entry.byteSize(),
        tensor
            + ("dtype " + entry.dtype() + " and shape " + entry.shape() + " need " + size)
            + (" bytes, data_offsets give " + entry.byteSize()));
  }

  /** Checks that the tensors fill the data without hole and overlap, and sorts them so. */
  private void checkLayout(long dataBytes) throws WeightsFormatException {
    entries.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    long covered = 0;
    for (TensorEntry entry : entries) {
      String what = entry.begin() < covered ? "overlap" : "hole";
      require(
          entry.begin() == covered,
          "tensor '"
              + entry.name()
              + "' begins at "
              + entry.begin()
              + ", not "
              + covered
              + ": "
              + what);
      covered = entry.end();
    }
    require(
        covered == dataBytes,
        "the tensors take " + covered + " bytes, but " + dataBytes + " follow the header");
  }

  private void requireText(String text) throws WeightsFormatException {
    require(
        StandardCharsets.UTF_8.newEncoder().canEncode(text),
        "header holds an unpaired surrogate, which is no character");
  }

  private void require(boolean correct, String reason) throws WeightsFormatException {
    if (!correct) {
      throw new WeightsFormatException(file, reason);
    }
  }
}
