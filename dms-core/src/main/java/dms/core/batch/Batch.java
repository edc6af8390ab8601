package dms.core.batch;

import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Ids;
import dms.core.tensor.NativeScope;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The paper's dynamic batch (section 2.1), typed: sentences and every value that components
 * computed for them.
 *
 * <p>A batch is made plain, on any thread: sentences, and what {@code preprocess} and {@code
 * addTargets} put in. On the thread that runs the model it is {@link #open(ComputeDevice) opened}
 * on a device; from then on it owns every native object made by that thread, and closing it frees
 * them all. Nothing outlives it but Java values.
 */
public final class Batch implements AutoCloseable {
  private final List<Sentence> sentences;
  private final Mode mode;
  private final long seed;
  private final int[] lengths;
  private final int maxTokens;
  private final Map<BatchKey<?>, Object> values;
  private ComputeDevice device;
  private NativeScope scope;
  private boolean closed;

  /**
   * A batch of sentences.
   *
   * @param sentences at least one
   * @param mode what it is run for
   * @param seed of everything random in this batch
   * @throws IllegalArgumentException when there is no sentence or one has no token
   */
  public Batch(List<Sentence> sentences, Mode mode, long seed) {
    this(sentences, mode, seed, new LinkedHashMap<>());
  }

  private Batch(List<Sentence> sentences, Mode mode, long seed, Map<BatchKey<?>, Object> values) {
    this.values = values;
    if (sentences.isEmpty()) {
      throw new IllegalArgumentException("batch: expected at least one sentence, found none");
    }
    this.sentences = List.copyOf(sentences);
    this.mode = mode;
    this.seed = seed;
    this.lengths = sentences.stream().mapToInt(Sentence::size).toArray();
    int max = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] == 0) {
        throw new IllegalArgumentException(
            "batch: sentence " + sentences.get(i).source() + " has no token");
      }
      max = Math.max(max, lengths[i]);
    }
    this.maxTokens = max;
  }

  /**
   * This batch for a component that shall see other sentences, such as ones without gold values. It
   * is a view: what is put there is here, and only this one is opened and closed.
   *
   * @param seen as many sentences, each of as many tokens
   * @throws IllegalArgumentException if they are otherwise
   */
  public Batch seenAs(List<Sentence> seen) {
    Batch view = new Batch(seen, mode, seed, values);
    if (!Arrays.equals(view.lengths, lengths)) {
      throw new IllegalArgumentException(
          "batch: expected sentences of %s tokens, found %s"
              .formatted(Arrays.toString(lengths), Arrays.toString(view.lengths)));
    }
    return view;
  }

  /** The sentences, in order. */
  public List<Sentence> sentences() {
    return sentences;
  }

  /** What the batch is run for. */
  public Mode mode() {
    return mode;
  }

  /** Seed of everything random in this batch. */
  public long seed() {
    return seed;
  }

  /** Number of sentences. */
  public int size() {
    return sentences.size();
  }

  /** Number of tokens of the longest sentence: the second axis of {@code (batch, tokens, dim)}. */
  public int maxTokens() {
    return maxTokens;
  }

  /** Number of tokens of that sentence. */
  public int length(int sentence) {
    return lengths[sentence];
  }

  /** Number of tokens of all sentences, without padding. */
  public int numTokens() {
    int sum = 0;
    for (int length : lengths) {
      sum += length;
    }
    return sum;
  }

  /** Position of a token when the axes {@code (batch, tokens)} are seen as one. */
  public int position(int sentence, int token) {
    return sentence * maxTokens + token;
  }

  /**
   * One number per token, shape (batch, tokens), as {@code preprocess} and {@code addTargets} make
   * them.
   *
   * @param padding number of a position that no token has
   * @param number of a token
   */
  public Ids ids(int padding, ToIntFunction<Token> number) {
    int[] ids = new int[size() * maxTokens];
    Arrays.fill(ids, padding);
    for (int s = 0; s < size(); s++) {
      for (int t = 0; t < lengths[s]; t++) {
        ids[position(s, t)] = number.applyAsInt(sentences.get(s).tokens().get(t));
      }
    }
    return new Ids(ids, size(), maxTokens);
  }

  /**
   * One string per token of each sentence, as {@code postprocess} gives them.
   *
   * @param value of a {@link #position}
   */
  public List<List<String>> strings(IntFunction<String> value) {
    return perToken(value);
  }

  /**
   * One value per token of each sentence, padding left out.
   *
   * @param value of a {@link #position}
   */
  public <T> List<List<T>> perToken(IntFunction<T> value) {
    return IntStream.range(0, size())
        .mapToObj(
            s -> IntStream.range(0, lengths[s]).mapToObj(t -> value.apply(position(s, t))).toList())
        .toList();
  }

  /**
   * Adds a value.
   *
   * @throws IllegalStateException when the key has a value already or the batch is closed
   * @throws NullPointerException when the value is null, naming the key
   */
  public <T> void put(BatchKey<T> key, T value) {
    requireNotClosed();
    Objects.requireNonNull(value, () -> "batch: " + key + " cannot be null");
    if (values.putIfAbsent(key, key.type().cast(value)) != null) {
      throw new IllegalStateException("batch: " + key + " is there already; a key is written once");
    }
  }

  /**
   * Returns a value.
   *
   * @throws IllegalStateException when the key has none, listing those that have one, or the batch
   *     is closed
   */
  public <T> T get(BatchKey<T> key) {
    requireNotClosed();
    Object value = values.get(key);
    if (value == null) {
      String present =
          values.keySet().stream().map(BatchKey::toString).collect(Collectors.joining(", "));
      throw new IllegalStateException(
          "batch: " + key + " is not there; there are [" + present + "]");
    }
    return key.type().cast(value);
  }

  /** The keys that have a value, in the order in which they were written. */
  public Set<BatchKey<?>> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Whether the key has a value. */
  public boolean has(BatchKey<?> key) {
    return values.containsKey(key);
  }

  /**
   * Opens the native scope on this thread. To be closed by the same thread.
   *
   * @return this batch
   * @throws IllegalStateException when it was opened or closed before
   */
  public Batch open(ComputeDevice device) {
    requireNotClosed();
    if (scope != null) {
      throw new IllegalStateException("batch: opened already");
    }
    this.device = device;
    this.scope = NativeScope.open();
    return this;
  }

  /**
   * The device that its tensors live on.
   *
   * @throws IllegalStateException when the batch is not open
   */
  public ComputeDevice device() {
    requireNotClosed();
    if (device == null) {
      throw new IllegalStateException("batch: not open on a device; preprocess makes no tensor");
    }
    return device;
  }

  private void requireNotClosed() {
    if (closed) {
      throw new IllegalStateException("batch: closed already");
    }
  }

  /** Frees every native object made since {@link #open}; a second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      values.clear();
      if (scope != null) {
        scope.close();
      }
    }
  }

  /** Size and mode, and the keys that are there. */
  @Override
  public String toString() {
    return "Batch(%d sentences, %d tokens, longest %d, %s, %s)"
        .formatted(size(), numTokens(), maxTokens, mode, values.keySet());
  }
}
