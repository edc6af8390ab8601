package dms.hub;

import dms.core.batch.BatchPlanner;
import dms.core.batch.Mode;
import dms.core.batch.WindowedStream;
import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.SentenceWriter;
import dms.core.corpus.Token;
import dms.core.tensor.ComputeDevice;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tags sentences with a trained system: n tokens in, n tokens out, in input order, with the columns
 * that the system predicts set and everything else as it was.
 *
 * <pre>{@code
 * try (TaggingPipeline pipeline = TaggingPipeline.load(folder, ComputeDevice.cpu())) {
 *   List<Sentence> tagged = pipeline.tag(List.of(Sentence.ofForms(List.of("Halló", "heimur"))));
 * }
 * }</pre>
 *
 * <p>May be used by several threads; the model works for one of them at a time. Where two decoders
 * predict one column, the value is that of one which is for the sentence's corpus, else of the one
 * which the model runs later.
 *
 * <p>A system that was trained on several corpora writes as the corpus of a sentence does: {@link
 * Sentence#inCorpus} says which that is, or the loading for all that do not say it.
 */
public final class TaggingPipeline implements AutoCloseable {
  /** Most tokens of a batch, padding included, where nothing else is asked for. */
  public static final int DEFAULT_BATCH_TOKENS = 4_000;

  /** Short sentences gain nothing from sharing a batch with even more. */
  private static final int MAX_BATCH_SENTENCES = 512;

  private static final int WINDOW_BATCHES = 16;
  private static final int MAX_WINDOW_SENTENCES = 4_096;

  private final BundleDescription description;
  private final EncodersDecoders model;
  private final BatchPlanner planner;
  private final int windowTokens;
  private final List<Column> columns;
  private final Optional<String> corpus;
  private final Map<String, List<String>> ofCorpora;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  private TaggingPipeline(
      BundleDescription description,
      EncodersDecoders model,
      int batchTokens,
      Optional<String> corpus) {
    this.description = description;
    this.model = model;
    this.planner = new BatchPlanner(batchTokens, MAX_BATCH_SENTENCES);
    this.windowTokens = (int) Math.min(Integer.MAX_VALUE, (long) batchTokens * WINDOW_BATCHES);
    this.columns = model.decoders().stream().map(Decoder::column).distinct().toList();
    this.corpus = corpus;
    this.ofCorpora = description.corpora();
  }

  /** As {@link #load(Path, ComputeDevice, int)}, with {@value #DEFAULT_BATCH_TOKENS} tokens. */
  public static TaggingPipeline load(Path bundle, ComputeDevice device) throws IOException {
    return load(bundle, device, DEFAULT_BATCH_TOKENS);
  }

  /**
   * Loads a system.
   *
   * @param bundle its folder, see {@link Bundle}
   * @param device where it runs
   * @param batchTokens most tokens of a batch, padding included; a longer sentence has a batch of
   *     its own
   * @return the pipeline, the caller's to close
   * @throws java.nio.file.NoSuchFileException when there is no such folder
   * @throws dms.hub.bundle.BundleFormatException when the bundle is damaged
   * @throws dms.components.config.ConfigurationException when a component type is not on the class
   *     path
   * @throws IllegalArgumentException when {@code batchTokens} is below 1
   * @throws IOException when a file cannot be read
   */
  public static TaggingPipeline load(Path bundle, ComputeDevice device, int batchTokens)
      throws IOException {
    return load(Bundle.read(bundle), device, batchTokens);
  }

  /**
   * Loads a system whose bundle has been read.
   *
   * @param device where it runs
   * @param batchTokens most tokens of a batch, padding included
   * @return the pipeline, the caller's to close
   * @throws dms.components.config.ConfigurationException when a component type is not on the class
   *     path
   * @throws IllegalArgumentException when {@code batchTokens} is below 1
   * @throws IOException when the bundle was changed since it was read, or a file cannot be read
   */
  public static TaggingPipeline load(Bundle bundle, ComputeDevice device, int batchTokens)
      throws IOException {
    return load(bundle, device, batchTokens, Optional.empty());
  }

  /**
   * The same for sentences of one of the corpora that the system was trained on.
   *
   * @param corpus of the sentences that do not name theirs, see {@link
   *     BundleDescription#corpora()}; empty for an unknown one
   * @throws IllegalArgumentException also when the system does not know the corpus
   * @throws IOException as {@link #load(Bundle, ComputeDevice, int)}
   */
  public static TaggingPipeline load(
      Bundle bundle, ComputeDevice device, int batchTokens, Optional<String> corpus)
      throws IOException {
    corpus.ifPresent(bundle.description()::requireCorpus);
    if (batchTokens < 1) {
      throw new IllegalArgumentException("batch tokens: expected at least 1, found " + batchTokens);
    }
    return new TaggingPipeline(bundle.description(), bundle.load(device), batchTokens, corpus);
  }

  /** What the bundle says of itself. */
  public BundleDescription description() {
    return description;
  }

  /** The columns that are predicted, in the order in which the model runs its decoders. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * Tags sentences.
   *
   * @param sentences of any number; one of TSV gets the columns that it lacks
   * @return as many sentences, in the same order, with the same tokens
   * @throws IllegalArgumentException when CoNLL-U has no place for a predicted column
   * @throws dms.core.component.ComponentException when a component fails
   * @throws IllegalStateException when the pipeline is closed
   */
  public List<Sentence> tag(List<Sentence> sentences) {
    requireOpen();
    List<Sentence> tagged = new ArrayList<>(sentences.size());
    windows(sentences.iterator()).forEachRemaining(window -> tagged.addAll(tag(window)));
    return List.copyOf(tagged);
  }

  /**
   * Tags a corpus of any size. No more than a window of {@value #MAX_WINDOW_SENTENCES} sentences is
   * held at a time.
   *
   * @param in where the sentences come from; not closed
   * @param out where they go, in the same order; neither flushed nor closed
   * @return the number of sentences
   * @throws IOException when reading or writing fails; what was tagged before is written
   * @throws IllegalArgumentException when CoNLL-U has no place for a predicted column
   * @throws dms.core.component.ComponentException when a component fails
   * @throws IllegalStateException when the pipeline is closed
   */
  public long tag(SentenceReader in, SentenceWriter out) throws IOException {
    requireOpen();
    long count = 0;
    try {
      for (WindowedStream windows = windows(in.stream().iterator()); windows.hasNext(); ) {
        for (Sentence sentence : tag(windows.next())) {
          out.write(sentence);
          count++;
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return count;
  }

  private WindowedStream windows(Iterator<Sentence> sentences) {
    return new WindowedStream(sentences, planner, MAX_WINDOW_SENTENCES, windowTokens);
  }

  private List<Sentence> tag(WindowedStream.Window window) {
    List<List<Sentence>> tagged = new ArrayList<>();
    for (int i = 0; i < window.batches().size(); i++) {
      tagged.add(tagBatch(window.batch(i)));
    }
    return window.inInputOrder(tagged);
  }

  private List<Sentence> tagBatch(List<Sentence> sentences) {
    Map<String, List<List<String>>> predictions =
        predict(sentences.stream().map(this::inItsCorpus).toList());
    List<Sentence> tagged = new ArrayList<>();
    for (int s = 0; s < sentences.size(); s++) {
      tagged.add(withPredictions(sentences.get(s).withColumns(columns), predictions, s));
    }
    return tagged;
  }

  private Sentence inItsCorpus(Sentence sentence) {
    return sentence.corpus().isEmpty() ? corpus.map(sentence::inCorpus).orElse(sentence) : sentence;
  }

  /** All decoders, those that are for the sentence's corpus after the others. */
  private List<Decoder> decodersFor(Sentence sentence) {
    List<String> own = sentence.corpus().or(() -> corpus).map(ofCorpora::get).orElse(List.of());
    return model.decoders().stream()
        .sorted(Comparator.comparing(decoder -> own.contains(decoder.name())))
        .toList();
  }

  private Sentence withPredictions(
      Sentence sentence, Map<String, List<List<String>>> predictions, int index) {
    List<Token> tokens = new ArrayList<>(sentence.tokens());
    for (Decoder decoder : decodersFor(sentence)) {
      List<String> values = predictions.get(decoder.name()).get(index);
      for (int t = 0; t < tokens.size(); t++) {
        tokens.set(t, tokens.get(t).with(decoder.column(), values.get(t)));
      }
    }
    return sentence.withTokens(tokens);
  }

  private Map<String, List<List<String>>> predict(List<Sentence> sentences) {
    lock.lock();
    try {
      requireOpen();
      return model.predict(sentences, Mode.INFERENCE);
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("tagging pipeline: closed already; load a new one");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Frees the model once the batch under way is done; a second call does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        model.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
