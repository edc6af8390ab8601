package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.HostReads;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.TensorFiles;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run and a shipped model give on a staged device what they give on the processor. */
abstract class DeviceRunLaws {
  private static final BooleanSupplier NEVER = () -> false;

  /** Steps enough for 60 and more, and nothing random that a card draws otherwise. */
  private static final String[] CALM = {
    "training.epochs=10",
    "training.accumulation=1",
    "encoders.chars.dropout=0",
    "encoders.charRnn.dropout=0",
    "encoders.words.dropout=0",
    "encoders.sentence.dropout=0",
    "decoders.xpos.dropout=0",
    "decoders.lemma.dropout=0",
    "decoders.lemma.scheduledSampling=0",
    "selection.patience=0"
  };

  @TempDir static Path folder;
  private static SmallRun run;

  abstract ComputeDevice device();

  /** How far weights may be from those of the processor after the run. */
  abstract Offset<Double> weightTolerance();

  /** How far losses, norms and scores in the lines of metrics may be from the processor's. */
  abstract Offset<Double> metricTolerance();

  @BeforeAll
  static void writeData() throws IOException {
    run = SmallRun.in(folder);
  }

  @BeforeEach
  void requireDevice() {
    Devices.require(device());
  }

  private String onDevice() {
    return "training.device=\"%s\"".formatted(device());
  }

  private void train(String name, String... more) throws IOException {
    assertThat(run.train(name, NEVER, false, more).finished()).isTrue();
  }

  private static String[] calm(String... more) {
    List<String> all = new ArrayList<>(List.of(CALM));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void trainsToTheWeightsAndMetricsOfTheProcessor() throws IOException {
    train("calm", calm());
    train("calm-staged", calm(onDevice()));
    List<JsonNode> lines = metrics("calm");
    List<JsonNode> staged = metrics("calm-staged");
    assertThat(staged).hasSameSizeAs(lines);
    assertThat(lines.get(lines.size() - 1).get("step").asLong()).isGreaterThanOrEqualTo(60);
    for (int i = 0; i < lines.size(); i++) {
      assertSameLine(staged.get(i), lines.get(i));
    }
    Map<String, float[]> expected = weights("calm");
    Map<String, float[]> found = weights("calm-staged");
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> assertClose(name, found.get(name), values));
  }

  private void assertClose(String name, float[] found, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).as(name).isCloseTo(expected[i], weightTolerance());
    }
  }

  private void assertSameLine(JsonNode found, JsonNode expected) {
    assertThat(names(found)).isEqualTo(names(expected));
    for (String name : names(expected)) {
      if (expected.get(name).isFloatingPointNumber()) {
        assertThat(found.get(name).asDouble())
            .as(name + " of " + expected)
            .isCloseTo(expected.get(name).asDouble(), metricTolerance());
      } else {
        assertThat(found.get(name)).as(name).isEqualTo(expected.get(name));
      }
    }
  }

  private static List<String> names(JsonNode line) {
    List<String> names = new ArrayList<>();
    Iterator<String> each = line.fieldNames();
    each.forEachRemaining(names::add);
    return names;
  }

  private static List<JsonNode> metrics(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.run(name).resolve("metrics.jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static Map<String, float[]> weights(String name) throws IOException {
    Map<String, float[]> weights = new TreeMap<>();
    Path file = run.run(name).resolve("bundle/weights.safetensors");
    NativeScope.<IOException>within(
        () ->
            TensorFiles.load(file)
                .forEach((key, tensor) -> weights.put(key, Tensors.toFloats(tensor))));
    return weights;
  }

  @Test
  void learntLossWeightsTrainToThoseOfTheProcessor() throws IOException {
    train("learnt", calm("training.lossWeighting=uncertainty", "training.epochs=2"));
    train(
        "learnt-staged",
        calm("training.lossWeighting=uncertainty", "training.epochs=2", onDevice()));
    List<JsonNode> lines = metrics("learnt");
    for (int i = 0; i < lines.size(); i++) {
      assertSameLine(metrics("learnt-staged").get(i), lines.get(i));
    }
  }

  @Test
  void resumedRunEndsAsOneNeverInterrupted() throws IOException {
    train("whole", onDevice());
    int[] questions = {5};
    assertThat(run.train("halves", () -> questions[0]-- <= 0, false, onDevice()).finished())
        .isFalse();
    assertThat(run.train("halves", NEVER, true, onDevice()).finished()).isTrue();
    Map<String, float[]> expected = weights("whole");
    weights("halves").forEach((name, values) -> assertClose(name, values, expected.get(name)));
  }

  @Test
  void nothingIsReadBetweenTheLinesOfMetrics() throws IOException {
    long never = readsOf("reads-0", "training.logSteps=1000", "training.epochs=1");
    long longer = readsOf("reads-1", "training.logSteps=1000", "training.batchTokens=20");
    assertThat(metrics("reads-0").size() + metrics("reads-1").size()).isEqualTo(2);
    assertThat(longer).as("reads of a run of more steps").isEqualTo(never);
    long often = readsOf("reads-2", "training.logSteps=2");
    // Each line needs one, and the end of the epoch finds the last step read.
    assertThat(often).isBetween(never + 1, never + 20);
  }

  private long readsOf(String name, String... more) throws IOException {
    List<String> all =
        new ArrayList<>(List.of(onDevice(), "training.epochs=1", "training.checkpointSteps=0"));
    all.addAll(List.of(more));
    return HostReads.of(() -> train(name, all.toArray(String[]::new)));
  }

  @Test
  void stepThatIsNotFiniteIsNamedAsOnTheProcessor() {
    String[] diverging = {
      "optimizer.type=sgd",
      "optimizer.weightDecay=0",
      "optimizer.momentum=0.9",
      "optimizer.learningRate=1e30",
      "optimizer.clipNorm=0",
      "schedule.type=constant",
      "training.logSteps=10",
      "training.checkpointSteps=0"
    };
    String message = failure("diverging", diverging);
    List<String> staged = new ArrayList<>(List.of(diverging));
    staged.add(onDevice());
    String stagedMessage = failure("diverging-staged", staged.toArray(String[]::new));
    String step = message.substring(0, message.indexOf(':'));
    assertThat(stagedMessage).startsWith(step + ": expected finite values, found {");
    assertThat(stagedMessage).contains("train.conllu:").contains("a run of another name");
  }

  private static String failure(String name, String... more) {
    String[] message = new String[1];
    assertThatThrownBy(() -> run.train(name, NEVER, false, more))
        .isInstanceOfSatisfying(
            NonFiniteLossException.class, failed -> message[0] = failed.getMessage());
    assertThat(run.run(name).resolve("bundle")).doesNotExist();
    return message[0];
  }

  @Test
  void bfloat16TrainsToOtherWeightsOfTheSameLosses() throws IOException {
    String[] few = {onDevice(), "training.epochs=2"};
    train("exact", calm(few));
    train("rough", calm(onDevice(), "training.epochs=2", "training.precision=bfloat16"));
    assertThat(weights("rough").get("xpos.output.bias"))
        .isNotEqualTo(weights("exact").get("xpos.output.bias"))
        .hasSameSizeAs(weights("exact").get("xpos.output.bias"));
    List<JsonNode> lines = metrics("exact");
    List<JsonNode> rough = metrics("rough");
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).has("loss.total")) {
        double loss = lines.get(i).get("loss.total").asDouble();
        assertThat(rough.get(i).get("loss.total").asDouble()).isCloseTo(loss, within(0.05 * loss));
      }
    }
  }

  @Test
  void shippedModelGivesTheSameValues() throws IOException {
    String text = "Hún las bókina í gær. Hestarnir hlupu yfir ána. Þetta er gott að vita!";
    try (TaggingPipeline plain = TaggingPipeline.load("is-small");
        TaggingPipeline staged =
            TaggingPipeline.load("is-small", PipelineOptions.defaults().withDevice(device()))) {
      assertThat(values(staged, text)).isEqualTo(values(plain, text));
    }
  }

  private static List<String> values(TaggingPipeline pipeline, String text) {
    return pipeline.analyze(text).tokens().stream()
        .map(t -> String.join(" ", t.form(), t.lemma(), t.value("upos"), t.value("xpos")))
        .toList();
  }
}
