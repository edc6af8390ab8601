package dms.train;

import dms.components.setting.Checks;
import dms.components.setting.Setting;
import dms.core.tensor.Precision;
import java.util.List;
import java.util.Optional;

/** How long a run trains, and in what steps. */
public record TrainingConfig(
    @Setting(doc = "passes over the training data", orElse = "20", unit = "epochs") int epochs,
    @Setting(doc = "tokens of a batch, padding included", orElse = "1500", unit = "tokens")
        int batchTokens,
    @Setting(doc = "sentences of a batch", orElse = "256", unit = "sentences") int batchSentences,
    @Setting(
            doc = "batches whose gradients are averaged for one step",
            orElse = "1",
            unit = "batches")
        int accumulation,
    @Setting(doc = "seed of weights, order, dropout and sampling", orElse = "1") long seed,
    @Setting(
            doc =
                "cpu or cuda:N; cpu:0 works on the processor in the way of a card, to test that way",
            orElse = "cpu")
        String device,
    @Setting(
            doc =
                "precision of matrix products: float32, or bfloat16 (needs a card or processor that has it; weights and losses stay 32-bit floats)",
            orElse = "float32")
        Precision precision,
    @Setting(
            doc = "threads of one operation; 0 for as many as the machine has cores",
            orElse = "0",
            unit = "threads")
        int threads,
    @Setting(
            doc = "threads that prepare batches ahead; 0 prepares them between steps",
            orElse = "1",
            unit = "threads")
        int prefetchThreads,
    @Setting(doc = "batches prepared ahead", orElse = "8", unit = "batches") int prefetchDepth,
    @Setting(
            doc = "steps between checkpoints within an epoch; 0 for epochs only",
            orElse = "500",
            unit = "steps")
        int checkpointSteps,
    @Setting(
            doc =
                "steps between lines of metrics.jsonl; on a card losses are read, and whether they are finite, only then and at checkpoints",
            orElse = "50",
            unit = "steps")
        int logSteps,
    @Setting(
            doc = "tokens of a batch in evaluation, padding included",
            orElse = "4000",
            unit = "tokens")
        int evaluationTokens,
    @Setting(
            doc =
                "how losses are summed: fixed (by their weights), or uncertainty (and by a factor each that is learnt)",
            orElse = "fixed")
        LossWeighting lossWeighting,
    @Setting(
            doc =
                "trained model to go on from (fine-tuning): the folder of its bundle, or its name; none if absent")
        Optional<String> from,
    @Setting(
            doc = "names of components that are learnt afresh though the model of from has them",
            orElse = "[]")
        List<String> fresh) {

  /** How the losses of the decoders are summed. */
  public enum LossWeighting {
    /** Each times its weight. */
    FIXED,
    /** Each times its weight and a learnt factor (Kendall et al. 2018). */
    UNCERTAINTY
  }

  /** Checks the values. */
  public TrainingConfig {
    Checks.positive("epochs", epochs);
    Checks.positive("batchTokens", batchTokens);
    Checks.positive("batchSentences", batchSentences);
    Checks.positive("accumulation", accumulation);
    Checks.notBlank("device", device);
    Checks.nonNegative("threads", threads);
    Checks.nonNegative("prefetchThreads", prefetchThreads);
    Checks.positive("prefetchDepth", prefetchDepth);
    Checks.nonNegative("checkpointSteps", checkpointSteps);
    Checks.positive("logSteps", logSteps);
    Checks.positive("evaluationTokens", evaluationTokens);
    from.ifPresent(model -> Checks.notBlank("from", model));
    Checks.distinct("fresh", fresh);
    if (from.isEmpty() && !fresh.isEmpty()) {
      throw new IllegalArgumentException(
          "fresh: expected a trained model in from beside it, found none; without one all is learnt afresh");
    }
  }

  /** The same with other epochs and steps. */
  TrainingConfig with(
      int newEpochs, int newBatchTokens, int newBatchSentences, int newAccumulation) {
    return new TrainingConfig(
        newEpochs,
        newBatchTokens,
        newBatchSentences,
        newAccumulation,
        seed,
        device,
        precision,
        threads,
        prefetchThreads,
        prefetchDepth,
        checkpointSteps,
        logSteps,
        evaluationTokens,
        lossWeighting,
        from,
        fresh);
  }
}
