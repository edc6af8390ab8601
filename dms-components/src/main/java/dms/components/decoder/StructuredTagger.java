package dms.components.decoder;

import dms.components.encoder.TokenEncoding;
import dms.components.setting.Checks;
import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.components.tagset.TagCategories;
import dms.components.tagset.TagInventory;
import dms.components.tagset.TagSchemes;
import dms.components.tagset.ValueCounts;
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
import dms.core.tensor.NativeScope;
import dms.core.tensor.Shapes;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Chooses one tag per token by its sub-categories, such as part of speech, gender and case (paper
 * section 2.3): each category has a classification of its own, and the tag is the one of an
 * inventory with the highest product of its values' probabilities. So it can give tags never seen
 * in training (section 3.3), and never gives one that the inventory lacks.
 *
 * <p>Categories chosen apart know nothing of each other, so one more category, {@code whole}, has
 * the frequent tags as its values, and one value for all others, learnt from tags that are rare in
 * training and standing for those never seen.
 *
 * <p>The loss is the sum over the categories of the cross entropies: minus the logarithm of the
 * tag's probability, as the {@link Tagger} has it, so that a weight means the same for both. A
 * category in which the gold value is not known, as in tags of a development file, is left out.
 *
 * <p>The scores begin with the logarithms of the values' shares in training: most tags have no
 * value in most categories, and a short training that has to learn this first ends several points
 * lower.
 *
 * <p>Reads {@code input.tokens}, shape (batch, tokens, dim). Writes {@code name.targets} (plain
 * Java, shape (categories, batch, tokens)), {@code name.gold} and {@code name.tags} (plain Java,
 * numbers of tags in the inventory, shape (batch, tokens)) and {@code name.logits}, shape (batch,
 * tokens, values), the values of all categories side by side.
 */
@Purpose("chooses one tag per token by its sub-categories")
public final class StructuredTagger extends NamedComponent
    implements Decoder, TagSource, SeenValues, LimitedValues {
  /** What is done with tags that the scheme cannot split. */
  public enum Unsplittable {
    /** The corpus is refused, with a list of them. */
    REFUSE,
    /** They are values of a category {@code whole}. */
    KEEP
  }

  /** Settings of a StructuredTagger. */
  public record Config(
      @Setting(doc = "name of the encoder whose token encodings are read") String input,
      @Setting(
              doc =
                  "column of the corpus: with the scheme ud upos, feats or \"upos+feats\" (in"
                      + " quotes), with others any one column")
          String column,
      @Setting(
              doc =
                  "how tags fall into categories: ud (part of speech and features), mim-gold-2.0"
                      + " or ifd (Icelandic), or the file of a positional tagset",
              orElse = "ud")
          String scheme,
      @Setting(
              doc =
                  "tags that may be given: training (those seen), grammar (also those that the"
                      + " scheme allows), or a file with one tag a line (also those in it)",
              orElse = "grammar")
          String inventory,
      @Setting(
              doc =
                  "what is done with tags that the scheme cannot split: refuse, or keep (each is a"
                      + " value of a category of its own, whole)",
              orElse = "refuse")
          Unsplittable unsplittable,
      @Setting(
              doc =
                  "tags seen that often in training also have a score as a whole; rarer ones, and"
                      + " those never seen, share one; 0 for none",
              orElse = "2",
              unit = "tokens")
          int wholeCount,
      @Setting(doc = "whether the categories share the dense layer", orElse = "true")
          boolean shared,
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
              doc = "share of the target's probability spread over all values of the category",
              orElse = "0.0",
              changeable = true)
          double labelSmoothing) {
    private static final String TRAINING = "training";

    /** Checks the values. */
    public Config {
      TagSchemes.requireFits(scheme, Column.parse(column));
      Checks.notBlank("inventory", inventory);
      Checks.nonNegative("wholeCount", wholeCount);
      if (wholeCount == 1 && !inventory.equals(TRAINING)) {
        throw new IllegalArgumentException(
            "wholeCount: expected 0 or at least 2 with tags never seen in the inventory, found 1;"
                + " the score that those share is learnt from tags that are rare in training");
      }
      Checks.nonNegative("weight", weight);
      Checks.probability("dropout", dropout);
      Checks.probability("labelSmoothing", labelSmoothing);
    }
  }

  private final Config config;
  private final Column column;
  private final TokenEncoding input;
  private final TagInventory inventory;
  private final TagCategories categories;
  private final CategoryHeads heads;
  private final ValidTags validTags;
  private final BatchKey<Ids> targets;
  private final BatchKey<Ids> gold;
  private final BatchKey<Ids> tags;
  private final BatchKey<Tensor> logits;

  /**
   * @param input encoder of the tokens
   * @param inventory tags to choose from, and their categories
   * @param counts how often their values were seen, from which the first scores come; none when the
   *     parameters are replaced anyway
   * @param parameters branch of this component
   */
  public StructuredTagger(
      String name,
      Config config,
      TokenEncoding input,
      TagInventory inventory,
      Optional<ValueCounts> counts,
      ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.column = Column.parse(config.column);
    this.input = input;
    this.inventory = inventory;
    this.categories = inventory.categories();
    this.heads = new CategoryHeads(input.tokenDim(), categories, config.shared, parameters);
    NativeScope.within(() -> counts.ifPresent(seen -> heads.startFrom(seen.logShares(categories))));
    this.validTags = new ValidTags(inventory, parameters.device());
    reading(input.tokens());
    this.targets = writing("targets", Ids.class);
    this.gold = writing("gold", Ids.class);
    this.tags = writing("tags", Ids.class);
    this.logits = writing("logits", Tensor.class);
  }

  @Override
  public void addTargets(Batch batch) {
    int positions = batch.size() * batch.maxTokens();
    int[] ofCategories = new int[categories.size() * positions];
    int[] ofTags = new int[positions];
    Arrays.fill(ofCategories, Targets.IGNORED);
    Arrays.fill(ofTags, inventory.tags().size());
    for (int s = 0; s < batch.size(); s++) {
      List<Token> tokens = batch.sentences().get(s).tokens();
      for (int t = 0; t < tokens.size(); t++) {
        Optional<String> tag = tokens.get(t).value(column);
        if (tag.isPresent()) {
          int position = batch.position(s, t);
          ofTags[position] = inventory.tags().id(tag.get(), inventory.tags().size());
          addValues(tag.get(), position, positions, ofCategories);
        }
      }
    }
    batch.put(targets, new Ids(ofCategories, categories.size(), batch.size(), batch.maxTokens()));
    batch.put(gold, new Ids(ofTags, batch.size(), batch.maxTokens()));
  }

  private void addValues(String tag, int position, int positions, int[] ofCategories) {
    int[] values = inventory.values(tag);
    for (int category = 0; category < values.length; category++) {
      if (values[category] != TagCategories.UNKNOWN) {
        ofCategories[category * positions + position] =
            values[category] - categories.begin(category);
      }
    }
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
    batch.put(logits, heads.apply(x, config.dropout, batch.mode().training()));
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

  private Ids predictedTags(Batch batch) {
    return validTags.best(batch.get(logits).detach());
  }

  @Override
  public Optional<Loss> loss(Batch batch) {
    List<Loss> losses = means(batch).stream().flatMap(Optional::stream).toList();
    return losses.isEmpty() ? Optional.empty() : Optional.of(Loss.sum(losses));
  }

  /** {@inheritDoc} Here one of each category. */
  @Override
  public List<Optional<Loss>> means(Batch batch) {
    Ids all = batch.get(targets);
    int positions = batch.size() * batch.maxTokens();
    // One split and one unbind: a narrow for each category would fill the gradient of all values
    // with zeros as often as there are categories.
    TensorVector scores = batch.get(logits).split_with_sizes(categories.sizes(), 2);
    Tensor golds = Tensors.of(all.values(), batch.device()).view(categories.size(), positions);
    TensorVector goldOf = golds.unbind(0);
    List<Optional<Loss>> means = new ArrayList<>();
    for (int category = 0; category < categories.size(); category++) {
      boolean any = Targets.anyIn(all, category * positions, (category + 1) * positions);
      means.add(
          any
              ? Optional.of(
                  Targets.meanCrossEntropy(
                      scores.get(category), goldOf.get(category), config.labelSmoothing))
              : Optional.empty());
    }
    return means;
  }

  @Override
  public long[] targetCounts(Batch batch) {
    Ids all = batch.get(targets);
    int positions = batch.size() * batch.maxTokens();
    return IntStream.range(0, categories.size())
        .mapToLong(c -> Targets.countIn(all, c * positions, (c + 1) * positions))
        .toArray();
  }

  @Override
  public List<List<String>> postprocess(Batch batch) {
    Ids best = best(batch);
    return batch.strings(position -> inventory.tags().symbol(best.values()[position]));
  }

  /** {@inheritDoc} Here the probability of the tag among those of the inventory. */
  @Override
  public List<List<Prediction>> predictions(Batch batch) {
    Ids best = best(batch);
    float[] probabilities = validTags.probabilities(batch.get(logits), best);
    return batch.perToken(
        position ->
            Prediction.of(
                inventory.tags().symbol(best.values()[position]), probabilities[position]));
  }

  private Ids best(Batch batch) {
    return batch.mode().goldInputs() ? predictedTags(batch) : batch.get(tags);
  }

  @Override
  public double weight() {
    return config.weight;
  }

  /** {@inheritDoc} Here the values of all categories. */
  @Override
  public int outputDim() {
    return categories.values().size();
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
  public Ids goldTags(Batch batch) {
    return batch.get(gold);
  }

  @Override
  public Set<BatchKey<?>> targetKeys() {
    return Set.of(targets, gold);
  }

  @Override
  public int numTags() {
    return inventory.tags().size();
  }

  @Override
  public String tag(int id) {
    return inventory.tags().symbol(id);
  }

  @Override
  public boolean seenInTraining(String value) {
    return inventory.seen().find(value).isPresent();
  }

  @Override
  public boolean canGive(Token token) {
    return token.value(column).filter(tag -> inventory.tags().find(tag).isPresent()).isPresent();
  }

  /**
   * Key of the scores of each value of each category, shape (batch, tokens, values), before
   * softmax.
   */
  public BatchKey<Tensor> logits() {
    return logits;
  }
}
