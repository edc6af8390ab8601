package dms.hub;

import dms.core.batch.Mode;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Precision;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a {@link TaggingPipeline} works; immutable. Begin with {@link #defaults()}.
 *
 * @param device where the model runs
 * @param precision of its matrix products
 * @param batchTokens most tokens of a batch, padding included; a longer sentence has a batch of its
 *     own
 * @param corpus of the sentences that do not name theirs, where the system was trained on several,
 *     see {@link dms.hub.bundle.BundleDescription#corpora()}; empty for an unknown one
 * @param threads of the processor that the model may use, for several batches at a time or within
 *     one; empty for as many as libtorch has, by default one for each core
 * @param sharesBatches whether sentences of calls that wait at the same time are computed together
 * @param givenValues whether a decoder that reads the values of another takes those which the
 *     sentences bring along for them, as a lemmatizer tags that are known
 */
public record PipelineOptions(
    ComputeDevice device,
    Precision precision,
    int batchTokens,
    Optional<String> corpus,
    OptionalInt threads,
    boolean sharesBatches,
    boolean givenValues) {
  /** Most tokens of a batch, padding included, where nothing else is asked for. */
  public static final int DEFAULT_BATCH_TOKENS = 4_000;

  private static final int MAX_WORKERS = 8;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when there is no token to a batch, or no thread
   */
  public PipelineOptions {
    requirePositive("batch tokens", batchTokens);
    threads.ifPresent(count -> requirePositive("threads", count));
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s: expected at least 1, found %d".formatted(name, value));
    }
  }

  /** The processor, {@value #DEFAULT_BATCH_TOKENS} tokens to a batch, and calls share batches. */
  public static PipelineOptions defaults() {
    return new PipelineOptions(
        ComputeDevice.cpu(),
        Precision.FLOAT32,
        DEFAULT_BATCH_TOKENS,
        Optional.empty(),
        OptionalInt.empty(),
        true,
        false);
  }

  /** The same on another device. */
  public PipelineOptions withDevice(ComputeDevice other) {
    return new PipelineOptions(
        other, precision, batchTokens, corpus, threads, sharesBatches, givenValues);
  }

  /**
   * The same with another precision: bfloat16 is faster on a card or processor that has it, and may
   * give another value here and there.
   */
  public PipelineOptions withPrecision(Precision other) {
    return new PipelineOptions(
        device, other, batchTokens, corpus, threads, sharesBatches, givenValues);
  }

  /**
   * The same with other batches.
   *
   * @throws IllegalArgumentException when there is no token to a batch
   */
  public PipelineOptions withBatchTokens(int tokens) {
    return new PipelineOptions(
        device, precision, tokens, corpus, threads, sharesBatches, givenValues);
  }

  /** The same for sentences of a corpus that the system was trained on. */
  public PipelineOptions withCorpus(String name) {
    return new PipelineOptions(
        device, precision, batchTokens, Optional.of(name), threads, sharesBatches, givenValues);
  }

  /**
   * The same with another number of threads.
   *
   * @throws IllegalArgumentException when there is none
   */
  public PipelineOptions withThreads(int count) {
    return new PipelineOptions(
        device, precision, batchTokens, corpus, OptionalInt.of(count), sharesBatches, givenValues);
  }

  /** The same with a batch for each call. */
  public PipelineOptions withoutSharing() {
    return new PipelineOptions(device, precision, batchTokens, corpus, threads, false, givenValues);
  }

  /**
   * The same for sentences whose values are known: a lemmatizer reads their tags in place of
   * predicted ones; one that is missing is an unknown tag to it.
   */
  public PipelineOptions withGivenValues() {
    return new PipelineOptions(
        device, precision, batchTokens, corpus, threads, sharesBatches, true);
  }

  /**
   * Batches that are computed at the same time with so many threads: on the processor one for each
   * thread, up to {@value #MAX_WORKERS}, as each batch takes memory; on a card one.
   */
  int workers(int count) {
    return device.staged() ? 1 : Math.min(count, MAX_WORKERS);
  }

  /** What the model is run for. */
  Mode mode() {
    return givenValues ? Mode.EVALUATION_WITH_GOLD_INPUTS : Mode.INFERENCE;
  }
}
