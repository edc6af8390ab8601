package dms.core.batch;

import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Takes a corpus of any size window by window, so that sentences of like length can be batched
 * while no more than a window is held. Serves one thread.
 */
public final class WindowedStream implements Iterator<WindowedStream.Window> {
  private final Iterator<Sentence> sentences;
  private final BatchPlanner planner;
  private final int maxSentences;
  private final int maxTokens;

  /** What the input threw within a window: told after the window with the sentences before it. */
  private Optional<RuntimeException> failure = Optional.empty();

  /**
   * A stream of windows.
   *
   * @param sentences in input order, such as {@code reader.stream().iterator()}; what it throws
   *     comes out of {@link #hasNext()} or {@link #next()}, once the sentences before it have come
   * @param planner makes the batches of each window
   * @param maxSentences of a window
   * @param maxTokens a window that has as many takes no further sentence
   * @throws IllegalArgumentException when a limit is below 1
   */
  public WindowedStream(
      Iterator<Sentence> sentences, BatchPlanner planner, int maxSentences, int maxTokens) {
    this.sentences = sentences;
    this.planner = planner;
    this.maxSentences = BatchPlanner.requirePositive("maxSentences", maxSentences);
    this.maxTokens = BatchPlanner.requirePositive("maxTokens", maxTokens);
  }

  @Override
  public boolean hasNext() {
    return failure.isPresent() || sentences.hasNext();
  }

  @Override
  public Window next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no sentence is left");
    }
    List<Sentence> window = new ArrayList<>();
    try {
      failure.ifPresent(WindowedStream::raise);
      fill(window);
    } catch (RuntimeException e) {
      if (window.isEmpty()) {
        failure = Optional.empty();
        throw e;
      }
      failure = Optional.of(e);
    }
    int[] lengths = window.stream().mapToInt(Sentence::size).toArray();
    return new Window(window, planner.planInOrder(lengths, lengths.length));
  }

  private static void raise(RuntimeException failure) {
    throw failure;
  }

  private void fill(List<Sentence> window) {
    for (long tokens = 0; accepts(window.size(), tokens) && sentences.hasNext(); ) {
      Sentence sentence = sentences.next();
      window.add(sentence);
      tokens += sentence.size();
    }
  }

  private boolean accepts(int size, long tokens) {
    return size < maxSentences && tokens < maxTokens;
  }

  /**
   * Sentences that are batched together.
   *
   * @param sentences in input order
   * @param batches positions in {@code sentences}, each position once
   */
  public record Window(List<Sentence> sentences, List<int[]> batches) {
    /** Copies the lists. */
    public Window {
      sentences = List.copyOf(sentences);
      batches = List.copyOf(batches);
    }

    /** The sentences of a batch. */
    public List<Sentence> batch(int batch) {
      return Arrays.stream(batches.get(batch)).mapToObj(sentences::get).toList();
    }

    /**
     * Puts what was computed batch by batch back into input order.
     *
     * @param perBatch for each batch one value per sentence
     * @return one value per sentence of the window
     * @throws IllegalArgumentException when their numbers are others
     */
    public <T> List<T> inInputOrder(List<? extends List<? extends T>> perBatch) {
      requireSize("values of batches", batches.size(), perBatch.size());
      List<T> ordered = new ArrayList<>(Collections.nCopies(sentences.size(), null));
      for (int b = 0; b < perBatch.size(); b++) {
        int[] positions = batches.get(b);
        requireSize("values in batch " + b, positions.length, perBatch.get(b).size());
        for (int i = 0; i < positions.length; i++) {
          ordered.set(positions[i], perBatch.get(b).get(i));
        }
      }
      return List.copyOf(ordered);
    }

    private static void requireSize(String what, int expected, int found) {
      if (found != expected) {
        throw new IllegalArgumentException(
            "window: expected %d %s, found %d".formatted(expected, what, found));
      }
    }
  }
}
