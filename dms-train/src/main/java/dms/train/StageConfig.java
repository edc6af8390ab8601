package dms.train;

import com.typesafe.config.ConfigObject;
import dms.components.setting.Checks;
import dms.components.setting.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stage of training; what it does not name is as the run has it. */
public record StageConfig(
    @Setting(doc = "name of the stage, for messages and metrics") String name,
    @Setting(doc = "what is trained on; the run's data if absent") Optional<DataConfig> data,
    @Setting(
            doc =
                "whether the data are words without a sentence: encoders of sentences and words then give zeros, and decoders that are read but not trained give gold tags",
            orElse = "false")
        boolean isolated,
    @Setting(
            doc = "decoders that are trained, with the weights of their losses; empty for all",
            orElse = "{}")
        Map<String, Double> decoders,
    @Setting(doc = "components that keep their parameters as they are", orElse = "[]")
        List<String> frozen,
    @Setting(doc = "passes over the data; training.epochs if absent") Optional<Integer> epochs,
    @Setting(doc = "tokens of a batch, padding included; training.batchTokens if absent")
        Optional<Integer> batchTokens,
    @Setting(
            doc =
                "sentences of a batch; training.batchSentences if absent, batchTokens if isolated")
        Optional<Integer> batchSentences,
    @Setting(
            doc =
                "batches whose gradients are averaged for one step; training.accumulation if absent")
        Optional<Integer> accumulation,
    @Setting(doc = "learning rate; optimizer.learningRate if absent") Optional<Double> learningRate,
    @Setting(
            doc =
                "settings of the optimizer that differ from the run's; with another type, all of them",
            orElse = "{}")
        ConfigObject optimizer,
    @Setting(
            doc =
                "settings of the schedule that differ from the run's; with another type, all of them",
            orElse = "{}")
        ConfigObject schedule) {
  /** Checks the values. */
  public StageConfig {
    Checks.notBlank("name", name);
    decoders.values().forEach(weight -> Checks.nonNegative("decoders", weight));
    epochs.ifPresent(value -> Checks.positive("epochs", value));
    batchTokens.ifPresent(value -> Checks.positive("batchTokens", value));
    batchSentences.ifPresent(value -> Checks.positive("batchSentences", value));
    accumulation.ifPresent(value -> Checks.positive("accumulation", value));
    learningRate.ifPresent(value -> Checks.positive("learningRate", value));
    if (learningRate.isPresent() && optimizer.containsKey("learningRate")) {
      throw new IllegalArgumentException(
          "learningRate: expected it here or in optimizer, found it in both");
    }
  }
}
