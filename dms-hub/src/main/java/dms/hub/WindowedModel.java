package dms.hub;

import dms.core.batch.BatchPlanner;
import dms.core.batch.WindowedStream;
import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /** Fewer tokens than that gain nothing from a second worker. */
  private static final int MIN_PART_TOKENS = 500;

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
   * Runs the model.
   *
   * @param detailed whether probabilities and sources are asked for
   * @return for each sentence, by the decoder's name, one prediction per token
   */
  List<Map<String, List<Prediction>>> predict(WindowedStream.Window window, boolean detailed) {
    return ask(window, detailed).predictions();
  }

  /** Asks the model window by window, one ahead of the window that is handed out. */
  AskedWindows ask(Iterator<Sentence> sentences, boolean detailed) {
    return new AskedWindows(this, windows(sentences), detailed);
  }

  /** Asks the model, which works on the window while its caller does something else. */
  Asked ask(WindowedStream.Window window, boolean detailed) {
    WindowedStream.Window parted = parted(window);
    List<List<Sentence>> batches =
        IntStream.range(0, parted.batches().size())
            .mapToObj(i -> parted.batch(i).stream().map(this::asked).toList())
            .toList();
    return new Asked(parted, model.call(batches, detailed));
  }

  /** A window that the model works on. */
  final class Asked {
    private final WindowedStream.Window window;
    private final ModelCall call;

    private Asked(WindowedStream.Window window, ModelCall call) {
      this.window = window;
      this.call = call;
    }

    /** The sentences in input order. */
    List<Sentence> sentences() {
      return window.sentences();
    }

    /** Waits for the model. */
    List<Map<String, List<Prediction>>> predictions() {
      return window.inInputOrder(model.await(call));
    }

    /** Takes back what the model has not begun with. */
    void withdraw() {
      model.withdraw(call);
    }
  }

  /**
   * A small window is one batch, which meets those of other callers; one of which each worker can
   * have a good part is parted among them.
   */
  private WindowedStream.Window parted(WindowedStream.Window window) {
    int[] lengths = window.sentences().stream().mapToInt(Sentence::size).toArray();
    int tokens = Arrays.stream(lengths).sum();
    if (tokens >= (long) batchTokens * model.workers()) {
      return window;
    }
    // An eighth more, for padding.
    int part = Math.min(batchTokens, Math.max(MIN_PART_TOKENS, tokens / model.workers() * 9 / 8));
    if (tokens <= part && lengths.length <= MAX_BATCH_SENTENCES) {
      return new WindowedStream.Window(
          window.sentences(), List.of(IntStream.range(0, lengths.length).toArray()));
    }
    BatchPlanner parts = new BatchPlanner(part, MAX_BATCH_SENTENCES);
    return new WindowedStream.Window(
        window.sentences(), parts.planInOrder(lengths, lengths.length));
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
