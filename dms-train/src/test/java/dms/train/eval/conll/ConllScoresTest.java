package dms.train.eval.conll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.core.corpus.CorpusFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The scores are those of the shared task's script, and what it refuses is refused. */
class ConllScoresTest {
  private static Stream<Arguments> golden(String list) throws IOException {
    try (InputStream in = ConllScoresTest.class.getResourceAsStream("/golden/conll18.json")) {
      JsonNode entries = new ObjectMapper().readTree(in).get(list);
      return StreamSupport.stream(entries.spliterator(), false)
          .map(entry -> Arguments.of(entry.get("name").textValue(), entry));
    }
  }

  static Stream<Arguments> pairs() throws IOException {
    return golden("pairs");
  }

  static Stream<Arguments> files() throws IOException {
    return golden("files");
  }

  private static ConllTreebank treebank(String text, Trees trees) throws IOException {
    return ConllTreebank.read(new StringReader(text), "text", trees);
  }

  private static ConllScores scores(String gold, String system) throws IOException {
    return ConllScores.of(treebank(gold, Trees.SCORED), treebank(system, Trees.SCORED));
  }

  private static String row(int id, String form, String head) {
    return id + "\t" + form + "\t_\t_\t_\t_\t" + head + "\tdep\t_\t_\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void scoresAreThoseOfTheScript(String name, JsonNode pair) throws IOException {
    Map<ConllMetric, ConllScore> scores =
        scores(pair.get("gold").textValue(), pair.get("system").textValue()).all();
    assertThat(scores).hasSameSizeAs(pair.get("scores"));
    scores.forEach((metric, score) -> assertSame(metric, score, pair.get("scores")));
  }

  private static void assertSame(ConllMetric metric, ConllScore score, JsonNode scores) {
    JsonNode golden = scores.get(metric.label());
    assertThat(List.of(score.gold(), score.system(), score.correct()))
        .as(metric.label())
        .isEqualTo(
            List.of(
                golden.get("gold").intValue(),
                golden.get("system").intValue(),
                golden.get("correct").intValue()));
    assertThat(score.precision()).isCloseTo(golden.get("precision").doubleValue(), within(1e-9));
    assertThat(score.recall()).isCloseTo(golden.get("recall").doubleValue(), within(1e-9));
    assertThat(score.f1()).isCloseTo(golden.get("f1").doubleValue(), within(1e-9));
    assertThat(score.aligned().isPresent()).isEqualTo(!golden.get("aligned").isNull());
    if (score.aligned().isPresent()) {
      assertThat(score.aligned().getAsInt()).isEqualTo(golden.get("aligned").intValue());
      assertThat(score.alignedAccuracy().getAsDouble())
          .isCloseTo(golden.get("accuracy").doubleValue(), within(1e-9));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void whatTheScriptRefusesIsRefused(String name, JsonNode file) throws IOException {
    String content = file.get("content").textValue();
    if (file.get("accepted").booleanValue()) {
      treebank(content, Trees.SCORED);
    } else {
      assertThatThrownBy(() -> treebank(content, Trees.SCORED))
          .isInstanceOf(CorpusFormatException.class)
          .hasMessageMatching("(?s)text:\\d+: .*");
    }
  }

  @Test
  void withoutTreesHeadsAreNotRead() throws IOException {
    String text = row(1, "a", "_") + row(2, "b", "9") + "\n";
    ConllTreebank treebank = treebank(text, Trees.IGNORED);
    assertThat(ConllScores.of(treebank, treebank).all().keySet())
        .contains(ConllMetric.LEMMAS)
        .noneMatch(ConllMetric::isOfTrees);
  }

  @Test
  void otherCharactersAreRefusedWithTheirPlace() throws IOException {
    String gold = row(1, "hestur", "0") + row(2, "hleypur", "1") + "\n";
    String system = "# a\n" + row(1, "hesturh", "0") + row(2, "leipur", "1") + "\n";
    assertThatThrownBy(() -> scores(gold, system))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageContainingAll("\"ypur\" (line 2 there)", "\"ipur\" (line 3)");
    assertThatThrownBy(() -> scores(gold, row(1, "hestur", "0") + "\n"))
        .hasMessageContaining("found \"\" (line after the last)");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("latin1.conllu");
    Files.write(file, (row(1, "bók", "0") + "\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConllTreebank.read(file, Trees.SCORED))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageContainingAll("latin1.conllu", "expected UTF-8");
  }

  @Test
  void deepTreesAndManyWordsTakeLittleTime() throws IOException {
    List<String> lines = new ArrayList<>();
    int size = 200_000;
    for (int id = 1; id <= size; id++) {
      lines.add(row(id, "orð", id == size ? "0" : Integer.toString(id + 1)));
    }
    String text = String.join("", lines) + "\n";
    ConllScores scores = scores(text, text);
    assertThat(scores.score(ConllMetric.MLAS).orElseThrow().correct()).isEqualTo(size);
  }

  @Test
  void nothingAgainstNothingIsZeroPercent() throws IOException {
    ConllScores scores = scores("", "");
    assertThat(scores.toTable())
        .contains("UPOS       |      0.00 |      0.00 |      0.00 |      0.00");
    assertThat(scores.toCountTable())
        .contains("UPOS       |         0 |         0 |         0 |\n");
  }

  @Test
  void tablesLookLikeThoseOfTheScript() throws IOException {
    String gold = "1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + row(1, "a", "0") + row(2, "b", "1") + "\n";
    String system = row(1, "a", "0") + row(2, "b", "1") + "\n";
    ConllScores scores = scores(gold, system);
    assertThat(scores.toTable())
        .startsWith(
            """
            Metric     | Precision |    Recall |  F1 Score | AligndAcc
            -----------+-----------+-----------+-----------+-----------
            Tokens     |      0.00 |      0.00 |      0.00 |
            Sentences  |    100.00 |    100.00 |    100.00 |
            Words      |    100.00 |    100.00 |    100.00 |
            UPOS       |    100.00 |    100.00 |    100.00 |    100.00
            """);
    assertThat(scores.toCountTable())
        .startsWith(
            """
            Metric     | Correct   |      Gold | Predicted | Aligned
            -----------+-----------+-----------+-----------+-----------
            Tokens     |         0 |         1 |         2 |
            Sentences  |         1 |         1 |         1 |
            Words      |         2 |         2 |         2 |         2
            UPOS       |         2 |         2 |         2 |         2
            """);
    assertThat(scores.toJson())
        .startsWith(
            "{\"Tokens\":{\"precision\":0.0,\"recall\":0.0,\"f1\":0.0,\"correct\":0,\"gold\":1");
  }
}
