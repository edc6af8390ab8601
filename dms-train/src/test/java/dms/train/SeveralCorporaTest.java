package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.components.config.Blueprint;
import dms.components.config.ConfigurationException;
import dms.components.config.ModelAssembler;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.train.eval.DecoderEvaluation;
import dms.train.eval.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One run on several corpora, each with decoders of its own, losses weighted by uncertainty. */
class SeveralCorporaTest {
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir static Path folder;
  private static SmallRun run;
  private static Evaluation scores;
  private static List<String> uninterrupted;

  @BeforeAll
  static void trainWithoutInterruption() throws IOException {
    run = SmallRun.in(folder);
    TrainingRun.Result result = run.train("whole", NEVER, false, corpora());
    assertThat(result.finished()).isTrue();
    scores = result.scores().orElseThrow();
    uninterrupted = run.outcome("whole");
  }

  private static String[] corpora(String... more) {
    return run.corpora(more);
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  @Test
  void vocabulariesAreOfTheDecodersOwnCorpora() throws IOException {
    Path components = run.run("whole").resolve("bundle/components");
    assertThat(components.resolve("tags/tags.json"))
        .content()
        .contains("\"A\",\"B\"")
        .doesNotContain("VBD");
    assertThat(components.resolve("xpos/tags.json"))
        .content()
        .contains("VBD")
        .doesNotContain("\"A\"");
    assertThat(components.resolve("treebank/corpora.json")).content().contains("first", "second");
  }

  @Test
  void aDecoderIsScoredOnItsOwnCorporaOnly() {
    assertThat(total("tags")).isEqualTo(250 / 2);
    assertThat(total("tags (second)")).isEqualTo(total("tags"));
    assertThat(total("xpos")).isEqualTo(total("xpos (first)"));
    assertThat(scores.rows()).doesNotContainKeys("tags (first)", "xpos (second)");
  }

  @Test
  void allIsAboutTheDecodersOfEachCorpus() {
    assertThat(total("all")).isEqualTo(total("all (first)") + total("all (second)"));
    assertThat(total("all (second)")).isEqualTo(total("tags"));
    assertThat(scores.toTable()).contains("all (first)", "lemma (gold tags)");
  }

  @Test
  void taggersTellHowTheyDoOnTagsUnseenInTrainingAndLemmatizersDoNot() {
    assertThat(scores.decoders().get("tags").unseen()).isPresent();
    assertThat(scores.decoders().get("lemma").unseen()).isEmpty();
  }

  private static long total(String row) {
    DecoderEvaluation found = scores.rows().get(row);
    assertThat(found).as(row).isNotNull();
    return found.all().total();
  }

  @Test
  void lossesAreMaskedWhereACorpusIsNotOnesOwn() throws IOException {
    RunConfig config = run.load("masks", corpora());
    Blueprint blueprint = config.blueprint();
    Stage stage = Stage.of(config, blueprint).get(0);
    TrainingData data = TrainingData.read(List.of(stage), config.decoders().keySet(), folder);
    try (EncodersDecoders model =
            ModelAssembler.assemble(
                blueprint, blueprint.learn(data::corpusOf, Map.of()), ComputeDevice.cpu(), 1);
        EncodersDecoders part = stage.part().of(model, decoder -> masked(decoder, data))) {
      assertThat(losses(part, data, "first")).containsExactly("feats", "lemma", "xpos");
      assertThat(losses(part, data, "second")).containsExactly("tags");
    }
  }

  private static Decoder masked(Decoder decoder, TrainingData data) {
    return new StageDecoder(decoder, 1, data.last().scope());
  }

  private static Set<String> losses(EncodersDecoders model, TrainingData data, String corpus) {
    List<Sentence> sentences =
        data.last().train().stream()
            .filter(sentence -> sentence.corpus().orElseThrow().equals(corpus))
            .limit(5)
            .toList();
    try (Batch batch = new Batch(sentences, Mode.TRAINING, 1)) {
      model.prepare(batch);
      batch.open(model.device());
      model.forward(batch);
      return new TreeSet<>(model.losses(batch).keySet());
    }
  }

  @Test
  void learntFactorsAreInTheMetricsAndNotInTheBundle() throws IOException {
    List<String> lines = Files.readAllLines(run.run("whole").resolve("metrics.jsonl"));
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.get("factor.feats").asDouble()).isBetween(0.4, 0.6).isNotEqualTo(0.5);
    assertThat(first.get("factor.tags").asDouble()).isBetween(0.9, 1.1).isNotEqualTo(1);
    assertThat(
            Files.readString(
                run.run("whole").resolve("bundle/weights.safetensors"),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("log_variance");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6, 8, 11})
  void stoppedAndResumedItEndsWithTheSameBits(int questions) throws IOException {
    String name = "stopped-" + questions;
    assertThat(run.train(name, after(questions), false, corpora()).finished()).isFalse();
    assertThat(run.train(name, NEVER, true, corpora()).finished()).isTrue();
    assertThat(run.outcome(name)).isEqualTo(uninterrupted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.corpora.second.decoders=[tag] | data.corpora.second.decoders | did you mean tags?",
        "data.corpora.second.train=[] | train | at least one element",
        "data.train=[\"x.conllu\"] | data.corpora | expected no train, dev and columns beside it",
        "data.temperature=0 | data.temperature | positive",
      })
  void faultyCorporaAreRefusedAtOnce(String setting, String path, String reason) {
    assertThatThrownBy(() -> run.load("faulty", corpora(setting)).blueprint())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(path)
        .hasMessageContaining(reason);
  }

  @Test
  void aTemperatureWithoutCorporaIsRefused() {
    assertThatThrownBy(() -> run.load("faulty", "data.temperature=2"))
        .hasMessageContaining("there are not several corpora");
  }

  @ParameterizedTest
  @CsvSource({"tags, second", "xpos, first"})
  void goldValuesThatDevLacksAreToldWithTheCorpus(String decoder, String corpus)
      throws IOException {
    Path bare = folder.resolve("bare.tsv");
    Files.writeString(bare, "form\txpos\nhestur\t\n\n");
    String[] setting =
        corpora(
            "data.corpora.%s.dev=[\"%s\"]".formatted(corpus, bare),
            "selection.metric=" + decoder + ".accuracy");
    assertThatThrownBy(() -> run.train("dev-" + corpus, NEVER, false, setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("data.corpora." + corpus + ".dev: selection.metric")
        .hasMessageContaining("there are none in [" + bare + "]");
  }

  @Test
  void aMissingDevFileIsToldAsOneOfTheCorpora() {
    String[] none = corpora("data.corpora.first.dev=[]", "data.corpora.second.dev=[]");
    assertThatThrownBy(() -> run.train("no-dev", NEVER, false, none))
        .hasMessageContaining("data.corpora.*.dev: expected files to choose the best epoch on");
  }

  @Test
  void aDecoderThatACorpusNamesMustFindItsColumnThere() {
    String[] lemma = corpora("data.corpora.second.decoders=[tags, lemma]");
    assertThatThrownBy(() -> run.train("bare", NEVER, false, lemma))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("data.corpora.second.decoders: lemma learns column lemma")
        .hasMessageContaining("other.tsv");
  }

  @Test
  void withoutNamedDecodersACorpusIsForAllWhoseColumnItHas() throws IOException {
    String[] open = corpora("data.corpora.second.decoders=[]", "training.epochs=1");
    Map<String, DecoderEvaluation> rows =
        run.train("open", NEVER, false, open).scores().orElseThrow().rows();
    assertThat(rows).containsKeys("xpos (second)", "tags (second)");
    assertThat(rows).doesNotContainKeys("lemma (second)", "feats (second)", "tags (first)");
  }
}
