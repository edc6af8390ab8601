package dms.bench.peer;

import dms.components.config.Blueprint;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.batch.Prefetcher;
import dms.core.batch.Seeds;
import dms.core.component.Component;
import dms.core.component.EncodersDecoders;
import dms.core.component.PretrainedWeights;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Loss;
import dms.train.RunConfig;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The training steps of a configuration's model, as a training run makes them. */
final class ModelSteps implements AutoCloseable {
  private static final int PREFETCH_DEPTH = 8;

  private final RunConfig config;
  private final List<Sentence> sentences;
  private final EncodersDecoders model;
  private final FlatParameters parameters;
  private final Optimizer optimizer;

  ModelSteps(RunConfig config, List<Sentence> sentences) throws IOException {
    this.config = config;
    this.sentences = sentences;
    Blueprint blueprint = config.blueprint();
    this.model =
        ModelAssembler.assemble(
            blueprint,
            blueprint.learn(new TrainingCorpus(sentences)),
            ComputeDevice.cpu(),
            config.training().seed());
    for (Component component : model.components()) {
      if (component instanceof PretrainedWeights pretrained) {
        pretrained.loadPretrained();
      }
    }
    this.parameters = new FlatParameters(model.parameters(), model.rates());
    this.optimizer = Optimizer.of(config.optimizer(), parameters);
  }

  /** Parameters of the whole model. */
  long parameterCount() {
    return model.parameters().count();
  }

  /** The model, which stays this object's. */
  EncodersDecoders model() {
    return model;
  }

  /** One step for each batch, which a thread of its own prepares. */
  void train(List<int[]> plan) {
    try (Prefetcher prepared =
        new Prefetcher(
            plan.size(), number -> prepared(number, plan.get(number)), 1, PREFETCH_DEPTH)) {
      prepared.forEachRemaining(this::step);
    }
  }

  /** Prepares a batch. */
  Batch prepared(int number, int[] chosen) {
    List<Sentence> batch = Arrays.stream(chosen).mapToObj(sentences::get).toList();
    Batch plain = new Batch(batch, Mode.TRAINING, Seeds.of(config.training().seed(), number));
    model.prepare(plain);
    return plain;
  }

  /** One step on a batch, which is closed. */
  void step(Batch batch) {
    parameters.zeroGradients();
    try (batch) {
      batch.open(model.device());
      model.forward(batch);
      Map<String, Loss> losses = model.losses(batch);
      losses.values().forEach(Loss::value);
      model.weightedSum(losses).orElseThrow().backward();
    }
    parameters.clipGradients(config.optimizer().clipNorm());
    optimizer.step(1.0);
  }

  @Override
  public void close() {
    optimizer.close();
    parameters.close();
    model.close();
  }
}
