package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.components.config.ConfigurationException;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.TensorFiles;
import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that begin with weights from elsewhere. */
class PretrainedRunTest {
  private static final BooleanSupplier NEVER = () -> false;
  private static final String ENCODER = "bert.transformer.";

  @TempDir Path folder;
  private SmallRun run;
  private Path electra;

  @BeforeEach
  void write() throws IOException {
    run = SmallRun.in(folder);
    electra = TinyElectra.write(folder.resolve("electra"), 1);
  }

  private boolean train(String name, BooleanSupplier stop, boolean resume, String... settings)
      throws IOException {
    return run.train(name, stop, resume, settings(settings)).finished();
  }

  private String[] settings(String... settings) {
    List<String> more = new ArrayList<>();
    more.add("encoders.bert={type=transformer, model=\"" + electra + "\", rate=0.5}");
    more.add("encoders.sentence.inputs=[charRnn, bert]");
    more.add("optimizer.rates=null");
    more.add("training.epochs=2");
    more.addAll(List.of(settings));
    return more.toArray(String[]::new);
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  /** The encoder's weights in a run's bundle. */
  private Map<String, float[]> encoderOf(String name) throws IOException {
    Map<String, float[]> weights = new LinkedHashMap<>();
    NativeScope.within(
        () ->
            TensorFiles.load(run.run(name).resolve("bundle/weights.safetensors"))
                .forEach(
                    (parameter, tensor) -> {
                      if (parameter.startsWith(ENCODER)) {
                        weights.put(
                            parameter.substring(ENCODER.length()), Tensors.toFloats(tensor));
                      }
                    }));
    return weights;
  }

  private float[] pretrained(String tensor) throws IOException {
    Map<String, float[]> values = new LinkedHashMap<>();
    NativeScope.within(
        () ->
            TensorFiles.load(electra.resolve("model.safetensors"))
                .forEach((name, value) -> values.put(name, Tensors.toFloats(value))));
    return values.get(tensor);
  }

  @Test
  void frozenEncoderEndsAsItWasPretrained() throws IOException {
    train("frozen", NEVER, false, "encoders.bert.tuned=0", "encoders.bert.cache=true");
    Map<String, float[]> weights = encoderOf("frozen");
    assertThat(weights.get("embeddings.pieces.weight"))
        .isEqualTo(pretrained("embeddings.word_embeddings.weight"));
    assertThat(weights.get("layers.1.outer.weight"))
        .isEqualTo(pretrained("encoder.layer.1.output.dense.weight"));
    float[] fused = weights.get("layers.0.attention.input.weight");
    assertThat(Arrays.copyOfRange(fused, 64, 128))
        .isEqualTo(pretrained("encoder.layer.0.attention.self.key.weight"));
  }

  @Test
  void aLossThatReachesOnlyWhatKeepsItselfIsRefusedBeforeTraining() {
    String stages =
        "stages=[{ name = head, decoders { xpos = 1 }, frozen = [xpos, sentence, charRnn, chars] },"
            + " { name = all }]";
    assertThatThrownBy(() -> train("stuck", NEVER, false, "encoders.bert.tuned=0", stages))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "stages[0] (head).decoders: the loss of xpos reaches no parameter that learns, since"
                + " the stage freezes [charRnn, chars, sentence, xpos] and [bert] keep theirs as"
                + " they are or have none; let one of them learn or leave the decoder out");
    assertThat(run.run("stuck").resolve("metrics.jsonl")).doesNotExist();
  }

  @Test
  void aRateOfAComponentThatKeepsItselfIsRefusedBeforeTraining() {
    String[] frozen = {"encoders.bert.tuned=0", "optimizer.rates={bert=0.1, words=2}"};
    assertThatThrownBy(() -> train("rated", NEVER, false, frozen))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("optimizer.rates.bert: expected a component with parameters that");
    assertThat(run.run("rated").resolve("metrics.jsonl")).doesNotExist();
  }

  @Test
  void tunedEncoderStartsFromThePretrainedWeightsAndMovesByItsRates() throws IOException {
    train("high", NEVER, false, "encoders.bert.rate=1");
    train("low", NEVER, false, "encoders.bert.rate=1e-3");
    train("decayed", NEVER, false, "encoders.bert.rate=1", "encoders.bert.layerDecay=1e-3");
    float high = moved("high", "layers.1.outer.weight", "encoder.layer.1.output.dense.weight");
    float low = moved("low", "layers.1.outer.weight", "encoder.layer.1.output.dense.weight");
    assertThat(high).isGreaterThan(100 * low);
    assertThat(low).isPositive();
    float bottom = moved("decayed", "layers.0.outer.weight", "encoder.layer.0.output.dense.weight");
    float top = moved("decayed", "layers.1.outer.weight", "encoder.layer.1.output.dense.weight");
    assertThat(top).isGreaterThan(100 * bottom);
  }

  /** The largest change of a number. */
  private float moved(String name, String ours, String theirs) throws IOException {
    float[] after = encoderOf(name).get(ours);
    float[] before = pretrained(theirs);
    float largest = 0;
    for (int i = 0; i < after.length; i++) {
      largest = Math.max(largest, Math.abs(after[i] - before[i]));
    }
    return largest;
  }

  @ParameterizedTest
  @CsvSource({
    "encoders.bert.layers=2, vocab.txt",
    "'encoders.bert={format=torchscript, trust=true}', encoder.ts"
  })
  void bundleTagsWithoutTheFolderOfThePretrainedModel(String setting, String kept)
      throws IOException {
    TinyElectra.writeScript(electra);
    train("whole", NEVER, false, setting);
    try (var files = Files.list(electra)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(electra);
    Bundle bundle = Bundle.read(run.run("whole").resolve("bundle"));
    try (EncodersDecoders model = bundle.load(ComputeDevice.cpu())) {
      List<Sentence> sentences = List.of(Sentence.ofForms(List.of("hestur", "báti", "x")));
      assertThat(model.predict(sentences, Mode.INFERENCE).get("xpos").get(0)).hasSize(3);
    }
    assertThat(run.run("whole").resolve("bundle/components/bert").resolve(kept)).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoders.bert.tuned=all", "encoders.bert={tuned=0, cache=true}"})
  void stoppedAndResumedRunGivesTheSameBits(String setting) throws IOException {
    train("whole", NEVER, false, setting);
    assertThat(train("stopped", after(4), false, setting)).isFalse();
    assertThat(train("stopped", after(6), true, setting)).isFalse();
    assertThat(train("stopped", NEVER, true, setting)).isTrue();
    assertThat(run.outcome("stopped")).isEqualTo(run.outcome("whole"));
  }

  @Test
  void otherPretrainedWeightsAreRefusedOnResume() throws IOException {
    train("other", after(3), false);
    TinyElectra.write(electra, 2);
    assertThatThrownBy(() -> train("other", NEVER, true))
        .hasMessageContaining("pretrained.bert.model.safetensors");
  }

  @Test
  void weightsOfAnotherModelEndTheRunBeforeItsFirstStep() throws IOException {
    Path config = electra.resolve("config.json");
    String json = Files.readString(config);
    Files.writeString(config, json.replace("\"hidden_size\": 8", "\"hidden_size\": 6"));
    assertThatThrownBy(() -> train("wrong", NEVER, false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(electra.resolve("model.safetensors").toString())
        .hasMessageContaining("expected [6, 6], found [8, 8]");
  }

  @Test
  void runFinishedWithOtherWeightsIsNotTakenForThisOne() throws IOException {
    train("finished", NEVER, false, "training.epochs=1");
    RunConfig config = run.load("finished", settings("training.epochs=1"));
    assertThat(FinishedRun.find(config)).isPresent();
    Files.writeString(electra.resolve(".hidden"), "x");
    assertThat(FinishedRun.find(config)).isPresent();
    TinyElectra.write(electra, 2);
    assertThatThrownBy(() -> FinishedRun.find(config))
        .isInstanceOf(ChangedRunException.class)
        .hasMessageContaining("encoders.bert.model/model.safetensors: then ");
  }
}
