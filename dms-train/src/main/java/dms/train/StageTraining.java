package dms.train;

import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.train.optim.FlatParameters;
import dms.train.optim.FrozenParameters;
import dms.train.optim.Optimizer;
import dms.train.optim.UncertaintyWeighting;
import dms.train.parallel.GradientSum;
import dms.train.parallel.Ranks;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Trains one stage: makes the part of the model that it trains, its optimizer and the weighting of
 * its losses, and lets go of them afterwards. What the stage does not train stays as it is.
 */
final class StageTraining {
  private final RunConfig config;
  private final EncodersDecoders model;
  private final ModelEvaluation whole;
  private final Set<String> knownForms;
  private final Checkpoints checkpoints;
  private final RunLog log;
  private final Throughput throughput;
  private final BooleanSupplier stop;
  private final Ranks ranks;

  /**
   * @param whole measures the model of the last stage
   */
  StageTraining(
      RunConfig config,
      EncodersDecoders model,
      ModelEvaluation whole,
      Set<String> knownForms,
      Checkpoints checkpoints,
      RunLog log,
      Throughput throughput,
      BooleanSupplier stop,
      Ranks ranks) {
    this.config = config;
    this.model = model;
    this.whole = whole;
    this.knownForms = knownForms;
    this.checkpoints = checkpoints;
    this.log = log;
    this.throughput = throughput;
    this.stop = stop;
    this.ranks = ranks;
  }

  /**
   * Trains a stage.
   *
   * @param from a checkpoint of this stage; empty for its beginning
   * @param state of the checkpoint, or the beginning
   * @return the state reached: the end of the stage, or where it was asked to stop
   */
  @SuppressWarnings("try")
  TrainingState train(Stage stage, StageData data, Optional<Checkpoint> from, TrainingState state)
      throws IOException {
    EncodersDecoders part = stage.part().of(model, decoder -> inStage(decoder, stage, data));
    try (part;
        FrozenParameters frozen =
            new FrozenParameters(model.parameters(), name -> !stage.trains(name))) {
      if (stage.training().lossWeighting() == TrainingConfig.LossWeighting.FIXED) {
        return train(stage, data, part, Optional.empty(), from, state);
      }
      try (UncertaintyWeighting weighting = weighting(stage, part)) {
        return train(stage, data, part, Optional.of(weighting), from, state);
      }
    }
  }

  private static Decoder inStage(Decoder decoder, Stage stage, StageData data) {
    double weight = stage.weights().getOrDefault(decoder.name(), decoder.weight());
    return new StageDecoder(decoder, weight, data.scope());
  }

  private static UncertaintyWeighting weighting(Stage stage, EncodersDecoders part) {
    Map<String, Double> weights = new LinkedHashMap<>();
    part.decoders().stream()
        .filter(decoder -> stage.part().decoders().contains(decoder.name()))
        .forEach(decoder -> weights.put(decoder.name(), decoder.weight()));
    return new UncertaintyWeighting(weights, part.device());
  }

  private TrainingState train(
      Stage stage,
      StageData data,
      EncodersDecoders part,
      Optional<UncertaintyWeighting> weighting,
      Optional<Checkpoint> from,
      TrainingState state)
      throws IOException {
    try (FlatParameters parameters =
            FlatParameters.of(model.parameters(), model.rates(), weighting);
        Optimizer optimizer = Optimizer.of(stage.optimizer(), parameters);
        GradientSum gradients = ranks.gradients(parameters)) {
      if (from.isPresent()) {
        from.get().load(model, optimizer);
        weighting.ifPresent(learnt -> learnt.load(state.logVariances()));
      }
      ranks.copyFirst(model.parameters(), parameters, optimizer);
      return new Trainer(
              new Trainer.Parts(
                  config,
                  stage,
                  model,
                  part,
                  weighting,
                  parameters,
                  optimizer,
                  data.train(),
                  data.dev(),
                  stage.last() ? whole : evaluation(stage, data, part),
                  checkpoints,
                  log,
                  throughput,
                  stop,
                  ranks,
                  gradients))
          .train(state);
    }
  }

  private ModelEvaluation evaluation(Stage stage, StageData data, EncodersDecoders part) {
    return new ModelEvaluation(
        part,
        knownForms::contains,
        stage.training().evaluationTokens(),
        data.scope(),
        stage.part().decoders(),
        config.evaluation().exclusions());
  }
}
