package dms.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import com.typesafe.config.Config;
import dms.components.config.ComponentRegistry;
import dms.components.config.ComponentType;
import dms.components.config.ConfigurationException;
import dms.components.config.ConfigurationLoader;
import dms.train.RunConfig;
import dms.train.SmallRun;
import dms.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments and groups that come with the project, on tiny stand-ins for their data. */
class ExperimentFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path EXPERIMENTS = ROOT.resolve("examples/experiments");

  @TempDir static Path folder;
  private static final List<String> variables = new ArrayList<>();

  @BeforeAll
  static void writeStandIns() throws IOException {
    SmallRun small = SmallRun.in(folder);
    for (String treebank :
        List.of("ud-icelandic-modern", "ud-icelandic-icepahc", "ud-english-ewt")) {
      Path copy = Files.createDirectories(folder.resolve(treebank));
      Files.copy(small.data("train"), copy.resolve("train.conllu"));
      Files.copy(small.data("dev"), copy.resolve("dev.conllu"));
    }
    Path nHot = Files.writeString(folder.resolve("dim.vec"), "hestur;[0,1,0]\nkona;[1,0,1]\n");
    Path vectors =
        Files.writeString(folder.resolve("fasttext.vec"), "2 3\nhestur .1 .2 .3\nkona 1 2 3\n");
    Path words =
        Files.writeString(
            folder.resolve("words.tsv"),
            "form\tlemma\txpos\nhesti\thestur\tD\n\nkonur\tkona\tN\n\nbátaði\tbáta\tVBD\n");
    variables.addAll(
        List.of(
            "UD_TREEBANKS=\"" + folder + "\"",
            "DIM_VECTORS=\"" + nHot + "\"",
            "FASTTEXT=\"" + vectors + "\"",
            "DIM_WORDS=\"" + words + "\"",
            "ELECTRA=\"" + electra() + "\""));
  }

  /** The shared fixture, or a path that nothing is at. */
  private static Path electra() {
    String shared = System.getenv("DMS_SHARED");
    if (shared != null) {
      return Path.of(shared, "fixtures/electra-tiny");
    }
    Path fixture = Path.of("shared/fixtures/electra-tiny");
    for (Path above = ROOT; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(fixture))) {
        return above.resolve(fixture);
      }
    }
    return fixture;
  }

  static Stream<String> experiments() throws IOException {
    return names(EXPERIMENTS).stream();
  }

  private static Set<String> names(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files
          .map(file -> below.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".conf"))
          .map(name -> name.replaceFirst("\\.conf$", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The variables stand in the file as keys, which the run must not see. */
  private static Config load(Path file, String... more) {
    List<String> overrides = new ArrayList<>(variables);
    overrides.addAll(List.of(more));
    Config config = ConfigurationLoader.load(file, overrides);
    for (String variable : variables) {
      config = config.withoutPath(variable.substring(0, variable.indexOf('=')));
    }
    return config;
  }

  private static Config experiment(String name, String... more) {
    return load(EXPERIMENTS.resolve(name + ".conf"), more);
  }

  private static void requireParts(Config config) {
    Set<String> known =
        ComponentRegistry.load().types().stream()
            .map(ComponentType::name)
            .collect(Collectors.toSet());
    for (String kind : List.of("encoders", "decoders")) {
      for (String name : config.getObject(kind).keySet()) {
        String type = config.getString(kind + "." + name + ".type");
        if (!known.contains(type)) {
          abort("no component type " + type);
        }
        if (type.equals("transformer") && !Files.exists(electra())) {
          abort("no shared/fixtures/electra-tiny above the working directory, nor in DMS_SHARED");
        }
      }
    }
  }

  private static boolean hasStages() {
    return Stream.of(RunConfig.class.getRecordComponents())
        .anyMatch(component -> component.getName().equals("stages"));
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyExperimentTrains(String name) throws IOException {
    Config config =
        experiment(
            name,
            "name=\"" + name + "\"",
            "output=\"" + folder.resolve("runs") + "\"",
            "training.epochs=1",
            "training.batchTokens=200");
    requireParts(config);
    if (config.hasPath("stages") && !hasStages()) {
      abort("no stages");
    }
    RunConfig run = RunConfig.bind(config);
    TrainingRun.Result result = new TrainingRun(run, SmallRun.silent(), () -> false).run(false);
    assertThat(result.finished()).isTrue();
    assertThat(result.scores().orElseThrow().decoders().keySet())
        .isEqualTo(run.decoders().keySet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abltagger | charRnn words dim",
        "improved-abltagger | charRnn words dim fasttext",
        "modern-characters-words | charRnn words",
        "modern-dim | charRnn words dim"
      })
  void sentenceEncoderReadsTheEncodersOfTheList(String name, String inputs) {
    assertThat(experiment(name).getStringList("encoders.sentence.inputs"))
        .containsExactly(inputs.split(" "));
  }

  @Test
  void modelsOfThePaperAreThoseOfItsFigures() {
    Config figure2 = experiment("improved-abltagger");
    assertThat(figure2.getObject("encoders").keySet())
        .containsExactlyInAnyOrder("chars", "charRnn", "words", "dim", "fasttext", "sentence");
    assertThat(figure2.getObject("decoders").keySet()).containsExactly("xpos");
    assertThat(figure2.getStringList("evaluation.exclude.xpos")).containsExactly("e", "x");
    Config figure3 = experiment("electra-small-dim");
    assertThat(figure3.getObject("encoders").keySet())
        .containsExactlyInAnyOrder("chars", "charRnn", "sentence");
    assertThat(figure3.getString("encoders.sentence.type")).isEqualTo("transformer");
    assertThat(figure3.getString("decoders.lemma.characters")).isEqualTo("charRnn");
    assertThat(figure3.getStringList("decoders.lemma.context")).containsExactly("sentence");
    assertThat(figure3.getString("decoders.xpos.input")).isEqualTo("sentence");
    assertThat(figure3.getConfigList("stages")).hasSize(2);
    assertThat(experiment("electra-base").getObject("encoders").keySet())
        .containsExactly("sentence");
  }

  @Test
  void everyGroupIsReadAndEachOfAnExperimentCanBeLeftOutOrAdded() throws IOException {
    for (String group : names(ROOT.resolve("conf"))) {
      Config config = load(ROOT.resolve("conf").resolve(group + ".conf"));
      assertThat(config.isEmpty()).as(group).isFalse();
      assertThat(config.hasPath("defaults")).as(group).isFalse();
    }
    assertThat(
            experiment("modern-characters-words", "~encoders/words", "+encoders/dim")
                .getStringList("encoders.sentence.inputs"))
        .containsExactly("charRnn", "dim");
  }

  @Test
  void foldsOfOnesOwnNeedNoTreebank() {
    Path file = EXPERIMENTS.resolve("abltagger.conf");
    List<String> overrides =
        List.of(
            "DIM_VECTORS=dim.vec", "~data/modern", "data.columns=[form,xpos,lemma]", "name=folds");
    RunConfig config =
        RunConfig.bind(ConfigurationLoader.load(file, overrides).withoutPath("DIM_VECTORS"));
    CrossValidation.Options options =
        new CrossValidation.Options(
            new FoldPlan(2, false, false, 1),
            List.of(Path.of("1.tsv"), Path.of("2.tsv")),
            0.1,
            false);
    assertThat(new CrossValidation(config, options).sources()).isEqualTo(options.files());
  }

  @Test
  void misspeltGroupIsNamedWithTheNearest() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> experiment("modern-dim", "+encoders/wrods"))
        .withMessageContaining("did you mean encoders/words?");
  }
}
