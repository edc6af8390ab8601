package dms.components.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a {@link Transformer}'s parameters and those of distributed models, both ways. One
 * of ours may be several of theirs, one below the other: queries, keys and values.
 */
public final class TransformerNames {
  /** What stands for a layer's number in the table. */
  private static final String NUMBER = "#";

  private static final Pattern ENDING = Pattern.compile("(.*)\\.(weight|bias)");
  private static final Pattern OUR_LAYER = Pattern.compile("layers\\.(\\d+)\\.(.*)");
  private static final Pattern THEIR_LAYER = Pattern.compile("encoder\\.layer\\.(\\d+)\\.(.*)");
  private static final Pattern PREFIX = Pattern.compile("^(electra|bert)\\.");

  /** Heads of the pretraining or of other tasks, and buffers that follow from the sizes. */
  private static final Pattern NOT_OF_THE_ENCODER =
      Pattern.compile(
          "(discriminator_predictions|generator_predictions|generator_lm_head|cls|pooler|classifier"
              + "|qa_outputs)\\..*|embeddings\\.(position_ids|token_type_ids)");

  private static final Map<String, List<String>> TABLE = table();

  private TransformerNames() {}

  private static Map<String, List<String>> table() {
    String ours = "layers." + NUMBER;
    String theirs = "encoder.layer." + NUMBER;
    String self = theirs + ".attention.self.";
    Map<String, List<String>> table = new LinkedHashMap<>();
    table.put("embeddings.pieces", List.of("embeddings.word_embeddings"));
    table.put("embeddings.positions", List.of("embeddings.position_embeddings"));
    table.put("embeddings.types", List.of("embeddings.token_type_embeddings"));
    table.put("embeddings.norm", List.of("embeddings.LayerNorm"));
    table.put("embeddings.projection", List.of("embeddings_project"));
    table.put(ours + ".attention.input", List.of(self + "query", self + "key", self + "value"));
    table.put(ours + ".attention.output", List.of(theirs + ".attention.output.dense"));
    table.put(ours + ".attention.norm", List.of(theirs + ".attention.output.LayerNorm"));
    table.put(ours + ".inner", List.of(theirs + ".intermediate.dense"));
    table.put(ours + ".outer", List.of(theirs + ".output.dense"));
    table.put(ours + ".norm", List.of(theirs + ".output.LayerNorm"));
    return table;
  }

  /**
   * A place in one of our parameters.
   *
   * @param parameter our name
   * @param part which of the equal parts along the first axis
   * @param parts how many there are
   */
  public record Place(String parameter, int part, int parts) {}

  /**
   * The names that a parameter has in distributed models, in the order of its parts.
   *
   * @throws IllegalArgumentException when it is none of a {@link Transformer}
   */
  public static List<String> distributed(String parameter) {
    Matcher layer = OUR_LAYER.matcher(parameter);
    String number = layer.matches() ? layer.group(1) : "";
    String general = layer.matches() ? "layers." + NUMBER + "." + layer.group(2) : parameter;
    Matcher ending = ENDING.matcher(general);
    List<String> names = ending.matches() ? TABLE.get(ending.group(1)) : null;
    if (names == null) {
      throw new IllegalArgumentException(parameter + " is no parameter of a transformer");
    }
    return names.stream()
        .map(name -> name.replace(NUMBER, number) + "." + ending.group(2))
        .toList();
  }

  /**
   * The place of a distributed model's tensor; with or without the prefix of a model with heads,
   * layer normalizations also under the names that the first models gave them.
   *
   * @return empty when it is no tensor of the encoder
   */
  public static Optional<Place> ours(String name) {
    String plain =
        withoutPrefix(name)
            .replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight")
            .replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
    Matcher layer = THEIR_LAYER.matcher(plain);
    String number = layer.matches() ? layer.group(1) : "";
    String general = layer.matches() ? "encoder.layer." + NUMBER + "." + layer.group(2) : plain;
    Matcher ending = ENDING.matcher(general);
    if (!ending.matches()) {
      return Optional.empty();
    }
    for (var row : TABLE.entrySet()) {
      int part = row.getValue().indexOf(ending.group(1));
      if (part >= 0) {
        String parameter = row.getKey().replace(NUMBER, number) + "." + ending.group(2);
        return Optional.of(new Place(parameter, part, row.getValue().size()));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a distributed tensor is known not to belong to the encoder: a head of another task or a
   * buffer that follows from the sizes.
   */
  public static boolean isExtra(String name) {
    return NOT_OF_THE_ENCODER.matcher(withoutPrefix(name)).matches();
  }

  private static String withoutPrefix(String name) {
    return PREFIX.matcher(name).replaceFirst("");
  }
}
