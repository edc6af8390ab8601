package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.components.config.ConfigurationException;
import dms.core.corpus.CorpusFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run refuses, before and while it trains, and what its folder keeps then. */
class RunGuardsTest {
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir static Path folder;
  private static SmallRun run;
  private String name;

  @BeforeAll
  static void write() throws IOException {
    run = SmallRun.in(folder);
  }

  @BeforeEach
  void nameTheRun(TestInfo test) {
    name =
        test.getTestMethod().orElseThrow().getName() + Math.abs(test.getDisplayName().hashCode());
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  private JsonNode manifest() throws IOException {
    return new ObjectMapper().readTree(run.run(name).resolve("run.json").toFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "mean"})
  void aDecoderWithTheNameOfARowOfTheReportIsRefusedAtOnce(String decoder) {
    RunConfig config = run.load(name, "decoders." + decoder + "=${decoders.xpos}");
    assertThatThrownBy(() -> new TrainingRun(config, SmallRun.silent(), NEVER))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("decoders." + decoder);
  }

  /** Column 5 of CoNLL-U is xpos, column 4 upos. */
  @ParameterizedTest
  @CsvSource({
    "dev, 5, xpos.accuracy, xpos",
    "dev, 5, mean.accuracy, xpos",
    "dev, 4, mean.known, upos+feats",
    "dev, 4, all.accuracy, upos+feats",
    "train, 5, mean.accuracy, xpos",
  })
  void dataWithoutGoldValuesAreRefusedBeforeTraining(
      String role, int column, String metric, String named) throws IOException {
    Path bare = Files.writeString(folder.resolve(name + ".conllu"), without(column, role));
    assertThatThrownBy(
            () ->
                run.train(
                    name,
                    NEVER,
                    false,
                    "data." + role + "=[\"" + bare + "\"]",
                    "selection.metric=" + metric))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(role.equals("dev") ? "data.dev" : "decoders.xpos")
        .hasMessageContaining("column " + named);
    assertThat(run.run(name).resolve("metrics.jsonl")).doesNotExist();
    assertThat(run.run(name).resolve("checkpoints")).doesNotExist();
  }

  private static String without(int column, String role) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(run.data(role))) {
      String[] fields = line.split("\t");
      if (fields.length >= column) {
        fields[column - 1] = "_";
      }
      text.append(String.join("\t", fields)).append('\n');
    }
    return text.toString();
  }

  @Test
  void anEmptyFileAmongSeveralIsRefusedByName() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.conllu"), "");
    String files = "data.train=[\"%s\", \"%s\"]".formatted(run.data("train"), empty);
    assertThatThrownBy(() -> run.train(name, NEVER, false, files))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessage(empty + ": expected sentences, found none");
  }

  @Test
  void aRateOfAComponentThatIsNotThereIsRefusedAtOnce() {
    RunConfig config = run.load(name, "optimizer.rates.wrds=2");
    assertThatThrownBy(() -> new TrainingRun(config, SmallRun.silent(), NEVER))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("optimizer.rates.wrds: expected one of")
        .hasMessageContaining("did you mean words?");
  }

  @Test
  void devWithoutUnknownFormsCannotSelectOnThem() {
    assertThatThrownBy(
            () ->
                run.train(
                    name,
                    NEVER,
                    false,
                    "data.dev=[\"" + run.data("train") + "\"]",
                    "selection.metric=xpos.unknown"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("data.dev")
        .hasMessageContaining("column xpos")
        .hasMessageContaining("a form unknown from training");
  }

  @Test
  void aMetricOfUnseenTagsNeedsTagsThatTrainingLacks() {
    assertThatThrownBy(
            () ->
                run.train(
                    name,
                    NEVER,
                    false,
                    "data.dev=[\"" + run.data("train") + "\"]",
                    "selection.metric=xpos.unseen"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("column xpos")
        .hasMessageContaining("that the training data lack");
  }

  @Test
  void aMetricOfACompleteColumnDoesNotMindThatAnotherIsEmpty() throws IOException {
    Path bare = Files.writeString(folder.resolve(name + ".conllu"), without(4, "dev"));
    String dev = "data.dev=[\"" + bare + "\"]";
    assertThat(run.train(name, NEVER, false, dev, "training.epochs=1").finished()).isTrue();
  }

  @Test
  void aRefusedResumeLeavesConfigurationAndManifestAsTheyWere() throws IOException {
    run.train(name, after(3), false);
    Path root = run.run(name);
    String config = Files.readString(root.resolve("config.conf"));
    String manifest = Files.readString(root.resolve("run.json"));
    assertThatThrownBy(() -> run.train(name, NEVER, true, "training.seed=2"))
        .hasMessageContaining("training.seed: then 1, now 2");
    assertThat(root.resolve("config.conf")).hasContent(config);
    assertThat(root.resolve("run.json")).hasContent(manifest);
  }

  @Test
  void otherColumnsAreRefusedOnResume() throws IOException {
    run.train(name, after(3), false);
    assertThatThrownBy(() -> run.train(name, NEVER, true, "data.columns=[form, xpos]"))
        .hasMessageContaining("data.columns: then [], now [form, xpos]");
  }

  @Test
  void theManifestKeepsTheStartAndListsEveryResume() throws IOException {
    run.train(name, after(3), false);
    String started = manifest().get("started").asText();
    assertThat(manifest().has("resumed")).isFalse();
    run.train(name, after(3), true);
    run.train(name, after(3), true);
    assertThat(manifest().get("started").asText()).isEqualTo(started);
    assertThat(manifest().get("resumed")).hasSize(2);
  }

  @Test
  void aStopBetweenTheLastStepOfAnEpochAndItsScoresLosesNothing() throws IOException {
    int steps = 0;
    boolean between = false;
    while (!between) {
      steps++;
      String stopped = name + "-" + steps;
      run.train(stopped, after(steps), false, "training.checkpointSteps=0");
      List<String> checkpoints = checkpoints(stopped);
      assertThat(checkpoints).hasSize(1);
      // Asked once before the epoch, once after each step; the last step is followed by another.
      between = checkpoints.get(0).startsWith("step-%08d-epoch-0000".formatted(steps - 1));
    }
    assertThat(steps).isGreaterThan(2);
  }

  private static List<String> checkpoints(String name) throws IOException {
    try (Stream<Path> all = Files.list(run.run(name).resolve("checkpoints"))) {
      return all.filter(Files::isDirectory).map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aRunHasOneProcessAtATime() throws IOException {
    AtomicInteger refused = new AtomicInteger();
    BooleanSupplier startAnother =
        () -> {
          assertThatThrownBy(() -> run.train(name, NEVER, true))
              .isInstanceOf(IOException.class)
              .hasMessageContaining(run.run(name).toString())
              .hasMessageContaining("under way");
          return refused.incrementAndGet() >= 2;
        };
    run.train(name, startAnother, false);
    assertThat(refused.get()).isGreaterThanOrEqualTo(2);
    assertThat(run.train(name, after(2), true).finished()).isFalse();
  }

  @Test
  void theScreenTellsThatThereIsNoCheckpointAndWhatTheTrainingTook() throws IOException {
    String shown = run.screenOf(name, true, "training.epochs=1");
    assertThat(shown)
        .contains("no checkpoint in " + run.run(name) + ", starting from the beginning")
        .containsPattern("trained 1 epochs in \\d+:\\d\\d:\\d\\d, [\\d,]+ tokens/s");
    assertThat(run.screenOf(name, true, "training.epochs=1")).doesNotContain("no checkpoint");
    assertThat(run.run(name).resolve("summary.json")).content().contains("\"steps\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e30", "1e39"})
  void whatIsNotFiniteStopsTheRunAndIsNeverSaved(String learningRate) throws IOException {
    assertThatThrownBy(
            () ->
                run.train(
                    name,
                    NEVER,
                    false,
                    "optimizer.type=sgd",
                    "optimizer.weightDecay=0",
                    "optimizer.momentum=0.9",
                    "optimizer.learningRate=" + learningRate,
                    "optimizer.clipNorm=0",
                    "schedule.type=constant",
                    "training.checkpointSteps=1"))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("step ")
        .hasMessageContaining("train.conllu:")
        .hasMessageContaining("(s")
        .hasMessageContaining("a run of another name");
    assertThat(run.run(name).resolve("bundle")).doesNotExist();
    for (String checkpoint : checkpoints(name)) {
      Path folder = run.run(name).resolve("checkpoints").resolve(checkpoint);
      assertAllFinite(folder.resolve("weights.safetensors"));
    }
  }

  /** A safetensors file is the length of a header, the header, and here nothing but floats. */
  private static void assertAllFinite(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(bytes.getLong());
    FloatBuffer floats = bytes.position(8 + header).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    assertThat(floats.hasRemaining()).isTrue();
    while (floats.hasRemaining()) {
      assertThat(Float.isFinite(floats.get())).as(file.toString()).isTrue();
    }
  }

  @Test
  void aNativeErrorIsToldWithStepBatchAndSentencesButWithoutItsCppTrace() throws IOException {
    var sentences = run.load(name).data().read(List.of(run.data("dev")));
    RuntimeException nativeError = new RuntimeException("out of memory\nException raised from …");
    assertThatThrownBy(
            () ->
                TrainingStepException.run(
                    7,
                    "backward",
                    "Batch(15)",
                    sentences,
                    () -> {
                      throw nativeError;
                    }))
        .isInstanceOf(TrainingStepException.class)
        .hasCause(nativeError)
        .hasMessageStartingWith("step 7: backward of Batch(15): out of memory; sentences: ")
        .hasMessageContaining("dev.conllu:")
        .hasMessageEndingWith("and 10 more");
  }
}
