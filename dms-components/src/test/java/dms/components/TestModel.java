package dms.components;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.file.FileContent;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeRuntime;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Precision;
import dms.core.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Models written as HOCON, with vocabularies learnt from the demo corpus. */
public final class TestModel {
  /** Reserved symbols of a lemmatizer are padding, unknown, begin and end. */
  private static final int END = 3;

  private TestModel() {}

  /** Checks a configuration. */
  public static Blueprint blueprint(String hocon) {
    Config config = ConfigFactory.parseString(hocon).resolve();
    return Blueprint.of(
        objects(config, "encoders"), objects(config, "decoders"), ComponentRegistry.load());
  }

  private static Map<String, ConfigObject> objects(Config config, String path) {
    Map<String, ConfigObject> objects = new TreeMap<>();
    if (config.hasPath(path)) {
      config.getObject(path).forEach((name, value) -> objects.put(name, (ConfigObject) value));
    }
    return objects;
  }

  /** Assembles it; the vocabularies come from twelve sentences of a corpus named demo. */
  public static EncodersDecoders assemble(String hocon, long seed) {
    return assemble(blueprint(hocon), corpus(), seed);
  }

  /** The sentences that vocabularies come from. */
  public static List<Sentence> corpus() {
    return Sentences.demo(12).stream().map(s -> s.inCorpus("demo")).toList();
  }

  /**
   * Assembles it with a lemmatizer that likes to end, so that it writes lemmas; with random weights
   * alone it would go on to its limit and give the form.
   */
  public static EncodersDecoders assembleTalkative(String hocon) {
    EncodersDecoders model = assemble(hocon, 5);
    NativeScope.within(
        () ->
            Gradients.without(
                () -> {
                  Map<String, Tensor> lemma = model.parameters().branch("lemma").tensors();
                  lemma.values().forEach(weight -> weight.mul_(new Scalar(2.0)));
                  Tensor bias = lemma.get("lemma.output.bias");
                  if (bias != null) {
                    bias.narrow(0, END, 1).add_(new Scalar(1.0));
                  }
                }));
    return model;
  }

  /** What the components of such a model keep, by component name, then by file name. */
  public static Map<String, Map<String, FileContent>> learn(String hocon) throws IOException {
    return learn(blueprint(hocon), corpus());
  }

  private static Map<String, Map<String, FileContent>> learn(
      Blueprint blueprint, List<Sentence> corpus) throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    return blueprint.learn(new TrainingCorpus(corpus, Files.createTempDirectory(target, "learnt")));
  }

  public static EncodersDecoders assemble(Blueprint blueprint, List<Sentence> corpus, long seed) {
    return assemble(blueprint, corpus, seed, ComputeDevice.cpu());
  }

  /** Assembles it on a device; its weights are the same on all. */
  public static EncodersDecoders assemble(
      Blueprint blueprint, List<Sentence> corpus, long seed, ComputeDevice device) {
    // Models this small only wait for a second thread.
    NativeRuntime.load().useThreads(1);
    try {
      return ModelAssembler.assemble(blueprint, learn(blueprint, corpus), device, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prepares a batch, runs it forward without recording gradients and reads something off it. */
  public static <T> T run(
      EncodersDecoders model, List<Sentence> sentences, Mode mode, Function<Batch, T> read) {
    try (Batch batch = new Batch(sentences, mode, 7)) {
      model.prepare(batch);
      batch.open(model.device());
      Gradients.without(() -> model.forward(batch));
      return read.apply(batch);
    }
  }

  /** What a user gets. */
  public static Map<String, List<List<String>>> predict(
      EncodersDecoders model, List<Sentence> sentences) {
    return run(model, sentences, Mode.INFERENCE, model::postprocess);
  }

  /** The loss of every decoder in training. */
  public static Map<String, Double> losses(
      EncodersDecoders model, List<Sentence> sentences, long seed) {
    try (Batch batch = new Batch(sentences, Mode.TRAINING, seed)) {
      model.prepare(batch);
      batch.open(model.device());
      model.forward(batch);
      Map<String, Double> values = new TreeMap<>();
      model.losses(batch).forEach((name, loss) -> values.put(name, loss.value()));
      return values;
    }
  }

  /** The shares of a batch in the losses of a larger one. */
  public static Map<String, Double> lossShares(
      EncodersDecoders model, List<Sentence> part, List<Sentence> whole) {
    try (Batch larger = new Batch(whole, Mode.TRAINING, 5);
        Batch batch = new Batch(part, Mode.TRAINING, 5)) {
      model.prepare(larger);
      model.prepare(batch);
      batch.open(model.device());
      model.forward(batch);
      Map<String, Double> values = new TreeMap<>();
      model
          .lossShares(batch, model.targetCounts(larger))
          .forEach((name, loss) -> values.put(name, loss.value()));
      return values;
    }
  }

  /**
   * One step of plain gradient descent on the weighted sum of the losses.
   *
   * @return that sum
   */
  public static double step(
      EncodersDecoders model, List<Sentence> sentences, long seed, double rate) {
    return step(model, sentences, seed, rate, Precision.FLOAT32);
  }

  /** The same in a precision. */
  static double step(
      EncodersDecoders model,
      List<Sentence> sentences,
      long seed,
      double rate,
      Precision precision) {
    try (Batch batch = new Batch(sentences, Mode.TRAINING, seed)) {
      model.prepare(batch);
      batch.open(model.device());
      Loss loss =
          precision.supply(
              model.device(),
              () -> {
                model.forward(batch);
                return model.weightedSum(model.losses(batch)).orElseThrow();
              });
      loss.backward();
      Gradients.without(() -> model.parameters().tensors().values().forEach(p -> descend(p, rate)));
      return loss.value();
    }
  }

  private static void descend(Tensor parameter, double rate) {
    Tensor gradient = parameter.grad();
    if (gradient.defined()) {
      parameter.add_(gradient, new Scalar(-rate));
      gradient.zero_();
    }
  }

  /** Copies of all parameters. */
  public static Map<String, List<Float>> weights(EncodersDecoders model) {
    Map<String, List<Float>> weights = new TreeMap<>();
    model
        .parameters()
        .tensors()
        .forEach((name, tensor) -> weights.put(name, boxed(Tensors.toFloats(tensor))));
    return weights;
  }

  /** Floats that compare by value. */
  public static List<Float> boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return List.of(boxed);
  }
}
