package dms.bench.growth;

import dms.bench.ModelTraining;
import dms.components.config.Blueprint;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.train.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The model of a configuration with fresh weights, its optimizer, and their steps. */
final class TrainedModel implements AutoCloseable {
  private final EncodersDecoders model;
  private final ModelTraining training;

  /**
   * @param configuration of a run
   * @param sentences that the components learn their vocabularies from
   * @param folder where they write large files
   */
  TrainedModel(Path configuration, List<Sentence> sentences, Path folder) throws IOException {
    RunConfig run = RunConfig.load(configuration, List.of(), "growth");
    Blueprint blueprint = run.blueprint();
    this.model =
        ModelAssembler.assemble(
            blueprint,
            blueprint.learn(new TrainingCorpus(sentences, folder)),
            ComputeDevice.cpu(),
            1);
    this.training = new ModelTraining(model, run.optimizer());
  }

  /** The model, closed with this. */
  EncodersDecoders model() {
    return model;
  }

  /** One step of training. */
  void train(List<Sentence> sentences, long seed) {
    Batch batch = new Batch(sentences, Mode.TRAINING, seed);
    model.prepare(batch);
    training.step(batch);
  }

  /** Tags sentences as a user does. */
  void tag(List<Sentence> sentences) {
    model.predict(sentences, Mode.INFERENCE);
  }

  @Override
  public void close() {
    training.close();
    model.close();
  }
}
