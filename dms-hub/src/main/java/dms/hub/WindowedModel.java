package dms.hub;

import dms.core.batch.BatchPlanner;
import dms.core.batch.WindowedStream;
import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that is given sentences in any number: takes them window by window and hands them batch
 * by batch to the {@link SharedModel}, so that a long call lets short ones in between.
 */
final class WindowedModel implements AutoCloseable {
  /** Most sentences that are held at a time. */
  static final int MAX_WINDOW_SENTENCES = 4_096;

  /** Batches whose tokens fill a window: with fewer, sentences of unlike length share a batch. */
  static final int WINDOW_BATCHES = 32;

  /** Short sentences gain nothing from sharing a batch with even more. */
  private static final int MAX_BATCH_SENTENCES = 512;

  private final SharedModel model;
  private final BatchPlanner planner;
  private final int batchTokens;
  private final Optional<String> corpus;
  private final List<Column> targets;

  /**
   * @param name of the model
   * @param model taken over, to be closed by this
   */
  WindowedModel(String name, EncodersDecoders model, PipelineOptions options) {
    this.batchTokens = options.batchTokens();
    this.corpus = options.corpus();
    this.targets =
        options.mode().hasTargets()
            ? model.decoders().stream().map(Decoder::column).toList()
            : List.of();
    this.planner = new BatchPlanner(batchTokens, MAX_BATCH_SENTENCES);
    this.model = new SharedModel(name, model, options, MAX_BATCH_SENTENCES);
  }

  /** Windows of sentences, read as they are asked for. */
  WindowedStream windows(Iterator<Sentence> sentences) {
    int tokens = (int) Math.min(Integer.MAX_VALUE, (long) batchTokens * WINDOW_BATCHES);
    return new WindowedStream(sentences, planner, MAX_WINDOW_SENTENCES, tokens);
  }

  /** What the model says of sentences, window by window, computed as it is asked for. */
  Iterator<List<Map<String, List<Prediction>>>> analyze(Iterator<Sentence> sentences) {
    WindowedStream windows = windows(sentences);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return windows.hasNext();
      }

      @Override
      public List<Map<String, List<Prediction>>> next() {
        return predict(windows.next(), true);
      }
    };
  }

  /**
   * Runs the model. A window that is no more than a batch is one call, so that it meets those of
   * others.
   *
   * @param detailed whether probabilities and sources are asked for
   * @return for each sentence, by the decoder's name, one prediction per token
   */
  List<Map<String, List<Prediction>>> predict(WindowedStream.Window window, boolean detailed) {
    List<Sentence> sentences = window.sentences();
    long tokens = sentences.stream().mapToLong(Sentence::size).sum();
    if (tokens <= batchTokens && sentences.size() <= MAX_BATCH_SENTENCES) {
      return predict(sentences, detailed);
    }
    List<List<Map<String, List<Prediction>>>> batches = new ArrayList<>();
    for (int i = 0; i < window.batches().size(); i++) {
      batches.add(predict(window.batch(i), detailed));
    }
    return window.inInputOrder(batches);
  }

  private List<Map<String, List<Prediction>>> predict(List<Sentence> batch, boolean detailed) {
    return model.predict(batch.stream().map(this::asked).toList(), detailed);
  }

  /** In its corpus, and with a place for each value that a decoder looks for. */
  private Sentence asked(Sentence sentence) {
    Sentence wide = sentence.withColumns(targets);
    return wide.corpus().isEmpty() ? corpus.map(wide::inCorpus).orElse(wide) : wide;
  }

  /** See {@link SharedModel#requireOpen()}. */
  void requireOpen() {
    model.requireOpen();
  }

  @Override
  public void close() {
    model.close();
  }
}
