package dms.components.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import dms.components.setting.Checks;
import dms.components.setting.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordBinderTest {
  enum Schedule {
    EXPONENTIAL,
    LINEAR_WARMUP
  }

  record Word(
      @Setting(doc = "width", unit = "numbers") int dim,
      @Setting(doc = "share dropped", orElse = "0.33") double dropout,
      @Setting(doc = "rarer words are unknown", orElse = "2") int minCount) {
    Word {
      Checks.positive("dim", dim);
      Checks.probability("dropout", dropout);
      if (dim == 13) {
        throw new IllegalArgumentException("dim and minCount do not go together");
      }
    }
  }

  record Everything(
      @Setting(doc = "seed") long seed,
      @Setting(doc = "name", orElse = "\"\"") String name,
      @Setting(doc = "schedule", orElse = "linear-warmup") Schedule schedule,
      @Setting(doc = "files", orElse = "[]") List<Path> train,
      @Setting(doc = "shuffled", orElse = "true") boolean shuffled,
      @Setting(doc = "words", orElse = "{ dim = 64 }") Word words,
      @Setting(doc = "more words", orElse = "[]") List<Word> more,
      @Setting(doc = "weights", orElse = "{}") Map<String, Double> weights,
      @Setting(doc = "by name", orElse = "{}") Map<String, List<Word>> named,
      @Setting(doc = "limit") Optional<Integer> limit,
      @Setting(doc = "later", orElse = "{}") ConfigObject later) {}

  record Single<T>(@Setting(doc = "a value") T value) {}

  record Real(@Setting(doc = "a value") double value) {}

  @Test
  void absentKeysTakeTheirDefaults() {
    assertThat(bind("seed = 1", Everything.class))
        .isEqualTo(
            new Everything(
                1,
                "",
                Schedule.LINEAR_WARMUP,
                List.of(),
                true,
                new Word(64, 0.33, 2),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                ConfigFactory.empty().root()));
  }

  @Test
  void everyTypeIsRead() {
    assertThat(bind(full(), Everything.class)).isEqualTo(fullRecord());
  }

  @Test
  void mapsAreOrderedByKey() {
    Everything bound = bind("seed = 1, weights { c = 1, a = 2, b = 3 }", Everything.class);
    assertThat(bound.weights().keySet()).containsExactly("a", "b", "c");
  }

  @Test
  void listsAndMapsCannotBeChanged() {
    Everything bound = bind(full(), Everything.class);
    assertThatThrownBy(() -> bound.train().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> bound.weights().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nullCountsAsAbsent() {
    assertThat(bind("dim = 3, dropout = null, unheardOf = null", Word.class))
        .isEqualTo(new Word(3, 0.33, 2));
    assertThat(bind("seed = 1, weights { a = null, b = 1 }, limit = null", Everything.class))
        .returns(Map.of("b", 1.0), Everything::weights)
        .returns(Optional.empty(), Everything::limit);
    assertProblems(
        "dim = null",
        Word.class,
        "dim (test.conf:1): missing mandatory key, expected an integer of 32 bits: width");
  }

  @Test
  void nullInAListIsRefused() {
    assertProblems(
        "seed = 1, train = [a, null]",
        Everything.class,
        "train[1] (test.conf:1): expected a path, found null");
  }

  @Test
  void unknownKeyIsRefusedWithTheNearestKnownOne() {
    assertProblems(
        "dim = 3\n\ndropuot = 0.1",
        Word.class,
        "dropuot (test.conf:3): unknown key; did you mean dropout? (known keys: dim, dropout, minCount)");
  }

  @Test
  void unknownKeyFarFromAllIsRefusedWithTheKnownOnes() {
    assertProblems(
        "dim = 3, \"a b\" = 0.1",
        Word.class,
        "\"a b\" (test.conf:1): unknown key (known keys: dim, dropout, minCount)");
  }

  @Test
  void refusalOfTheConstructorIsToldAtTheLineOfItsKey() {
    assertProblems(
        "dim = 3\ndropout = 1.5",
        Word.class,
        "dropout (test.conf:2): expected a probability in [0, 1), found 1.5");
  }

  @Test
  void refusalOfTheConstructorWithoutAKeyIsToldAtTheObject() {
    assertProblems(
        "seed = 1\nwords { dim = 13 }",
        Everything.class,
        "words (test.conf:2): dim and minCount do not go together");
    assertProblems(
        "dim = 13", Word.class, "configuration (test.conf:1): dim and minCount do not go together");
  }

  @Test
  void problemsNameTheWholePath() {
    Config config = parse("words { dim = x }");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> RecordBinder.bind(config.getConfig("words"), "encoders.words", Word.class))
        .withMessage(
            "encoders.words.dim (test.conf:1): expected an integer of 32 bits, found the string \"x\"");
  }

  @Test
  void allProblemsAreCollected() {
    String text =
        """
        sead = 1
        schedule = cosine
        words = 3
        more = [{ dim = 1 }, { dim = -1 }, { }]
        weights { a = x }
        named { "k.l" = [{ dim = 2.5 }] }
        limit = many
        """;
    ConfigurationException thrown =
        catchThrowableOfType(ConfigurationException.class, () -> bind(text, Everything.class));
    assertThat(thrown.problems())
        .containsExactly(
            "sead (test.conf:1): unknown key; did you mean seed? (known keys: seed, name, schedule,"
                + " train, shuffled, words, more, weights, named, limit, later)",
            "seed (test.conf:1): missing mandatory key, expected an integer of 64 bits: seed",
            "schedule (test.conf:2): expected one of exponential, linear-warmup, found the string"
                + " \"cosine\"",
            "words (test.conf:3): expected an object, found the number 3",
            "more[1].dim (test.conf:4): expected a positive integer, found -1",
            "more[2].dim (test.conf:4): missing mandatory key, expected an integer of 32 bits: width",
            "weights.a (test.conf:5): expected a finite number, found the string \"x\"",
            "named.\"k.l\"[0].dim (test.conf:6): expected an integer of 32 bits, found the number 2.5",
            "limit (test.conf:7): expected an integer of 32 bits, found the string \"many\"");
    assertThat(thrown).hasMessageStartingWith("9 problems in the configuration:\n  - sead (");
  }

  @Test
  void boundRecordsSurviveBeingWrittenAndReadAgain() {
    for (String text :
        List.of("seed = 1", full(), "seed = -9223372036854775808, words.dim = 1e3")) {
      Everything bound = bind(text, Everything.class);
      Config written = RecordBinder.toConfig(bound);
      assertThat(RecordBinder.bind(written, "", Everything.class)).isEqualTo(bound);
      Config reread = ConfigFactory.parseString(written.root().render());
      assertThat(RecordBinder.bind(reread, "", Everything.class)).isEqualTo(bound);
    }
  }

  @Test
  void writtenRecordCarriesItsDocumentation() {
    assertThat(RecordBinder.toConfig(new Word(64, 0.33, 2)).root().render())
        .contains("# width", "# Unit: numbers", "\"dim\" : 64", "# share dropped", "0.33");
  }

  @Test
  void infinityCannotBeWritten() {
    assertThatThrownBy(() -> RecordBinder.toConfig(new Real(Double.POSITIVE_INFINITY)))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("Real.value: expected a finite number, found Infinity");
  }

  record Undocumented(int value) {}

  record DefaultedOptional(@Setting(doc = "x", orElse = "3") Optional<Integer> value) {}

  record Short(@Setting(doc = "x") float value) {}

  record BadDefault(@Setting(doc = "x", orElse = "[") int value) {}

  @Test
  void recordsThatCannotBeBoundAreMistakesOfTheProgram() {
    assertMistake(Undocumented.class, "Undocumented.value: expected the annotation @Setting");
    assertMistake(DefaultedOptional.class, "DefaultedOptional.value: an Optional has no orElse");
    assertMistake(Short.class, "value: a record component of the type float cannot be bound");
    assertMistake(Single.class, "value: a record component of the type T cannot be bound");
    assertThatThrownBy(() -> bind("", BadDefault.class))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("BadDefault.value: expected orElse to be HOCON, found [");
  }

  private static void assertMistake(Class<? extends Record> type, String message) {
    assertThatThrownBy(() -> bind("value = 1", type))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static void assertProblems(String text, Class<? extends Record> type, String problem) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> bind(text, type))
        .withMessage(problem);
  }

  private static <T extends Record> T bind(String text, Class<T> type) {
    return RecordBinder.bind(parse(text), "", type);
  }

  private static Config parse(String text) {
    return ConfigFactory.parseString(
        text, ConfigParseOptions.defaults().setOriginDescription("test.conf"));
  }

  private static String full() {
    return """
    seed = 42
    name = "þrjár, tvær"
    schedule = exponential
    train = [a.conllu, "b c.conllu"]
    shuffled = false
    words { dim = 8, dropout = 0, minCount = 1 }
    more = [{ dim = 1 }, { dim = 2, dropout = 5e-2 }]
    weights { xpos = 1, "le.mma" = 0.5 }
    named { a = [], b = [{ dim = 4 }] }
    limit = 7
    later { type = word, dim = 3 }
    """;
  }

  private static Everything fullRecord() {
    return new Everything(
        42,
        "þrjár, tvær",
        Schedule.EXPONENTIAL,
        List.of(Path.of("a.conllu"), Path.of("b c.conllu")),
        false,
        new Word(8, 0, 1),
        List.of(new Word(1, 0.33, 2), new Word(2, 0.05, 2)),
        Map.of("xpos", 1.0, "le.mma", 0.5),
        Map.of("a", List.of(), "b", List.of(new Word(4, 0.33, 2))),
        Optional.of(7),
        ConfigFactory.parseString("type = word, dim = 3").root());
  }
}
