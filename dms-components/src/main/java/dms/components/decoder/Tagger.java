package dms.components.decoder;

import dms.components.encoder.TokenEncoding;
import dms.components.layer.ClassifierHead;
import dms.components.setting.Checks;
import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Decoder;
import dms.core.component.LimitedValues;
import dms.core.component.NamedComponent;
import dms.core.component.Prediction;
import dms.core.component.SeenValues;
import dms.core.corpus.Column;
import dms.core.corpus.Token;
import dms.core.tensor.Ids;
import dms.core.tensor.Loss;
import dms.core.tensor.Shapes;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Chooses one tag per token (paper section 2.3): dense, layer normalization, ReLU, linear; cross
 * entropy.
 *
 * <p>Reads {@code input.tokens}, shape (batch, tokens, dim). Writes {@code name.targets} and {@code
 * name.tags} (plain Java, shape (batch, tokens)) and {@code name.logits}, shape (batch, tokens,
 * tags).
 */
@Purpose("chooses one tag per token")
public final class Tagger extends NamedComponent
    implements Decoder, TagSource, SeenValues, LimitedValues {
  /** Settings of a Tagger. */
  public record Config(
      @Setting(doc = "name of the encoder whose token encodings are read") String input,
      @Setting(
              doc =
                  "column of the corpus: upos, xpos, feats, misc.KEY, or joined, which HOCON wants"
                      + " in quotes, as \"upos+feats\"")
          String column,
      @Setting(
              doc = "factor of the loss in the sum that is minimized",
              orElse = "1.0",
              changeable = true)
          double weight,
      @Setting(
              doc = "probability of a zero before the last layer in training",
              orElse = "0.0",
              changeable = true)
          double dropout,
      @Setting(
              doc = "share of the target's probability spread over all tags",
              orElse = "0.0",
              changeable = true)
          double labelSmoothing) {
    /** Checks the values. */
    public Config {
      Column.parse(column);
      Checks.nonNegative("weight", weight);
      Checks.probability("dropout", dropout);
      Checks.probability("labelSmoothing", labelSmoothing);
    }
  }

  private final Config config;
  private final Column column;
  private final TokenEncoding input;
  private final Vocabulary vocabulary;
  private final ClassifierHead head;
  private final BatchKey<Ids> targets;
  private final BatchKey<Ids> tags;
  private final BatchKey<Tensor> logits;

  /**
   * @param input encoder of the tokens
   * @param vocabulary tags to choose from
   * @param parameters branch of this component
   */
  public Tagger(
      String name,
      Config config,
      TokenEncoding input,
      Vocabulary vocabulary,
      ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.column = Column.parse(config.column);
    this.input = input;
    this.vocabulary = vocabulary;
    this.head = new ClassifierHead(input.tokenDim(), vocabulary.size(), parameters);
    reading(input.tokens());
    this.targets = writing("targets", Ids.class);
    this.tags = writing("tags", Ids.class);
    this.logits = writing("logits", Tensor.class);
  }

  @Override
  public void addTargets(Batch batch) {
    batch.put(targets, batch.ids(Targets.IGNORED, this::target));
  }

  private int target(Token token) {
    return token
        .value(column)
        .map(tag -> vocabulary.id(tag, Targets.IGNORED))
        .orElse(Targets.IGNORED);
  }

  @Override
  public void forward(Batch batch) {
    Tensor x =
        Shapes.require(
            batch.get(input.tokens()),
            input.tokens().name(),
            batch.size(),
            batch.maxTokens(),
            input.tokenDim());
    batch.put(logits, head.apply(x, config.dropout, batch.mode().training()));
    batch.put(tags, tags(batch));
  }

  private Ids tags(Batch batch) {
    return switch (batch.mode()) {
      case TRAINING ->
          Targets.goldElsePredicted(batch, goldTags(batch), numTags(), () -> predictedTags(batch));
      case EVALUATION_WITH_GOLD_INPUTS -> goldTags(batch);
      case EVALUATION, INFERENCE -> predictedTags(batch);
    };
  }

  @Override
  public Ids goldTags(Batch batch) {
    Ids gold = batch.get(targets);
    int[] ids = Arrays.stream(gold.values()).map(id -> id < 0 ? vocabulary.size() : id).toArray();
    return new Ids(ids, gold.shape());
  }

  private Ids predictedTags(Batch batch) {
    long[] best = Tensors.toLongs(batch.get(logits).argmax(new LongOptional(2), false));
    int[] ids = Arrays.stream(best).mapToInt(Math::toIntExact).toArray();
    return new Ids(ids, batch.size(), batch.maxTokens());
  }

  @Override
  public Optional<Loss> loss(Batch batch) {
    return Targets.loss(batch.get(logits), batch.get(targets), config.labelSmoothing);
  }

  @Override
  public long[] targetCounts(Batch batch) {
    return new long[] {Targets.countIn(batch.get(targets))};
  }

  @Override
  public List<List<String>> postprocess(Batch batch) {
    Ids best = best(batch);
    return batch.strings(position -> vocabulary.symbol(best.values()[position]));
  }

  /** {@inheritDoc} Here the probability of the tag among all tags. */
  @Override
  public List<List<Prediction>> predictions(Batch batch) {
    Ids best = best(batch);
    float[] probabilities = Probabilities.of(batch.get(logits), Tensors.of(best, batch.device()));
    return batch.perToken(
        position ->
            Prediction.of(vocabulary.symbol(best.values()[position]), probabilities[position]));
  }

  private Ids best(Batch batch) {
    return batch.mode().goldInputs() ? predictedTags(batch) : batch.get(tags);
  }

  @Override
  public double weight() {
    return config.weight;
  }

  @Override
  public int outputDim() {
    return vocabulary.size();
  }

  @Override
  public Column column() {
    return column;
  }

  @Override
  public BatchKey<Ids> tags() {
    return tags;
  }

  @Override
  public Set<BatchKey<?>> targetKeys() {
    return Set.of(targets);
  }

  @Override
  public int numTags() {
    return vocabulary.size();
  }

  @Override
  public String tag(int id) {
    return vocabulary.symbol(id);
  }

  @Override
  public boolean seenInTraining(String value) {
    return vocabulary.find(value).isPresent();
  }

  @Override
  public boolean canGive(Token token) {
    return token.value(column).filter(this::seenInTraining).isPresent();
  }

  /** Key of the scores of each tag, shape (batch, tokens, tags), before softmax. */
  public BatchKey<Tensor> logits() {
    return logits;
  }
}
