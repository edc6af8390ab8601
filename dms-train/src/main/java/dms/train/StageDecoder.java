package dms.train;

import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Decoder;
import dms.core.component.Prediction;
import dms.core.component.SeenValues;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.Loss;
import dms.core.weights.ParameterTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A decoder as a stage of training wants it: with another loss weight, and without targets in the
 * sentences that are not its own.
 */
final class StageDecoder implements Decoder {
  private final Decoder decoder;
  private final double weight;
  private final Predicate<Sentence> own;

  StageDecoder(Decoder decoder, double weight, CorpusScope scope) {
    this(decoder, weight, sentence -> scope.covers(sentence, decoder.name(), decoder.column()));
  }

  /**
   * @param own whether the decoder has targets in a sentence
   */
  StageDecoder(Decoder decoder, double weight, Predicate<Sentence> own) {
    this.decoder = decoder;
    this.weight = weight;
    this.own = own;
  }

  @Override
  public void addTargets(Batch batch) {
    List<Sentence> seen = batch.sentences().stream().map(this::seen).toList();
    decoder.addTargets(seen.equals(batch.sentences()) ? batch : batch.seenAs(seen));
  }

  private Sentence seen(Sentence sentence) {
    return own.test(sentence) ? sentence : sentence.withoutValues(column());
  }

  @Override
  public double weight() {
    return weight;
  }

  @Override
  public String name() {
    return decoder.name();
  }

  @Override
  public Set<BatchKey<?>> reads() {
    return decoder.reads();
  }

  @Override
  public Set<BatchKey<?>> writes() {
    return decoder.writes();
  }

  @Override
  public ParameterTree parameters() {
    return decoder.parameters();
  }

  @Override
  public void forward(Batch batch) {
    decoder.forward(batch);
  }

  @Override
  public Optional<Loss> loss(Batch batch) {
    return decoder.loss(batch);
  }

  @Override
  public List<Optional<Loss>> means(Batch batch) {
    return decoder.means(batch);
  }

  @Override
  public long[] targetCounts(Batch batch) {
    return decoder.targetCounts(batch);
  }

  @Override
  public Optional<Loss> lossShare(Batch batch, long[] whole) {
    return decoder.lossShare(batch, whole);
  }

  @Override
  public List<List<String>> postprocess(Batch batch) {
    return decoder.postprocess(batch);
  }

  /** The decoder's own, which may know more than the values. */
  @Override
  public List<List<Prediction>> predictions(Batch batch) {
    return decoder.predictions(batch);
  }

  @Override
  public int outputDim() {
    return decoder.outputDim();
  }

  @Override
  public Column column() {
    return decoder.column();
  }

  @Override
  public Optional<SeenValues> seenValues() {
    return decoder.seenValues();
  }
}
