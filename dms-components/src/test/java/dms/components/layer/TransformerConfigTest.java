package dms.components.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerConfigTest {
  private static final String BERT =
      """
      {"model_type": "bert", "vocab_size": 40, "hidden_size": 16, "num_hidden_layers": 2,
       "num_attention_heads": 4, "intermediate_size": 24, "max_position_embeddings": 20,
       "type_vocab_size": 2, "attention_probs_dropout_prob": 0.2, "classifier_dropout": null}
      """;

  private static TransformerConfig parse(String json) throws IOException {
    return TransformerConfig.parse(json.getBytes(StandardCharsets.UTF_8), "m/config.json");
  }

  /** A later value of a key wins. */
  private static TransformerConfig with(String setting) throws IOException {
    return parse(BERT.strip().replaceFirst("}$", ", " + setting.replace("\\", "\\\\") + "}"));
  }

  @Test
  void whatAFileLeavesOutIsAsInTheLibraryThatWritesIt() throws IOException {
    assertThat(parse(BERT))
        .isEqualTo(
            new TransformerConfig(
                40, 16, 16, 2, 4, 24, TransformerConfig.Activation.GELU, 0, 0.2, 20, 2, 1e-12));
    assertThat(with("\"embedding_size\": 8").embeddingDim()).isEqualTo(8);
    assertThat(with("\"layer_norm_eps\": 1e-5").epsilon()).isEqualTo(1e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "gelu, GELU",
    "gelu_new, GELU_TANH",
    "gelu_pytorch_tanh, GELU_TANH",
    "relu, RELU",
  })
  void activationsAreKnownByTheirNames(String name, TransformerConfig.Activation activation)
      throws IOException {
    assertThat(with("\"hidden_act\": \"" + name + "\"").activation()).isEqualTo(activation);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"model_type\": \"roberta\"`, `model_type: expected bert or electra, found roberta`",
        "`\"position_embedding_type\": \"relative_key\"`, position_embedding_type: expected absolute",
        "`\"hidden_act\": \"silu\"`, hidden_act: expected gelu",
        "`\"is_decoder\": true`, is_decoder: expected false",
        "`\"add_cross_attention\": true`, add_cross_attention: expected false",
        "`\"num_attention_heads\": 3`, num_attention_heads: expected a divisor of hidden_size 16",
        "`\"vocab_size\": 0`, vocab_size: expected a positive integer",
        "`\"hidden_size\": \"16\"`, hidden_size: expected a positive integer",
        "`\"max_position_embeddings\": 2`, max_position_embeddings: expected at least 3",
        "`\"hidden_dropout_prob\": 1.0`, hidden_dropout_prob: expected a probability",
        "`\"layer_norm_eps\": -1`, layer_norm_eps: expected a positive number",
      })
  void whatWouldBeComputedDifferentlyIsRefusedByName(String setting, String message) {
    assertThatExceptionOfType(TransformerFormatException.class)
        .isThrownBy(() -> with(setting))
        .withMessageStartingWith("m/config.json: ")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\u0000"})
  void whatIsNoJsonObjectIsRefused(String text) {
    assertThatExceptionOfType(TransformerFormatException.class)
        .isThrownBy(() -> parse(text))
        .withMessageStartingWith("m/config.json: expected");
  }
}
