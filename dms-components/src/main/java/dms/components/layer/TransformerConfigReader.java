package dms.components.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.components.layer.TransformerConfig.Activation;
import java.io.IOException;

/** Reads {@code config.json}, refusing by name whatever would be computed differently. */
final class TransformerConfigReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode root;
  private final String source;

  private TransformerConfigReader(JsonNode root, String source) {
    this.root = root;
    this.source = source;
  }

  static TransformerConfig read(byte[] json, String source) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (IOException e) {
      throw new TransformerFormatException(source, "expected JSON, found none", e);
    }
    if (!root.isObject()) {
      throw new TransformerFormatException(source, "expected a JSON object, found something else");
    }
    return new TransformerConfigReader(root, source).config();
  }

  private TransformerConfig config() throws TransformerFormatException {
    String type = text("model_type", "none");
    if (!type.equals("bert") && !type.equals("electra")) {
      throw refused("model_type", "bert or electra", type);
    }
    requirePlain();
    int hidden = size("hidden_size");
    int heads = size("num_attention_heads");
    if (hidden % heads != 0) {
      throw refused("num_attention_heads", "a divisor of hidden_size " + hidden, "" + heads);
    }
    return new TransformerConfig(
        size("vocab_size"),
        root.hasNonNull("embedding_size") ? size("embedding_size") : hidden,
        hidden,
        size("num_hidden_layers"),
        heads,
        size("intermediate_size"),
        activation(),
        probability("hidden_dropout_prob"),
        probability("attention_probs_dropout_prob"),
        positions(),
        size("type_vocab_size"),
        epsilon());
  }

  private void requirePlain() throws TransformerFormatException {
    String positions = text("position_embedding_type", "absolute");
    if (!positions.equals("absolute")) {
      throw refused("position_embedding_type", "absolute", positions);
    }
    for (String key : new String[] {"is_decoder", "add_cross_attention"}) {
      if (root.path(key).asBoolean(false)) {
        throw refused(key, "false", "true");
      }
    }
  }

  private Activation activation() throws TransformerFormatException {
    String name = text("hidden_act", "gelu");
    return switch (name) {
      case "gelu" -> Activation.GELU;
      case "gelu_new", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
      case "relu" -> Activation.RELU;
      default -> throw refused("hidden_act", "gelu, gelu_new, gelu_pytorch_tanh or relu", name);
    };
  }

  /** A row holds at least one piece between the two special ones. */
  private int positions() throws TransformerFormatException {
    int positions = size("max_position_embeddings");
    if (positions < 3) {
      throw refused("max_position_embeddings", "at least 3", "" + positions);
    }
    return positions;
  }

  private double epsilon() throws TransformerFormatException {
    double epsilon = root.path("layer_norm_eps").asDouble(1e-12);
    if (!(epsilon > 0)) {
      throw refused("layer_norm_eps", "a positive number", root.path("layer_norm_eps").toString());
    }
    return epsilon;
  }

  private int size(String key) throws TransformerFormatException {
    JsonNode value = root.path(key);
    if (!value.canConvertToInt() || value.asInt() <= 0) {
      throw refused(key, "a positive integer", value.isMissingNode() ? "none" : value.toString());
    }
    return value.asInt();
  }

  private double probability(String key) throws TransformerFormatException {
    double value = root.path(key).asDouble(0);
    if (!(value >= 0 && value < 1)) {
      throw refused(key, "a probability in [0, 1)", root.path(key).toString());
    }
    return value;
  }

  private String text(String key, String otherwise) {
    JsonNode value = root.path(key);
    return value.isTextual() ? value.asText() : value.isContainerNode() ? "" + value : otherwise;
  }

  private TransformerFormatException refused(String key, String expected, String found) {
    return new TransformerFormatException(
        source, key + ": expected " + expected + ", found " + found);
  }
}
