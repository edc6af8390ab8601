package dms.components.piece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged files and those of other tokenizers are refused, naming file and reason. */
class TokenizerDamageTest {
  private static final String JSON =
      """
      {"added_tokens": [{"id": 1, "content": "[UNK]", "special": true, "normalized": false}],
       "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
         "strip_accents": null, "lowercase": true},
       "pre_tokenizer": {"type": "BertPreTokenizer"},
       "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
         "max_input_chars_per_word": 100,
         "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4, "##b": 5}}}
      """;
  private static final String VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##b\nA\n##é\n##e\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"WordPiece\"' | '\"BPE\"' | model is of type BPE, expected WordPiece",
        "'\"WordPiece\"' | 7 | field type is missing or not a string",
        "'BertNormalizer' | NFC | normalizer is of type NFC, expected BertNormalizer",
        "'\"normalizer\"' | '\"other\"' | field normalizer is missing or not an object",
        "BertPreTokenizer | Whitespace | pre_tokenizer is of type Whitespace, expected"
            + " BertPreTokenizer",
        "'\"lowercase\": true' | '\"lowercase\": 1' | field lowercase is missing or not true or"
            + " false",
        "'\"strip_accents\": null' | '\"strip_accents\": 1' | field strip_accents is missing or not"
            + " true or false",
        "'\"unk_token\": \"[UNK]\"' | '\"unk_token\": \"[UNKNOWN]\"' | the special token"
            + " '[UNKNOWN]' is not in the vocabulary",
        "'\"[CLS]\": 2' | '\"CLS\": 2' | the special token '[CLS]' is not in the vocabulary",
        "'\"[SEP]\": 3' | '\"SEP\": 3' | the special token '[SEP]' is not in the vocabulary",
        "'\"[PAD]\": 0' | '\"PAD\": 0' | the special token '[PAD]' is not in the vocabulary",
        "'\"##b\": 5' | '\"a\": 5' | is not JSON: Duplicate field 'a'",
        "'\"##b\": 5' | '\"##b\": 4' | pieces 'a' and '##b' have the same id 4",
        "'\"##b\": 5' | '\"##b\": 6' | 'the vocabulary has 6 pieces, but ids to 6'",
        "'\"##b\": 5' | '\"##b\": -5' | field ##b is missing or not a whole number from 0",
        "'\"##b\": 5' | '\"##b\": 5.5' | field ##b is missing or not a whole number from 0",
        "'\"##b\": 5' | '\"\": 5' | piece 5 is empty",
        "'\"##b\": 5' | '\"\\uDE00\": 5' | is not JSON: Unexpected low surrogate",
        "'100' | '\"100\"' | field max_input_chars_per_word is missing or not a whole number from"
            + " 0",
        "'\"vocab\"' | '\"merges\"' | field vocab is missing or not an object",
        "'\"continuing_subword_prefix\"' | '\"x\"' | field continuing_subword_prefix is missing"
            + " or not a string",
        "'\"id\": 1' | '\"id\": 3' | 'added token ''[UNK]'' has id 3, but as a piece 1'",
        "'\"special\"' | '\"single_word\"' | 'added token ''[UNK]'' is for single words only,"
            + " which is not supported'",
        "'\"content\"' | '\"text\"' | field content is missing or not a string",
        "'\"added_tokens\"' | '\"added\"' | field added_tokens is missing or not an array",
        "'{\"added_tokens\"' | '{{' | is not JSON: Unexpected character",
        "'5}}}' | '5}}' | is not JSON: Unexpected end-of-input",
        "'5}}}' | '5}}} {}' | is not JSON: Trailing token",
      })
  void damagedTokenizerIsRefused(String text, String damaged, String reason) {
    assertThat(JSON).contains(text);
    String json = JSON.replace(text, damaged);
    assertRefused(Map.of("tokenizer.json", json), "model/tokenizer.json: " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'##b' | 'a' | 'piece ''a'' is there twice, as 4 and as 5'",
        "'##b' | '' | piece 5 is empty",
        "'[PAD]' | 'PAD' | the special token '[PAD]' is not in the vocabulary",
      })
  void damagedVocabularyIsRefused(String text, String damaged, String reason) {
    String vocabulary = VOCABULARY.replace(text, damaged);
    assertRefused(Map.of("vocab.txt", vocabulary), "model/vocab.txt: " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | expected a JSON object",
        "'' | expected a JSON object",
        "'{\"do_lower_case\": \"no\"}' | field do_lower_case is missing or not true or false",
        "'{\"cls_token\": 7}' | field cls_token is missing or not a string",
        "'{\"cls_token\": {}}' | field content is missing or not a string",
        "'{\"added_tokens_decoder\": []}' | field added_tokens_decoder is missing or not an object",
        "'{\"added_tokens_decoder\": {\"x\": {}}}' | 'added_tokens_decoder has the id ''x'',"
            + " expected a whole number'",
      })
  void damagedConfigurationIsRefused(String config, String reason) {
    assertRefused(
        Map.of("vocab.txt", VOCABULARY, "tokenizer_config.json", config),
        "model/tokenizer_config.json: " + reason);
  }

  @Test
  void folderWithoutTokenizerIsRefused() {
    assertRefused(
        Map.of("spiece.model", "", "config.json", "{}"),
        "model: expected tokenizer.json or vocab.txt, found [config.json, spiece.model]");
  }

  @Test
  void otherEncodingsAreRefused() {
    for (String name : new String[] {"tokenizer.json", "vocab.txt"}) {
      byte[] latin = VOCABULARY.getBytes(StandardCharsets.ISO_8859_1);
      assertThatExceptionOfType(WordPieceFormatException.class)
          .isThrownBy(() -> WordPieceTokenizer.parse(Map.of(name, latin), "model"))
          .withMessage("model/" + name + ": is not UTF-8");
    }
  }

  @Test
  void fileThatEndsAnywhereIsRefusedOrRead() throws IOException {
    byte[] whole = JSON.strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(WordPieceFormatException.class)
          .isThrownBy(() -> WordPieceTokenizer.parse(Map.of("tokenizer.json", cut), "model"))
          .withMessageStartingWith("model/tokenizer.json: ");
    }
    assertThat(parse(Map.of("tokenizer.json", JSON)).pieces("Ab")).containsExactly(4, 5);
  }

  @Test
  void modelOfTheFirstVersionsHasNoType() throws IOException {
    String json = JSON.replace("\"type\": \"WordPiece\",", "");
    assertThat(parse(Map.of("tokenizer.json", json)).pieces("ab")).containsExactly(4, 5);
  }

  @Test
  void vocabularyWithoutConfigurationIsUncased() throws IOException {
    assertThat(parse(Map.of("vocab.txt", VOCABULARY)).pieces("AÉ")).containsExactly(4, 8);
  }

  @Test
  void configurationSaysHowTextIsNormalizedAndTokensAreCalled() throws IOException {
    String config =
        """
        {"do_lower_case": false, "cls_token": {"content": "a"}, "pad_token": null,
         "added_tokens_decoder": {"9": {"content": "<e>", "special": true}}}
        """;
    String names = "{\"cls_token\": \"A\", \"sep_token\": \"##b\"}";
    WordPieceTokenizer tokenizer =
        parse(
            Map.of(
                "vocab.txt", VOCABULARY,
                "tokenizer_config.json", config,
                "special_tokens_map.json", names));
    assertThat(tokenizer.pieces("Aé<e>")).containsExactly(6, 7, 9);
    assertThat(tokenizer.classId()).isEqualTo(4);
    assertThat(tokenizer.separatorId()).isEqualTo(5);
    assertThat(tokenizer.paddingId()).isZero();
    assertThat(tokenizer.size()).isEqualTo(10);
  }

  @Test
  void pieceThatIsNotThereIsRefused() throws IOException {
    WordPieceTokenizer tokenizer = parse(Map.of("tokenizer.json", JSON));
    assertThat(tokenizer.piece(5)).isEqualTo("##b");
    for (int id : new int[] {-1, 6}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tokenizer.piece(id))
          .withMessage("expected a piece from 0 to 5, got " + id);
    }
  }

  private static void assertRefused(Map<String, String> files, String message) {
    assertThatExceptionOfType(WordPieceFormatException.class)
        .isThrownBy(() -> parse(files))
        .withMessageStartingWith(message);
  }

  private static WordPieceTokenizer parse(Map<String, String> files) throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    files.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return WordPieceTokenizer.parse(contents, "model");
  }
}
