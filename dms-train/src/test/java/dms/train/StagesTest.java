package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.components.config.Blueprint;
import dms.components.config.ConfigurationException;
import dms.components.config.ModelAssembler;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.hub.TaggingPipeline;
import dms.hub.bundle.Bundle;
import dms.train.eval.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run of stages: the lemmatizer on words without sentences, then the joint model. */
class StagesTest {
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir static Path folder;
  private static SmallRun run;
  private static List<String> uninterrupted;

  @BeforeAll
  static void trainWithoutInterruption() throws IOException {
    run = SmallRun.in(folder);
    assertThat(run.train("whole", NEVER, false, run.stages()).finished()).isTrue();
    uninterrupted = run.outcome("whole");
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  private static List<JsonNode> metrics(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.run(name).resolve("metrics.jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void metricsTellTheStageAndItsDecoders() throws IOException {
    Map<String, Set<String>> losses = new TreeMap<>();
    for (JsonNode line : metrics("whole")) {
      Set<String> of = losses.computeIfAbsent(line.get("stage").asText(), stage -> new TreeSet<>());
      line.fieldNames().forEachRemaining(of::add);
      of.removeIf(field -> !field.startsWith("loss."));
    }
    assertThat(losses)
        .containsEntry("dim", Set.of("loss.lemma", "loss.total"))
        .containsEntry("treebank", Set.of("loss.feats", "loss.lemma", "loss.total", "loss.xpos"));
  }

  @Test
  void theLossOfAStageHasTheWeightOfTheStage() throws IOException {
    JsonNode first = metrics("whole").get(0);
    assertThat(first.get("loss.total").asDouble())
        .isEqualTo(2 * first.get("loss.lemma").asDouble());
  }

  @Test
  void eachStageHasItsOwnScheduleAndSteps() throws IOException {
    // 90 words in batches of 25 of which two make a step: 2 steps an epoch, 4 in all.
    List<JsonNode> dim =
        metrics("whole").stream().filter(l -> l.get("stage").asText().equals("dim")).toList();
    assertThat(dim).extracting(line -> line.get("step").asInt()).containsExactly(2, 4);
    assertThat(dim.get(1).get("learning_rate").asDouble()).isLessThan(1e-5);
    JsonNode treebank = metrics("whole").get(2);
    assertThat(treebank.get("step").asInt()).isEqualTo(6);
    assertThat(treebank.get("learning_rate").asDouble()).isGreaterThan(1e-3);
  }

  @Test
  void theBundleTagsAndKnowsOnlyFormsOfSentences() throws IOException {
    Bundle bundle = Bundle.read(run.run("whole").resolve("bundle"));
    assertThat(bundle.trainingForms()).contains("hestur").doesNotContain("æðs", "þökkur");
    try (TaggingPipeline pipeline =
        TaggingPipeline.load(run.run("whole").resolve("bundle"), ComputeDevice.cpu())) {
      List<Sentence> tagged = pipeline.tag(List.of(Sentence.ofForms(List.of("hestur", "æði"))));
      assertThat(tagged.get(0).tokens()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 16, 19})
  void stoppedInAnyStageAndResumedGivesTheSameBits(int questions) throws IOException {
    String name = "stopped-" + questions;
    assertThat(run.train(name, after(questions), false, run.stages()).finished()).isFalse();
    assertThat(run.train(name, NEVER, true, run.stages()).finished()).isTrue();
    assertThat(run.outcome(name)).isEqualTo(uninterrupted);
  }

  @Test
  void stoppedAtEveryStepOfBothStagesAndResumedGivesTheSameBits() throws IOException {
    boolean finished = run.train("slowly", after(2), false, run.stages()).finished();
    int resumed = 0;
    while (!finished && resumed < 100) {
      finished = run.train("slowly", after(2), true, run.stages()).finished();
      resumed++;
    }
    assertThat(resumed).isBetween(12, 99);
    assertThat(run.outcome("slowly")).isEqualTo(uninterrupted);
  }

  @Test
  void aSettingOfAStageIsComparedOnResume() throws IOException {
    run.train("changed", after(2), false, run.stages());
    assertThatThrownBy(() -> run.train("changed", NEVER, true, run.stages("frozen = [chars]")))
        .isInstanceOf(ChangedRunException.class)
        .hasMessageContaining("stages.0.frozen: then [], now [chars]");
  }

  /**
   * Stops at the end of the first stage: two epochs, each asked before, after steps, at its end.
   */
  private static Path endOfFirstStage(String name, String stages) throws IOException {
    int questions = 0;
    while (true) {
      String tried = name + "-" + questions;
      run.train(tried, after(questions++), false, stages);
      Path checkpoints = run.run(tried).resolve("checkpoints");
      try (Stream<Path> all = Files.list(checkpoints)) {
        var found = all.filter(p -> p.toString().endsWith("step-00000004-epoch-0002")).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frozen = [] | charRnn chars lemma",
        "frozen = [chars] | charRnn lemma",
        "frozen = [charRnn, chars] | lemma"
      })
  void parametersThatAStageDoesNotTrainKeepTheirBits(String setting, String moved)
      throws IOException {
    String stages = run.stages(setting);
    Path checkpoint = endOfFirstStage("bits-" + setting.length(), stages);
    RunConfig config = run.load("bits", stages);
    Blueprint blueprint = config.blueprint();
    TrainingData data =
        TrainingData.read(Stage.of(config, blueprint), config.decoders().keySet(), folder);
    var files = blueprint.learn(data::corpusOf, Map.of());
    try (EncodersDecoders fresh =
            ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), 1);
        EncodersDecoders trained =
            ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), 1)) {
      new Checkpoint(checkpoint, TrainingState.start()).loadWeights(trained);
      Set<String> changed = new TreeSet<>();
      Map<String, Tensor> before = fresh.parameters().tensors();
      for (var after : trained.parameters().tensors().entrySet()) {
        if (!before.get(after.getKey()).equal(after.getValue())) {
          changed.add(after.getKey().split("\\.")[0]);
        }
      }
      assertThat(changed).containsExactly(moved.split(" "));
    }
  }

  @Test
  void vocabulariesAreLearntFromTheStagesThatTrainTheComponent() throws IOException {
    Path components = run.run("whole").resolve("bundle/components");
    assertThat(components.resolve("chars/characters.json")).content().contains("æ", "þ", "k");
    assertThat(components.resolve("lemma/characters.json")).content().contains("æ", "þ");
    assertThat(components.resolve("words/forms.json")).content().doesNotContain("æ", "þ");
    assertThat(components.resolve("xpos/tags.json")).content().contains("VBP").doesNotContain("G");
  }

  /** What is learnt where a first stage, not isolated, trains on words. */
  private static TrainingData onWords(String frozen, String frozenLater) throws IOException {
    RunConfig config =
        run.load(
            "on-words",
            """
            stages=[{ name = dim, frozen = [%s], data { train = ["%s"], sentences = line } },
                    { name = treebank, frozen = [%s] }]"""
                .formatted(frozen, run.words(), frozenLater));
    return TrainingData.read(
        Stage.of(config, config.blueprint()), config.decoders().keySet(), folder);
  }

  @Test
  void formsOfAListOfWordsAreNotKnownThoughTheWholeModelTrainsOnThem() throws IOException {
    TrainingData data = onWords("words", "");
    assertThat(data.knownForms()).contains("hestur").noneMatch(form -> form.startsWith("þökk"));
    assertThat(data.corpusOf("words").counts(Column.FORM).keySet())
        .contains("hestur")
        .noneMatch(form -> form.startsWith("þökk"));
    assertThat(data.corpusOf("chars").counts(Column.FORM).keySet())
        .contains("hestur")
        .anyMatch(form -> form.startsWith("þökk"));
    assertThat(data.corpusOf("xpos").counts(Column.XPOS)).containsKey("G");
  }

  @Test
  void aComponentThatNoStageTrainsLearnsItsVocabularyFromSentencesOnly() throws IOException {
    assertThat(onWords("words", "words").corpusOf("words").counts(Column.FORM).keySet())
        .contains("hestur")
        .noneMatch(form -> form.startsWith("þökk"));
    assertThat(onWords("", "words").corpusOf("words").counts(Column.FORM).keySet())
        .anyMatch(form -> form.startsWith("þökk"));
  }

  @Test
  void aStageWithDevFilesIsScoredOnItsDecoders() throws IOException {
    String stages =
        run.stages()
            .replace("sentences = line", "sentences = line, dev = [\"" + run.words() + "\"]");
    run.train("scored", NEVER, false, stages, "training.epochs=1");
    JsonNode dev =
        metrics("scored").stream()
            .filter(l -> l.has("dev.lemma.accuracy"))
            .findFirst()
            .orElseThrow();
    assertThat(dev.get("stage").asText()).isEqualTo("dim");
    assertThat(dev.has("dev.xpos.accuracy")).isFalse();
    assertThat(dev.get("dev.lemma.accuracy").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void pretrainingIsFeltInTheStageAfterIt() throws IOException {
    Evaluation with =
        run.train("with", NEVER, false, run.stages("epochs = 60"), "training.epochs=1")
            .scores()
            .orElseThrow();
    Evaluation without =
        run.train("without", NEVER, false, "training.epochs=1").scores().orElseThrow();
    assertThat(with.metric("lemma.accuracy").orElseThrow())
        .isGreaterThan(without.metric("lemma.accuracy").orElseThrow() + 0.2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ name = a, decoders { lema = 1 } }, { name = b } | stages[0] (a).decoders | did you mean lemma",
        "{ name = a }, { name = a } | stages[1] (a).name | rename",
        "{ name = a, data { dev = [x.tsv] } }, { name = b } | stages[0] (a).data.train | found none",
        "{ name = a, data { train = [x.tsv] } } | stages[0] (a).data.dev | choose the best epoch",
        "{ name = a, isolated = true, decoders { lemma = 1 } } | stages[0] (a).isolated | last stage",
        "{ name = a, isolated = true }, { name = b } | stages[0] (a).decoders: feats | reads nothing but sentences",
        "{ name = a, decoders { lemma = 1 }, isolated = true, frozen = [words] }, { name = b } | stages[0] (a).frozen | chars",
        "{ name = a, frozen = [xpos, feats, lemma, chars, charRnn, words, sentence] }, { name = b } | stages[0] (a).frozen | of decoder",
        "{ name = a, optimizer { rates { wrds = 2 } } }, { name = b } | stages[0] (a).optimizer.rates.wrds | did you mean words?",
        "{ name = a, schedule { type = cosine, decay = 0.5 } }, { name = b } | stages[0] (a).schedule.decay | cosine",
        "{ name = a, epochs = 0 }, { name = b } | stages[0].epochs | positive",
        "{ name = a, learningRate = 1, optimizer { learningRate = 2 } }, { name = b } | stages[0].learningRate | both",
      })
  void aFaultyStageIsRefusedAtOnce(String stages, String path, String reason) {
    assertThatThrownBy(() -> run.load("faulty", "stages=[" + stages + "]").blueprint())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(path)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sentences = line | sentences = empty-line | expected words without a sentence, found one of 90 tokens",
        "words.tsv | train.conllu | sentences = line is for lists of words; expected a .tsv file",
      })
  void dataOfAnIsolatedStageMustBeWords(String part, String other, String reason) {
    String stages = run.stages().replace(part, other);
    assertThatThrownBy(() -> run.train("isolated-" + part.length(), NEVER, false, stages))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void goldTagsThatTheDataLackAreRefused() throws IOException {
    Path bare = folder.resolve("bare.tsv");
    Files.writeString(bare, "form\tlemma\nhestur\thestur\nhestar\thestur\n");
    String stages = run.stages().replace("words.tsv", "bare.tsv");
    assertThatThrownBy(() -> run.train("bare", NEVER, false, stages))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("stages[0] (dim).data.train")
        .hasMessageContaining("decoder xpos gives the gold values of column xpos");
  }

  @Test
  void aStageTakesFromTheRunWhatItDoesNotName() {
    RunConfig config =
        run.load(
            "inherits",
            "stages=[{ name = a, optimizer { weightDecay = 0.5 } }, { name = b, epochs = 7,"
                + " optimizer { type = sgd, momentum = 0.5 }, schedule { type = one-cycle } }]");
    List<Stage> stages = Stage.of(config, config.blueprint());
    Stage a = stages.get(0);
    Stage b = stages.get(1);
    assertThat(a.optimizer().learningRate()).isEqualTo(5e-3);
    assertThat(a.optimizer().weightDecay()).isEqualTo(0.5);
    assertThat(a.optimizer().rates()).containsEntry("words", 0.5);
    assertThat(a.training()).isEqualTo(config.training());
    assertThat(a.schedule()).isEqualTo(config.schedule());
    assertThat(b.training().epochs()).isEqualTo(7);
    assertThat(b.optimizer().momentum()).isEqualTo(0.5);
    assertThat(b.optimizer().learningRate()).isEqualTo(1e-3);
    assertThat(a.seed()).isNotEqualTo(b.seed());
  }
}
