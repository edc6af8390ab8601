package dms.bench.growth;

import dms.components.config.Blueprint;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.train.RunConfig;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The model of a configuration with fresh weights, its optimizer, and their steps. */
final class TrainedModel implements AutoCloseable {
  private final EncodersDecoders model;
  private final FlatParameters parameters;
  private final Optimizer optimizer;

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
    this.parameters = new FlatParameters(model.parameters(), model.rates());
    this.optimizer = Optimizer.of(run.optimizer(), parameters);
  }

  /** The model, closed with this. */
  EncodersDecoders model() {
    return model;
  }

  /** One step of training. */
  void train(List<Sentence> sentences, long seed) {
    parameters.zeroGradients();
    try (Batch batch = new Batch(sentences, Mode.TRAINING, seed)) {
      model.prepare(batch);
      batch.open(model.device());
      model.forward(batch);
      model.weightedSum(model.losses(batch)).orElseThrow().backward();
    }
    parameters.clipGradients(1);
    optimizer.step(1);
  }

  /** Tags sentences as a user does. */
  void tag(List<Sentence> sentences) {
    model.predict(sentences, Mode.INFERENCE);
  }

  @Override
  public void close() {
    optimizer.close();
    parameters.close();
    model.close();
  }
}
