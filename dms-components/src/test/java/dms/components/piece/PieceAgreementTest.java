package dms.components.piece;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Compares with what tools/compare_pieces.py wrote, which tells how both are run. */
@EnabledIfSystemProperty(
    named = "dms.pieces",
    matches = ".+",
    disabledReason = "runs where -Ddms.pieces and -Ddms.pieces.expected name what to compare")
class PieceAgreementTest {
  private static final long MIN_PIECES_PER_SECOND = 500_000;
  private static final int ROUNDS = 5;

  @Test
  void treebanksGiveThePiecesOfTheLibrary() throws IOException {
    Path folder = Path.of(System.getProperty("dms.pieces"));
    WordPieceTokenizer tokenizer =
        WordPieceTokenizer.parse(ModelFolder.files(folder), folder.toString());
    JsonMapper json = new JsonMapper();
    List<String> tokens = new ArrayList<>();
    long pieces = 0;
    int sentences = 0;
    try (BufferedReader lines =
        Files.newBufferedReader(Path.of(System.getProperty("dms.pieces.expected")))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode sentence = json.readTree(line);
        sentences++;
        for (int i = 0; i < sentence.get("tokens").size(); i++) {
          String token = sentence.get("tokens").get(i).textValue();
          int[] found = tokenizer.pieces(token);
          assertThat(json.valueToTree(found).toString())
              .as("sentence %d, token '%s'", sentences, token)
              .isEqualTo(expected(sentence.get("pieces").get(i), tokenizer).toString());
          tokens.add(token);
          pieces += found.length;
        }
      }
    }
    long speed = measure(tokenizer, tokens);
    System.out.printf(
        Locale.ROOT,
        "%d sentences, %d tokens, %d pieces agree; %d pieces a second%n",
        sentences,
        tokens.size(),
        pieces,
        speed);
    assertThat(sentences).isPositive();
    assertThat(speed).isGreaterThan(MIN_PIECES_PER_SECOND);
  }

  private static JsonNode expected(JsonNode pieces, WordPieceTokenizer tokenizer) {
    return pieces.isEmpty()
        ? new JsonMapper().valueToTree(new int[] {tokenizer.unknownId()})
        : pieces;
  }

  /** The pieces that one thread finds in a second, in the best of some rounds. */
  private static long measure(WordPieceTokenizer tokenizer, List<String> tokens) {
    long best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      long pieces = 0;
      for (String token : tokens) {
        pieces += tokenizer.pieces(token).length;
      }
      best = Math.max(best, pieces * 1_000_000_000L / (System.nanoTime() - start));
    }
    return best;
  }
}
