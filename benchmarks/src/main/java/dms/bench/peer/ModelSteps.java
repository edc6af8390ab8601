package dms.bench.peer;

import dms.bench.ModelTraining;
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
import dms.train.RunConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The training steps of a configuration's model, as a training run makes them. */
final class ModelSteps implements AutoCloseable {
  private static final int PREFETCH_DEPTH = 8;

  private final RunConfig config;
  private final List<Sentence> sentences;
  private final EncodersDecoders model;
  private final ModelTraining training;

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
    this.training = new ModelTraining(model, config.optimizer());
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
    training.step(batch);
  }

  @Override
  public void close() {
    training.close();
    model.close();
  }
}
