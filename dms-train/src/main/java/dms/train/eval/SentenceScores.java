package dms.train.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * How many tokens of each sentence a decoder gets right: what a paired comparison of two models on
 * the same sentences is made of.
 *
 * @param decoders one count per sentence in the order of the corpus, by decoder
 */
public record SentenceScores(Map<String, List<Accuracy>> decoders) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the map, keeping its order. */
  public SentenceScores {
    decoders = Collections.unmodifiableMap(new LinkedHashMap<>(decoders));
  }

  /**
   * Counts over the tokens that have a gold value and are not left out.
   *
   * @param columns what each decoder predicts, by decoder
   * @param covers whether a sentence is one of those that the decoder of a name is for
   * @param gold sentences with gold values
   * @param predictions of each sentence, one value per token, by decoder
   */
  public static SentenceScores of(
      Map<String, Column> columns,
      BiPredicate<Sentence, String> covers,
      Exclusions exclusions,
      List<Sentence> gold,
      List<Map<String, List<String>>> predictions) {
    Map<String, List<Accuracy>> decoders = new LinkedHashMap<>();
    columns.forEach(
        (name, column) -> {
          List<Accuracy> counts = new ArrayList<>();
          for (int i = 0; i < gold.size(); i++) {
            counts.add(
                covers.test(gold.get(i), name)
                    ? count(gold.get(i), column, exclusions, predictions.get(i).get(name))
                    : Accuracy.NONE);
          }
          decoders.put(name, List.copyOf(counts));
        });
    return new SentenceScores(decoders);
  }

  private static Accuracy count(
      Sentence gold, Column column, Exclusions exclusions, List<String> predicted) {
    Accuracy count = Accuracy.NONE;
    for (int i = 0; i < gold.size(); i++) {
      Optional<String> value = exclusions.gold(gold.tokens().get(i), column);
      if (value.isPresent()) {
        count = count.plus(value.get().equals(predicted.get(i)));
      }
    }
    return count;
  }

  /** These sentences and then those of another corpus; decoders that only one has are left out. */
  public SentenceScores plus(SentenceScores other) {
    Map<String, List<Accuracy>> both = new LinkedHashMap<>();
    decoders.forEach(
        (name, counts) -> {
          if (other.decoders.containsKey(name)) {
            List<Accuracy> joined = new ArrayList<>(counts);
            joined.addAll(other.decoders.get(name));
            both.put(name, List.copyOf(joined));
          }
        });
    return new SentenceScores(both);
  }

  /** As one line of JSON: of each decoder, {@code right} and {@code total} per sentence. */
  public String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    decoders.forEach(
        (name, counts) -> {
          ObjectNode node = root.putObject(name);
          ArrayNode right = node.putArray("right");
          ArrayNode total = node.putArray("total");
          counts.forEach(count -> right.add(count.correct()));
          counts.forEach(count -> total.add(count.total()));
        });
    return root.toString();
  }

  /**
   * What {@link #toJson} wrote.
   *
   * @throws JsonProcessingException when it is no such JSON
   */
  public static SentenceScores parse(String json) throws JsonProcessingException {
    Map<String, List<Accuracy>> decoders = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
      JsonNode right = entry.getValue().path("right");
      JsonNode total = entry.getValue().path("total");
      List<Accuracy> counts = new ArrayList<>();
      for (int i = 0; i < right.size(); i++) {
        counts.add(new Accuracy(right.get(i).asLong(), total.path(i).asLong()));
      }
      decoders.put(entry.getKey(), List.copyOf(counts));
    }
    return new SentenceScores(decoders);
  }
}
