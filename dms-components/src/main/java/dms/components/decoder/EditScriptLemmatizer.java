package dms.components.decoder;

import dms.components.encoder.TokenEncoding;
import dms.components.layer.ClassifierHead;
import dms.components.layer.Dropout;
import dms.components.lexicon.LemmaLexicon;
import dms.components.lexicon.TagStyle;
import dms.components.setting.Checks;
import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Decoder;
import dms.core.component.LimitedValues;
import dms.core.component.NamedComponent;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Token;
import dms.core.tensor.Ids;
import dms.core.tensor.Loss;
import dms.core.tensor.Shapes;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Chooses the {@link EditScript} that makes each token's lemma from its form: one class per token,
 * so a lemma costs about as much as a tag (Chrupała 2006; with casing apart, Straka et al. 2019).
 *
 * <p>The tag that is read is the gold one in training, now and then left out, and the predicted one
 * in inference. The best script that the form is long enough for is applied; where none of the best
 * ones is, the lemma is the form and its source says so.
 *
 * <p>Reads {@code input.tokens} of each input, shape (batch, tokens, dim), and {@code tag.tags}.
 * Writes {@code name.targets} (plain Java, shape (batch, tokens)) and {@code name.logits}, shape
 * (batch, tokens, scripts).
 */
@Purpose("chooses the edits that make each token's lemma from its form")
public final class EditScriptLemmatizer extends NamedComponent implements Decoder, LimitedValues {
  /** Settings of an EditScriptLemmatizer. */
  public record Config(
      @Setting(
              doc =
                  "names of the encoders whose token encodings are read, side by side: of the"
                      + " sentence, the form's characters, the word")
          List<String> inputs,
      @Setting(doc = "name of the tagger whose tag is read; none if absent") Optional<String> tag,
      @Setting(doc = "column of the corpus", orElse = "lemma") String column,
      @Setting(
              doc = "factor of the loss in the sum that is minimized",
              orElse = "1.0",
              changeable = true)
          double weight,
      @Setting(
              doc = "size of a tag's embedding; 0 where only the lexicon reads the tag",
              orElse = "32")
          int tagDim,
      @Setting(
              doc = "probability that a tag is left out in training",
              orElse = "0.2",
              changeable = true)
          double tagDropout,
      @Setting(doc = "size of the layer between inputs and scripts", orElse = "256") int hidden,
      @Setting(
              doc = "probability of a zero in the inputs and before the last layer in training",
              orElse = "0.2",
              changeable = true)
          double dropout,
      @Setting(
              doc = "share of the target's probability spread over all scripts",
              orElse = "0.0",
              changeable = true)
          double labelSmoothing,
      @Setting(
              doc = "scripts that make fewer lemmas of the training corpus are left out",
              orElse = "2",
              unit = "occurrences")
          int minCount,
      @Setting(
              doc = "best scripts that are tried on a form before it is its own lemma",
              orElse = "8",
              changeable = true)
          int tries,
      @Setting(
              doc =
                  "file of ./dms lexicon lemmas, whose lemmas of form and tag are chosen from; read"
                      + " in training and kept in the bundle")
          Optional<Path> lexicon,
      @Setting(doc = "whose tags the tagger gives: icepahc, modern or mim", orElse = "icepahc")
          TagStyle lexiconTags,
      @Setting(
              doc = "probability from which a lemma is taken that the lexicon does not have",
              orElse = "0.9",
              changeable = true)
          double certain) {
    /** Checks the values. */
    public Config {
      Checks.notEmpty("inputs", inputs);
      Checks.distinct("inputs", inputs);
      Targets.requireOneColumn(column);
      Checks.nonNegative("weight", weight);
      Checks.nonNegative("tagDim", tagDim);
      Checks.probability("tagDropout", tagDropout);
      Checks.positive("hidden", hidden);
      Checks.probability("dropout", dropout);
      Checks.probability("labelSmoothing", labelSmoothing);
      Checks.positive("minCount", minCount);
      Checks.positive("tries", tries);
      Checks.share("certain", certain);
      if (lexicon.isPresent() && tag.isEmpty()) {
        throw new IllegalArgumentException(
            "lexicon: expected the name of a tagger in tag beside it, whose tags it is asked for");
      }
    }
  }

  private final Config config;
  private final Column column;
  private final List<TokenEncoding> inputs;
  private final Optional<TagSource> tag;
  private final Optional<EmbeddingImpl> tagEmbedding;
  private final Vocabulary vocabulary;
  private final LemmaChoice choice;
  private final ClassifierHead head;
  private final BatchKey<Ids> targets;
  private final BatchKey<Tensor> logits;

  /**
   * @param inputs encoders of the tokens, at least one
   * @param tag decoder of the tag, if read
   * @param vocabulary scripts to choose from, in the form of {@link EditScript#toString()}
   * @param lexicon whose lemmas are chosen from, if any; it understands the tags
   * @param parameters branch of this component
   * @throws IllegalArgumentException when a symbol of the vocabulary is no script
   */
  public EditScriptLemmatizer(
      String name,
      Config config,
      List<TokenEncoding> inputs,
      Optional<TagSource> tag,
      Vocabulary vocabulary,
      Optional<LemmaLexicon> lexicon,
      ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.column = Column.parse(config.column);
    this.inputs = List.copyOf(inputs);
    this.tag = tag;
    this.vocabulary = vocabulary;
    this.choice =
        new LemmaChoice(
            vocabulary, config.tries, lexicon.map(l -> new KnownLemmas(l, config.certain)));
    // The last row stands for no tag.
    this.tagEmbedding =
        tag.filter(t -> config.tagDim > 0)
            .map(
                t -> parameters.register("tag", new EmbeddingImpl(t.numTags() + 1, config.tagDim)));
    int inputDim =
        inputs.stream().mapToInt(TokenEncoding::tokenDim).sum()
            + (tagEmbedding.isPresent() ? config.tagDim : 0);
    this.head = new ClassifierHead(inputDim, config.hidden, vocabulary.size(), parameters);
    inputs.forEach(input -> reading(input.tokens()));
    tag.ifPresent(t -> reading(t.tags()));
    this.targets = writing("targets", Ids.class);
    this.logits = writing("logits", Tensor.class);
  }

  @Override
  public void addTargets(Batch batch) {
    batch.put(targets, batch.ids(Targets.IGNORED, this::target));
  }

  private int target(Token token) {
    return token
        .value(column)
        .map(lemma -> EditScript.between(token.form(), lemma).toString())
        .map(script -> vocabulary.id(script, Targets.IGNORED))
        .orElse(Targets.IGNORED);
  }

  @Override
  public boolean canGive(Token token) {
    return target(token) != Targets.IGNORED;
  }

  @Override
  public void forward(Batch batch) {
    boolean training = batch.mode().training();
    List<Tensor> parts = new ArrayList<>();
    for (TokenEncoding input : inputs) {
      parts.add(
          Shapes.require(
              batch.get(input.tokens()),
              input.tokens().name(),
              batch.size(),
              batch.maxTokens(),
              input.tokenDim()));
    }
    tagEmbedding.ifPresent(embedding -> parts.add(embedding.forward(tags(batch))));
    Tensor x = Tensors.concat(2, parts.toArray(Tensor[]::new));
    batch.put(
        logits, head.apply(Dropout.apply(x, config.dropout, training), config.dropout, training));
  }

  /** Ids of the tags, some of them replaced by that of no tag in training. */
  private Tensor tags(Batch batch) {
    Tensor ids = Tensors.of(batch.get(tag.orElseThrow().tags()), batch.device());
    if (!batch.mode().training() || config.tagDropout == 0) {
      return ids;
    }
    Tensor left = torch.rand(ids.shape(), batch.device().options(torch.ScalarType.Float));
    return ids.masked_fill(
        left.lt(new Scalar(config.tagDropout)), new Scalar((long) tag.get().numTags()));
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
    LemmaChoice.Scored scored = choice.scored(batch.get(logits));
    return perToken(batch, scored::lemma);
  }

  @Override
  public List<List<Prediction>> predictions(Batch batch) {
    return perToken(batch, choice.scored(batch.get(logits)).predictions()::of);
  }

  /** What is chosen for a token. */
  @FunctionalInterface
  private interface Choice<T> {
    T of(String form, String tag, int position);
  }

  private <T> List<List<T>> perToken(Batch batch, Choice<T> choice) {
    Optional<Ids> tags = tag.map(source -> batch.get(source.tags()));
    List<List<T>> chosen = new ArrayList<>();
    for (int s = 0; s < batch.size(); s++) {
      List<T> ofSentence = new ArrayList<>();
      for (Token token : batch.sentences().get(s).tokens()) {
        int position = batch.position(s, ofSentence.size());
        String read = tags.map(ids -> tagAt(ids, position)).orElse("");
        ofSentence.add(choice.of(token.form(), read, position));
      }
      chosen.add(List.copyOf(ofSentence));
    }
    return List.copyOf(chosen);
  }

  /** Empty where a token has no gold tag, or one that the tagger does not know. */
  private String tagAt(Ids tags, int position) {
    int id = tags.values()[position];
    TagSource source = tag.orElseThrow();
    return id == source.numTags() ? "" : source.tag(id);
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
}
