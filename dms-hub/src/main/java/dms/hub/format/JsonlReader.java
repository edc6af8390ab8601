package dms.hub.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dms.core.corpus.LineReader;
import dms.core.corpus.Sentence;
import dms.hub.text.TextSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads JSON Lines: a JSON object a line with raw text in a field, or a sentence in the field
 * {@code tokens}, a list of words. Its other fields go with the document. Empty lines are passed
 * over.
 */
public final class JsonlReader implements DocumentReader {
  /** The field of a sentence that is split already. */
  public static final String TOKENS = "tokens";

  private static final int MAX_SHOWN = 60;

  private final LineReader lines;
  private final TextSplitter splitter;
  private final String textField;
  private final SplitSentences sentences = new SplitSentences();

  /**
   * A reader of a stream, which it closes when it is closed.
   *
   * @param in the lines in UTF-8
   * @param name the file's name for messages
   * @param splitter of the text's language
   * @param textField name of the field with raw text
   */
  public JsonlReader(InputStream in, String name, TextSplitter splitter, String textField) {
    this.lines = new LineReader(in, name);
    this.splitter = splitter;
    this.textField = textField;
  }

  @Override
  public Optional<Document> read() throws IOException {
    while (lines.next()) {
      String line = lines.text();
      if (!line.isBlank()) {
        return Optional.of(document(object(line)));
      }
    }
    return Optional.empty();
  }

  private ObjectNode object(String line) throws IOException {
    JsonNode node;
    try {
      node = JsonText.parse(line);
    } catch (JsonProcessingException e) {
      throw lines.error("expected a JSON object, found a fault: " + e.getOriginalMessage());
    } catch (ArithmeticException | NumberFormatException e) {
      throw lines.error("expected numbers of a usual size, found another: " + e.getMessage());
    }
    if (!(node instanceof ObjectNode object)) {
      throw lines.error(
          "expected a JSON object, found "
              + line.substring(0, Math.min(MAX_SHOWN, line.length()))
              + "; put each document into {\"%s\": …} on a line of its own".formatted(textField));
    }
    return object;
  }

  private Document document(ObjectNode object) throws IOException {
    object.remove(JsonlWriter.SENTENCES);
    String fields = fields(object);
    JsonNode text = object.get(textField);
    JsonNode tokens = object.get(TOKENS);
    if ((text == null) == (tokens == null)) {
      throw lines.error(
          "expected either the field '%s' or the field '%s', found %s; name another with --text-field"
              .formatted(textField, TOKENS, text == null ? "neither" : "both"));
    }
    if (text == null) {
      return new Document(ofTokens(tokens), Optional.empty(), Optional.of(fields));
    }
    if (!text.isTextual()) {
      throw lines.error("%s: expected a string, found %s".formatted(textField, kind(text)));
    }
    return ofText(text.textValue(), fields);
  }

  private Document ofText(String text, String fields) throws IOException {
    try {
      return new Document(
          sentences.of(text, splitter.split(text), List.of("# newdoc")),
          Optional.of(text),
          Optional.of(fields));
    } catch (IllegalArgumentException e) {
      throw lines.error(textField + ": " + e.getMessage());
    }
  }

  private List<DocumentSentence> ofTokens(JsonNode tokens) throws IOException {
    if (!tokens.isArray()) {
      throw lines.error(TOKENS + ": expected a list of strings, found " + kind(tokens));
    }
    List<String> forms = new ArrayList<>();
    for (JsonNode token : tokens) {
      if (!token.isTextual()) {
        throw lines.error(
            "%s[%d]: expected a string, found %s".formatted(TOKENS, forms.size(), kind(token)));
      }
      forms.add(token.textValue());
    }
    try {
      return forms.isEmpty() ? List.of() : List.of(DocumentSentence.of(Sentence.ofForms(forms)));
    } catch (IllegalArgumentException e) {
      throw lines.error(TOKENS + ": " + e.getMessage());
    }
  }

  /** The object as it will be written, which must be Unicode text. */
  private String fields(ObjectNode object) throws IOException {
    String fields = JsonText.write(object);
    if (hasLoneSurrogate(fields)) {
      throw lines.error(
          "expected Unicode text, found a lone surrogate (\\uD800 to \\uDFFF without its pair)");
    }
    return fields;
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NUMBER -> "a number";
      case STRING -> "a string";
      case BOOLEAN -> "true or false";
      default -> "null";
    };
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
