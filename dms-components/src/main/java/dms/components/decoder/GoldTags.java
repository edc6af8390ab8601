package dms.components.decoder;

import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Decoder;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.Loss;
import dms.core.weights.ParameterTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stands in for a decoder that is not trained while others learn from its tags: gives them the gold
 * tags and has no loss.
 *
 * <p>Reads nothing. Writes the tags of the decoder, shape (batch, tokens), and its targets.
 */
public final class GoldTags implements Decoder {
  private final Decoder decoder;
  private final TagSource source;

  /**
   * @param decoder the one that is stood in for; adds its targets
   * @param source the same as what it offers
   */
  public GoldTags(Decoder decoder, TagSource source) {
    this.decoder = decoder;
    this.source = source;
  }

  @Override
  public String name() {
    return decoder.name();
  }

  @Override
  public Set<BatchKey<?>> reads() {
    return Set.of();
  }

  @Override
  public Set<BatchKey<?>> writes() {
    Set<BatchKey<?>> keys = new HashSet<>(source.targetKeys());
    keys.add(source.tags());
    return Set.copyOf(keys);
  }

  @Override
  public ParameterTree parameters() {
    return decoder.parameters();
  }

  @Override
  public void addTargets(Batch batch) {
    decoder.addTargets(batch);
  }

  @Override
  public void forward(Batch batch) {
    batch.put(source.tags(), source.goldTags(batch));
  }

  /** Has none. */
  @Override
  public Optional<Loss> loss(Batch batch) {
    return Optional.empty();
  }

  @Override
  public long[] targetCounts(Batch batch) {
    return new long[1];
  }

  /** The gold values, empty strings where there is none. */
  @Override
  public List<List<String>> postprocess(Batch batch) {
    return batch.sentences().stream().map(this::gold).toList();
  }

  private List<String> gold(Sentence sentence) {
    return sentence.tokens().stream().map(token -> token.value(column()).orElse("")).toList();
  }

  @Override
  public double weight() {
    return decoder.weight();
  }

  @Override
  public int outputDim() {
    return decoder.outputDim();
  }

  @Override
  public Column column() {
    return decoder.column();
  }
}
