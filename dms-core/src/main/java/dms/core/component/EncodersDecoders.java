package dms.core.component;

import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeScope;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The model of the paper (section 2.1): encoders and decoders that work on one batch in turn. Runs
 * {@code preprocess} and {@code forward} of every encoder, then {@code forward} of every decoder; a
 * training adds {@code addTargets} and {@code loss}, a user {@code postprocess}.
 *
 * <p>Owns the parameters of its components; {@link #close()} frees them.
 */
public final class EncodersDecoders implements AutoCloseable {
  private final List<Encoder> encoders;
  private final List<Decoder> decoders;
  private final ParameterTree parameters;
  private final ComputeDevice device;
  private final NativeScope memory;

  /**
   * Checks what the components read and write, and sorts them.
   *
   * @param encoders in any order
   * @param decoders at least one, in any order
   * @param parameters of all of them
   * @param device where they were made
   * @param memory owner of the parameters, {@link NativeScope#leave() left} already
   * @throws IllegalArgumentException when a name occurs twice, a key has two writers or none, or
   *     keys form a circle
   */
  public EncodersDecoders(
      List<Encoder> encoders,
      List<Decoder> decoders,
      ParameterTree parameters,
      ComputeDevice device,
      NativeScope memory) {
    if (decoders.isEmpty()) {
      throw new IllegalArgumentException("model: expected at least one decoder, found none");
    }
    requireDistinctNames(encoders, decoders);
    this.encoders = KeyOrder.sort(encoders, Set.of());
    Set<BatchKey<?>> encoded = new HashSet<>();
    encoders.forEach(e -> encoded.addAll(e.writes()));
    this.decoders = KeyOrder.sort(decoders, encoded);
    this.parameters = parameters;
    this.device = device;
    this.memory = memory;
  }

  private static void requireDistinctNames(List<Encoder> encoders, List<Decoder> decoders) {
    Set<String> names = new HashSet<>();
    Stream.concat(encoders.stream(), decoders.stream())
        .map(Component::name)
        .forEach(
            name -> {
              if (!names.add(name)) {
                throw new IllegalArgumentException("model: two components are named " + name);
              }
            });
  }

  /** The encoders in the order in which they run. */
  public List<Encoder> encoders() {
    return encoders;
  }

  /** The decoders in the order in which they run. */
  public List<Decoder> decoders() {
    return decoders;
  }

  /** The parameters of all components. */
  public ParameterTree parameters() {
    return parameters;
  }

  /** Encoders and decoders. */
  public List<Component> components() {
    return Stream.<Component>concat(encoders.stream(), decoders.stream()).toList();
  }

  /** Whether all components let {@link #forward} run for several batches at once. */
  public boolean runsAtOnce() {
    return components().stream().allMatch(Component::runsAtOnce);
  }

  /** The factor that each component puts on the learning rate of its parameters. */
  public LayerRates rates() {
    Map<String, LayerRates> rates = new LinkedHashMap<>();
    for (Component component : components()) {
      if (component instanceof LayerRates layers) {
        component.parameters().tensors().keySet().forEach(name -> rates.put(name, layers));
      }
    }
    return parameter -> rates.containsKey(parameter) ? rates.get(parameter).rate(parameter) : 1;
  }

  /** Where the parameters are; batches are opened on the same device. */
  public ComputeDevice device() {
    return device;
  }

  /**
   * Runs {@code preprocess} of every encoder and, where the mode has targets, {@code addTargets} of
   * every decoder.
   */
  public void prepare(Batch batch) {
    encoders.forEach(e -> run(e, "preprocess", batch, () -> e.preprocess(batch)));
    if (batch.mode().hasTargets()) {
      decoders.forEach(d -> run(d, "addTargets", batch, () -> d.addTargets(batch)));
    }
  }

  /**
   * Runs {@code forward} of every encoder, then of every decoder. In training the device's random
   * numbers start from the batch's seed, so that the same batch gives the same loss at any time.
   *
   * @param batch prepared, and open on this model's device
   * @throws IllegalArgumentException when it is open on another device
   * @throws ComponentException naming the component that failed and the batch
   */
  public void forward(Batch batch) {
    if (!batch.device().equals(device)) {
      throw new IllegalArgumentException(
          "model: expected a batch open on %s, found one open on %s"
              .formatted(device, batch.device()));
    }
    if (batch.mode().training()) {
      device.seed(batch.seed());
    }
    encoders.forEach(e -> run(e, "forward", batch, () -> e.forward(batch)));
    decoders.forEach(d -> run(d, "forward", batch, () -> d.forward(batch)));
  }

  /**
   * The loss of each decoder that has targets in the batch, by name, not weighted.
   *
   * @param batch after {@link #forward}
   */
  public Map<String, Loss> losses(Batch batch) {
    return losses(batch, decoder -> decoder.loss(batch));
  }

  private Map<String, Loss> losses(Batch batch, Function<Decoder, Optional<Loss>> ofDecoder) {
    Map<String, Loss> losses = new LinkedHashMap<>();
    for (Decoder decoder : decoders) {
      run(
          decoder,
          "loss",
          batch,
          () -> ofDecoder.apply(decoder).ifPresent(loss -> losses.put(decoder.name(), loss)));
    }
    return losses;
  }

  /**
   * The targets of every decoder.
   *
   * @param batch prepared
   */
  public TargetCounts targetCounts(Batch batch) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    decoders.forEach(
        d -> run(d, "targetCounts", batch, () -> counts.put(d.name(), d.targetCounts(batch))));
    return new TargetCounts(counts);
  }

  /**
   * The batch's share in the losses of a larger one that it is a part of, by name, not weighted.
   *
   * @param batch after {@link #forward}
   * @param whole targets of the larger batch
   */
  public Map<String, Loss> lossShares(Batch batch, TargetCounts whole) {
    return losses(batch, d -> d.lossShare(batch, whole.ofDecoder().get(d.name())));
  }

  /**
   * The sum of the losses, each times its decoder's weight (paper section 2.3).
   *
   * @return empty when no decoder has targets in the batch
   */
  public Optional<Loss> weightedSum(Map<String, Loss> losses) {
    List<Loss> weighted =
        decoders.stream()
            .filter(d -> losses.containsKey(d.name()))
            .map(d -> losses.get(d.name()).times(d.weight()))
            .toList();
    return weighted.isEmpty() ? Optional.empty() : Optional.of(Loss.sum(weighted));
  }

  /**
   * What every decoder predicts, by the decoder's name: one value per token of each sentence.
   *
   * @param batch after {@link #forward}
   * @throws ComponentException when a decoder does not give one value per token
   */
  public Map<String, List<List<String>>> postprocess(Batch batch) {
    return ofDecoders(batch, "postprocess", decoder -> decoder.postprocess(batch));
  }

  /**
   * What every decoder predicts, with probabilities and sources, by the decoder's name: one
   * prediction per token of each sentence.
   *
   * @param batch after {@link #forward}
   * @throws ComponentException when a decoder does not give one prediction per token
   */
  public Map<String, List<List<Prediction>>> predictions(Batch batch) {
    return ofDecoders(batch, "predictions", decoder -> decoder.predictions(batch));
  }

  private <T> Map<String, List<List<T>>> ofDecoders(
      Batch batch, String step, Function<Decoder, List<List<T>>> work) {
    Map<String, List<List<T>>> ofDecoders = new LinkedHashMap<>();
    for (Decoder decoder : decoders) {
      run(
          decoder,
          step,
          batch,
          () -> ofDecoders.put(decoder.name(), onePerToken(work.apply(decoder), batch)));
    }
    return ofDecoders;
  }

  /**
   * What every decoder predicts for sentences: {@link #prepare}, {@link #forward} without
   * gradients, {@link #postprocess}.
   *
   * @param sentences of one batch, at least one
   * @param mode any but training
   * @return by the decoder's name one value per token of each sentence
   * @throws ComponentException naming the component that failed and the batch
   */
  public Map<String, List<List<String>>> predict(List<Sentence> sentences, Mode mode) {
    return inferring(sentences, mode, this::postprocess);
  }

  /**
   * As {@link #predict}, with probabilities and sources.
   *
   * @param sentences of one batch, at least one
   * @param mode any but training
   * @return by the decoder's name one prediction per token of each sentence
   * @throws ComponentException naming the component that failed and the batch
   */
  public Map<String, List<List<Prediction>>> analyze(List<Sentence> sentences, Mode mode) {
    return inferring(sentences, mode, this::predictions);
  }

  /** Runs the model without gradients and gives what is read from the open batch. */
  private <T> T inferring(List<Sentence> sentences, Mode mode, Function<Batch, T> read) {
    List<T> result = new ArrayList<>();
    Gradients.without(
        () -> {
          try (Batch batch = new Batch(sentences, mode, 0)) {
            prepare(batch);
            batch.open(device);
            forward(batch);
            result.add(read.apply(batch));
          }
        });
    return result.get(0);
  }

  private static <T> List<List<T>> onePerToken(List<List<T>> values, Batch batch) {
    boolean fits = values.size() == batch.size();
    for (int i = 0; fits && i < values.size(); i++) {
      fits = values.get(i).size() == batch.length(i);
    }
    if (!fits) {
      throw new IllegalStateException("expected one value per token");
    }
    return values;
  }

  /** Wraps what fails once, with the component's name and the batch. */
  private static void run(Component component, String step, Batch batch, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      throw new ComponentException(component.name(), step, batch.toString(), e);
    }
  }

  /** Frees the parameters. */
  @Override
  public void close() {
    memory.close();
  }
}
