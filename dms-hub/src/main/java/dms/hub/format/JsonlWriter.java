package dms.hub.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.hub.text.TextSentence;
import dms.hub.text.TextToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON Lines: a document a line. The fields that it came with stay as they are; raw text has
 * the field {@code text}; {@code sentences} is added. A sentence has {@code tokens}, a token its
 * {@code form} and under {@code values}, by column, {@code value} and what is known of it: {@code
 * p}, the probability, and {@code source} of a lemma. Where the text is known, sentences and tokens
 * have {@code begin} and {@code end}, in UTF-16 units of it.
 */
public final class JsonlWriter implements DocumentWriter {
  static final String SENTENCES = "sentences";

  private final Writer out;

  /** A writer on a stream, which it closes when it is closed. */
  public JsonlWriter(OutputStream out) {
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()), 1 << 15);
  }

  @Override
  public void write(TaggedDocument tagged) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JsonText.factory().createGenerator(line)) {
      json.writeStartObject();
      Document document = tagged.document();
      if (document.fields().isEmpty() && document.text().isPresent()) {
        json.writeStringField("text", document.text().get());
      }
      json.writeArrayFieldStart(SENTENCES);
      for (int s = 0; s < document.sentences().size(); s++) {
        write(document.sentences().get(s), tagged.predictions().get(s), json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write(joined(tagged.document().fields(), line.toString()));
    out.write('\n');
  }

  /** One object of two, the first of which may have no fields. */
  private static String joined(Optional<String> first, String second) {
    if (first.isEmpty() || first.get().equals("{}")) {
      return second;
    }
    return first.get().substring(0, first.get().length() - 1) + "," + second.substring(1);
  }

  private static void write(
      DocumentSentence of, Map<Column, List<Prediction>> predictions, JsonGenerator json)
      throws IOException {
    Sentence sentence = of.sentence();
    json.writeStartObject();
    if (of.place().isPresent()) {
      writePlace(of.place().get().begin(), of.place().get().end(), json);
    } else {
      writeComment("sent_id", sentence.id(), json);
      writeComment("text", sentence.text(), json);
    }
    json.writeArrayFieldStart("tokens");
    for (int t = 0; t < sentence.size(); t++) {
      write(sentence.tokens().get(t), of.place(), predictions, t, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writePlace(int begin, int end, JsonGenerator json) throws IOException {
    json.writeNumberField("begin", begin);
    json.writeNumberField("end", end);
  }

  private static void writeComment(String name, Optional<String> value, JsonGenerator json)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  private static void write(
      Token token,
      Optional<TextSentence> place,
      Map<Column, List<Prediction>> predictions,
      int index,
      JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("form", token.form());
    if (place.isPresent()) {
      TextToken found = place.get().tokens().get(index);
      writePlace(found.begin(), found.end(), json);
    }
    json.writeObjectFieldStart("values");
    for (Map.Entry<Column, List<Prediction>> column : predictions.entrySet()) {
      json.writeObjectFieldStart(column.getKey().spec());
      write(column.getValue().get(index), json);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(Prediction prediction, JsonGenerator json) throws IOException {
    json.writeStringField("value", prediction.value());
    if (prediction.probability().isPresent()) {
      json.writeFieldName("p");
      json.writeNumber(Probabilities.text(prediction.probability().getAsDouble()));
    }
    if (prediction.source().isPresent()) {
      json.writeStringField("source", prediction.source().get().name().toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
