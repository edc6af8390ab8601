package dms.components.piece;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pieces of the fixture's sentences are those that Python found. */
class ElectraFixtureTest {
  @ParameterizedTest
  @ValueSource(strings = {"tokenizer.json", "vocab.txt"})
  void sentencesGiveThePiecesOfPython(String from) throws IOException {
    Path folder = ModelFolder.fixture("electra-tiny");
    Map<String, byte[]> files = ModelFolder.files(folder);
    files.remove(from.equals("vocab.txt") ? "tokenizer.json" : "vocab.txt");
    WordPieceTokenizer tokenizer = WordPieceTokenizer.parse(files, "electra-tiny");
    JsonNode sentences =
        new JsonMapper().readTree(Files.readAllBytes(folder.resolve("golden-pieces.json")));
    assertThat(sentences).hasSize(24);
    for (JsonNode sentence : sentences) {
      List<Integer> ids = new ArrayList<>(List.of(tokenizer.classId()));
      List<Integer> starts = new ArrayList<>(List.of(0));
      for (JsonNode token : sentence.get("tokens")) {
        int[] pieces = tokenizer.pieces(token.textValue());
        for (int i = 0; i < pieces.length; i++) {
          ids.add(pieces[i]);
          starts.add(i == 0 ? 1 : 0);
        }
      }
      ids.add(tokenizer.separatorId());
      starts.add(0);
      assertThat(ids).isEqualTo(ints(sentence.get("input_ids")));
      assertThat(starts).isEqualTo(ints(sentence.get("token_start")));
    }
    assertThat(tokenizer.size()).isEqualTo(4000);
    assertThat(tokenizer.piece(tokenizer.paddingId())).isEqualTo("[PAD]");
  }

  private static List<Integer> ints(JsonNode array) {
    List<Integer> ints = new ArrayList<>();
    array.forEach(value -> ints.add(value.intValue()));
    return ints;
  }
}
