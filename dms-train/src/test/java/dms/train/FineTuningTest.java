package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.components.config.Blueprint;
import dms.components.config.ConfigurationException;
import dms.components.config.ModelAssembler;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.file.FileContent;
import dms.core.file.Sha256;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.TensorFiles;
import dms.hub.TaggingPipeline;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that goes on from a trained model. */
class FineTuningTest {
  private static final BooleanSupplier NEVER = () -> false;
  private static final String WEIGHTS = "weights.safetensors";
  private static final String STEPS_TOO_SMALL = "optimizer.learningRate=1e-30";
  private static final String FRESH_WORDS = "training.fresh=[words]";

  @TempDir static Path folder;
  private static SmallRun run;
  private static Path base;

  @BeforeAll
  static void trainTheModelToBeTuned() throws IOException {
    run = SmallRun.in(folder);
    run.train("base", NEVER, false);
    base = run.run("base").resolve("bundle");
    // New stems, an ending and a tag that the model has not seen, in a third of the sentences.
    String text = Files.readString(run.data("train"));
    String other =
        text.replace("hest", "fest").replaceAll("ar\t(\\S+)\tVERB\tVBP", "arz\t$1z\tVERB\tNEW");
    Files.writeString(other(), other);
  }

  private static Path other() {
    return folder.resolve("other.conllu");
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  private static String[] from(Path model, String... more) {
    List<String> settings = new ArrayList<>();
    settings.add("training.from=\"" + model + "\"");
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  private static String onOther() {
    return "data.train=[\"" + other() + "\"]";
  }

  private static List<Sentence> tagged(Path bundle) throws IOException {
    List<Sentence> sentences = run.load("any").data().read(List.of(run.data("dev")));
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu())) {
      return pipeline.tag(sentences);
    }
  }

  private static List<String> values(List<Sentence> sentences) {
    return sentences.stream()
        .flatMap(sentence -> sentence.tokens().stream())
        .map(Object::toString)
        .toList();
  }

  /** The weights by component. */
  private static Map<String, List<float[]>> weights(Path file) throws IOException {
    Map<String, List<float[]>> weights = new TreeMap<>();
    NativeScope.within(
        () ->
            TensorFiles.load(file)
                .forEach(
                    (name, tensor) ->
                        weights
                            .computeIfAbsent(
                                name.substring(0, name.indexOf('.')), n -> new ArrayList<>())
                            .add(Tensors.toFloats(tensor))));
    return weights;
  }

  /** The weights of a run before its first step, by component. */
  private static Map<String, List<float[]>> first(String... settings) throws IOException {
    RunConfig config = run.load("first", settings);
    Blueprint blueprint = config.blueprint();
    StartingModel start = StartingModel.of(config.training(), blueprint);
    TrainingData data =
        TrainingData.read(
            Stage.of(config, blueprint), config.decoders().keySet(), folder.resolve("work"));
    Map<String, Map<String, FileContent>> files = blueprint.learn(data::corpusOf, start.files());
    try (EncodersDecoders model =
        ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), config.training().seed())) {
      start.loadTrained(model);
      start.loadPretrained(model);
      Path saved = folder.resolve("first.safetensors");
      model.parameters().save(saved);
      return weights(saved);
    }
  }

  private static Path bundle(String name) {
    return run.run(name).resolve("bundle");
  }

  private static JsonNode manifest(String name) throws IOException {
    return new ObjectMapper().readTree(run.run(name).resolve("run.json").toFile());
  }

  @Test
  void beforeAnyStepTheWeightsAreThoseOfTheModel() throws IOException {
    assertThat(first(from(base, onOther())))
        .usingRecursiveComparison()
        .isEqualTo(weights(base.resolve(WEIGHTS)));
  }

  @Test
  void stepsTooSmallToMoveAWeightLeaveThePredictionsOfTheModel() throws IOException {
    run.train("still", NEVER, false, from(base, onOther(), STEPS_TOO_SMALL, "training.epochs=1"));
    assertThat(values(tagged(bundle("still")))).isEqualTo(values(tagged(base)));
  }

  @Test
  void aFewStepsChangeTheWeightsAndKeepTheVocabularies() throws IOException {
    run.train("tuned", NEVER, false, from(base, onOther(), "training.epochs=1"));
    assertThat(weights(bundle("tuned").resolve(WEIGHTS)).keySet())
        .isEqualTo(weights(base.resolve(WEIGHTS)).keySet());
    assertThat(Sha256.of(bundle("tuned").resolve(WEIGHTS)))
        .isNotEqualTo(Sha256.of(base.resolve(WEIGHTS)));
    for (String file : List.of("xpos/tags.json", "words/forms.json", "lemma/characters.json")) {
      assertThat(bundle("tuned").resolve("components/" + file))
          .hasSameBinaryContentAs(base.resolve("components/" + file));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5})
  void stoppedAndResumedGivesTheSameBits(int questions) throws IOException {
    String[] settings = from(base, onOther(), FRESH_WORDS, "training.epochs=2");
    if (!Files.exists(run.run("whole"))) {
      run.train("whole", NEVER, false, settings);
    }
    String name = "stopped-" + questions;
    assertThat(run.train(name, after(questions), false, settings).finished()).isFalse();
    assertThat(run.train(name, NEVER, true, settings).finished()).isTrue();
    assertThat(run.outcome(name)).isEqualTo(run.outcome("whole"));
  }

  @Test
  void aComponentThatIsLearntAfreshBeginsAsItWouldWithoutTheModel() throws IOException {
    Map<String, List<float[]>> fresh = first(from(base, onOther(), FRESH_WORDS));
    assertThat(fresh.get("words"))
        .usingRecursiveComparison()
        .isEqualTo(first(onOther()).get("words"));
    assertThat(fresh.get("xpos"))
        .usingRecursiveComparison()
        .isEqualTo(weights(base.resolve(WEIGHTS)).get("xpos"));
  }

  @Test
  void aComponentThatTheModelLacksIsLearntAndOneThatIsLeftOutIsNot() throws IOException {
    run.train(
        "added",
        NEVER,
        false,
        from(
            base,
            "decoders.feats=null",
            "decoders.upos={ type = tagger, input = sentence, column = upos }",
            "training.epochs=1"));
    assertThat(weights(bundle("added").resolve(WEIGHTS)).keySet())
        .contains("upos", "xpos")
        .doesNotContain("feats");
    JsonNode taken = manifest("added").at("/fineTunedFrom/components");
    assertThat(taken.toString()).contains("xpos", "words").doesNotContain("feats", "upos");
  }

  @Test
  void settingsThatMatterInTrainingOnlyMayDiffer() throws IOException {
    assertThat(
            first(
                from(
                    base,
                    "encoders.sentence.dropout=0",
                    "decoders.xpos.labelSmoothing=0",
                    "decoders.feats.weight=2",
                    "decoders.lemma.scheduledSampling=0",
                    "decoders.lemma.maxExtra=5")))
        .usingRecursiveComparison()
        .isEqualTo(weights(base.resolve(WEIGHTS)));
  }

  @Test
  void everyOtherDifferenceIsListedBeforeAnythingIsWritten() {
    assertThatThrownBy(
            () ->
                run.train(
                    "different",
                    NEVER,
                    false,
                    from(
                        base,
                        "encoders.words={ type = character, minCount = 1 }",
                        "encoders.sentence.inputs=[charRnn]",
                        "encoders.sentence.layers=1",
                        "optimizer.rates=null",
                        "decoders.xpos.column=upos",
                        "decoders.lemma.tag=null")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("training.from = " + base)
        .hasMessageContaining("encoders.words.type: the model that is fine-tuned has word, found")
        .hasMessageContaining("encoders.sentence.inputs: the model that is fine-tuned has [charRnn")
        .hasMessageContaining("encoders.sentence.layers: the model that is fine-tuned has 2, found")
        .hasMessageContaining("decoders.xpos.column: the model that is fine-tuned has xpos, found")
        .hasMessageContaining("decoders.lemma.tag: the model that is fine-tuned has xpos, found no")
        .hasMessageContaining("name lemma in training.fresh to learn it afresh")
        .hasMessageStartingWith("5 problems");
    assertThat(run.run("different")).doesNotExist();
  }

  @Test
  void whatBuildsOnAFreshComponentOfAnotherSizeIsNamed() {
    assertThatThrownBy(
            () ->
                run.train("sizes", NEVER, false, from(base, FRESH_WORDS, "encoders.words.dim=10")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the parameters of sentence have other sizes than there")
        .hasMessageContaining("name sentence in training.fresh too")
        .hasMessageContaining("found [");
    assertThat(run.run("sizes").resolve("checkpoints")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.fresh=[wrds] | training.fresh: expected one of",
        "training.fresh=[words, words] | fresh",
        "training.from=\" \" | from",
      })
  void aSettingThatCannotBeMeantIsRefused(String setting, String message) {
    assertThatThrownBy(() -> run.train("meant", NEVER, false, from(base, setting)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void freshComponentsNeedAModel() {
    assertThatThrownBy(() -> run.train("alone", NEVER, false, FRESH_WORDS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("expected a trained model in from beside it");
  }

  @Test
  void aModelOfWhichNothingIsTakenIsRefused() {
    String all = "training.fresh=[chars, charRnn, words, sentence, xpos, feats, lemma]";
    assertThatThrownBy(() -> run.train("nothing", NEVER, false, from(base, all)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("expected a component of the model")
        .hasMessageContaining("xpos");
  }

  @Test
  void aModelThatIsNotThereIsToldByName() {
    assertThatThrownBy(() -> run.train("absent", NEVER, false, "training.from=no-such-model"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no-such-model")
        .hasMessageContaining("training.from");
  }

  @Test
  void aDamagedModelIsRefused(@TempDir Path own) throws IOException {
    copy(base, own);
    Files.write(own.resolve(WEIGHTS), new byte[(int) Files.size(base.resolve(WEIGHTS))]);
    assertThatThrownBy(() -> run.train("damaged", NEVER, false, from(own)))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining(WEIGHTS);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  @Test
  void resumingChecksThatTheModelIsTheSameWhereverItIs(@TempDir Path own) throws IOException {
    Path moved = own.resolve("moved");
    copy(base, moved);
    run.train("moved", after(3), false, from(base));
    run.train("moved", after(3), true, from(moved));
    run.train("again", NEVER, false, "training.seed=2", "training.epochs=1");
    assertThatThrownBy(() -> run.train("moved", NEVER, true, from(bundle("again"))))
        .isInstanceOf(ChangedRunException.class)
        .hasMessageContaining("training.from: then " + Sha256.of(base.resolve("bundle.json")));
    assertThatThrownBy(() -> run.train("moved", NEVER, true, from(base, FRESH_WORDS)))
        .isInstanceOf(ChangedRunException.class)
        .hasMessageContaining("training.fresh: then [], now [words]");
  }

  @Test
  void manifestBundleAndCardTellOfTheModel() throws IOException {
    run.train("told", NEVER, false, from(base, onOther(), FRESH_WORDS, "training.epochs=1"));
    String sum = Sha256.of(base.resolve("bundle.json"));
    JsonNode fact = manifest("told").get("fineTunedFrom");
    assertThat(fact.get("name").asText()).isEqualTo("base");
    assertThat(fact.get("sha256").asText()).isEqualTo(sum);
    assertThat(fact.get("components").toString()).contains("chars").doesNotContain("words");
    Bundle bundle = Bundle.read(bundle("told"));
    assertThat(bundle.description().training().get("fineTunedFrom")).asString().contains(sum);
    assertThat(bundle.trainingForms()).contains("hestur", "festur");
    assertThat(bundle("told").resolve("MODEL_CARD.md"))
        .content()
        .contains("- fine-tuned from: base ");
    assertThat(manifest("base").has("fineTunedFrom")).isFalse();
  }

  @Test
  void goldValuesThatAKeptDecoderCannotGiveAreCounted() throws IOException {
    long tokens = count("\tVERB\tNEW\t");
    String shown = run.screenOf("warned", false, from(base, onOther(), "training.epochs=1"));
    assertThat(shown)
        .contains("fine-tuned from: base ")
        .contains("warning: decoders.xpos: " + tokens + " of ")
        .contains("1 different ones, such as [NEW]; name it in training.fresh")
        .contains("warning: decoders.lemma: " + tokens + " of ")
        .doesNotContain("decoders.feats");
    String fresh = "training.fresh=[xpos, lemma]";
    assertThat(run.screenOf("unwarned", false, from(base, onOther(), fresh, "training.epochs=1")))
        .doesNotContain("warning:");
  }

  private static long count(String part) throws IOException {
    Collection<String> lines = Files.readAllLines(other());
    return lines.stream().filter(line -> line.contains(part)).count();
  }
}
