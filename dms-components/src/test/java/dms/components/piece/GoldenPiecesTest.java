package dms.components.piece;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are hard to normalize give the pieces that Hugging Face's library found. */
class GoldenPiecesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cased",
        "uncased",
        "uncased with accents",
        "cased without accents",
        "uncased, text not cleaned",
        "cased, ideographs together",
        "uncased, short words",
      })
  void tokensGiveThePiecesOfTheLibrary(String name) throws IOException {
    JsonNode golden = golden();
    JsonNode expected = golden.get("tokenizers").get(name);
    byte[] json = expected.get("tokenizer").toString().getBytes(StandardCharsets.UTF_8);
    WordPieceTokenizer tokenizer = WordPieceTokenizer.parse(Map.of("tokenizer.json", json), name);
    JsonNode tokens = golden.get("tokens");
    assertThat(tokens).hasSizeGreaterThan(500);
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i).textValue();
      assertThat(texts(tokenizer, tokenizer.pieces(token)))
          .as("token %d, %s", i, escaped(token))
          .isEqualTo(texts(tokenizer, ints(expected.get("pieces").get(i))));
    }
  }

  private static JsonNode golden() throws IOException {
    try (InputStream json = GoldenPiecesTest.class.getResourceAsStream("/golden/pieces.json")) {
      return new JsonMapper().readTree(json);
    }
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).intValue()).toArray();
  }

  private static List<String> texts(WordPieceTokenizer tokenizer, int[] ids) {
    return IntStream.of(ids).mapToObj(id -> id + " " + escaped(tokenizer.piece(id))).toList();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append(c > '~' ? "\\u%04x".formatted(c) : "" + (char) c));
    return escaped.toString();
  }
}
