package dms.components.decoder;

import dms.components.encoder.CharacterIds;
import dms.components.encoder.FormCharacters;
import dms.components.encoder.FormEncoding;
import dms.components.encoder.TokenEncoding;
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
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Writes the lemma of each token, one character at a time (paper section 2.3): a GRU whose input is
 * the previous character, a context vector and multiplicative attention over the characters of the
 * form.
 *
 * <p>The context vector is the form's last character state and, where configured, the token's
 * encoding in its sentence and an embedding of its tag: the gold tag in training, the predicted one
 * in inference. Training feeds the gold characters; inference feeds its own choice until every row
 * has ended. A form whose lemma does not end within its limit keeps the form as its lemma. Control
 * symbols are never produced and a lemma is never empty.
 *
 * <p>Reads {@code characters.forms}, {@code characters.characters}, {@code characters.last}; {@code
 * context.tokens}; {@code tag.tags}. Writes {@code name.targets} (plain Java) and, in training,
 * {@code name.taught} with logits of shape (characters, symbols), otherwise {@code name.lemmas}
 * (one per position of (batch · tokens), and the scores they were chosen by).
 */
@Purpose("writes the lemma of each token, character by character")
public final class Lemmatizer extends NamedComponent implements Decoder, LimitedValues {
  /** Settings of a Lemmatizer. */
  public record Config(
      @Setting(doc = "name of the encoder of the form's characters") String characters,
      @Setting(
              doc = "names of the encoders that give the token's context, side by side",
              orElse = "[]")
          List<String> context,
      @Setting(doc = "name of the tagger whose tag is read; none if absent") Optional<String> tag,
      @Setting(doc = "column of the corpus", orElse = "lemma") String column,
      @Setting(
              doc = "factor of the loss in the sum that is minimized",
              orElse = "1.0",
              changeable = true)
          double weight,
      @Setting(doc = "size of a character's embedding", orElse = "64") int dim,
      @Setting(doc = "size of a tag's embedding", orElse = "32") int tagDim,
      @Setting(doc = "size of the state", orElse = "256") int hidden,
      @Setting(
              doc = "probability of a zero in context vector and state in training",
              orElse = "0.33",
              changeable = true)
          double dropout,
      @Setting(
              doc = "share of the target's probability spread over all characters",
              orElse = "0.0",
              changeable = true)
          double labelSmoothing,
      @Setting(
              doc =
                  "probability that training feeds the model's own choice, not the gold character",
              orElse = "0.0",
              changeable = true)
          double scheduledSampling,
      @Setting(
              doc = "characters seen fewer times in training are unknown",
              orElse = "2",
              unit = "occurrences")
          int minCount,
      @Setting(
              doc = "characters that a lemma may have more than its form",
              orElse = "20",
              unit = "characters",
              changeable = true)
          int maxExtra,
      @Setting(
              doc = "rows that are computed together; larger on a GPU",
              orElse = "256",
              unit = "rows",
              changeable = true)
          int groupRows) {
    /** Checks the values. */
    public Config {
      Checks.distinct("context", context);
      Targets.requireOneColumn(column);
      Checks.nonNegative("weight", weight);
      Checks.positive("dim", dim);
      Checks.positive("tagDim", tagDim);
      Checks.positive("hidden", hidden);
      Checks.probability("dropout", dropout);
      Checks.probability("labelSmoothing", labelSmoothing);
      Checks.probability("scheduledSampling", scheduledSampling);
      Checks.positive("minCount", minCount);
      Checks.positive("maxExtra", maxExtra);
      Checks.positive("groupRows", groupRows);
    }
  }

  private static final int NONE = -1;

  private final Config config;
  private final Column column;
  private final FormEncoding characters;
  private final List<TokenEncoding> context;
  private final Optional<TagSource> tag;
  private final Vocabulary vocabulary;
  private final LemmaWriter writer;
  private final BatchKey<LemmaTargets> targets;
  private final BatchKey<LemmaWriter.Taught> taught;
  private final BatchKey<WrittenLemmas> lemmas;

  /**
   * @param characters encoder of the forms' characters
   * @param context encoders of the tokens, such as that of the sentence; none where only the form
   *     counts
   * @param tag decoder of the tag, if read
   * @param vocabulary characters of lemmas, with padding, unknown, begin and end reserved
   * @param parameters branch of this component
   */
  public Lemmatizer(
      String name,
      Config config,
      FormEncoding characters,
      List<TokenEncoding> context,
      Optional<TagSource> tag,
      Vocabulary vocabulary,
      ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.column = Column.parse(config.column);
    this.characters = characters;
    this.context = List.copyOf(context);
    this.tag = tag;
    this.vocabulary = vocabulary;
    this.writer = new LemmaWriter(config, characters, context, tag, vocabulary, parameters);
    reading(characters.forms());
    reading(characters.characters());
    reading(characters.last());
    context.forEach(c -> reading(c.tokens()));
    tag.ifPresent(t -> reading(t.tags()));
    this.targets = writing("targets", LemmaTargets.class);
    this.taught = writing("taught", LemmaWriter.Taught.class);
    this.lemmas = writing("lemmas", WrittenLemmas.class);
  }

  @Override
  public void addTargets(Batch batch) {
    List<Optional<LemmaTarget>> ofPosition =
        new ArrayList<>(Collections.nCopies(batch.size() * batch.maxTokens(), Optional.empty()));
    for (int s = 0; s < batch.size(); s++) {
      List<Token> tokens = batch.sentences().get(s).tokens();
      for (int t = 0; t < tokens.size(); t++) {
        ofPosition.set(batch.position(s, t), tokens.get(t).value(column).map(this::target));
      }
    }
    batch.put(targets, new LemmaTargets(ofPosition));
  }

  private LemmaTarget target(String lemma) {
    int unknown = vocabulary.reserved(Vocabulary.UNKNOWN);
    int[] ids =
        Arrays.copyOf(
            CharacterIds.of(lemma, vocabulary, Integer.MAX_VALUE),
            lemma.codePointCount(0, lemma.length()) + 1);
    ids[ids.length - 1] = vocabulary.reserved(Vocabulary.END);
    return new LemmaTarget(ids);
  }

  @Override
  public void forward(Batch batch) {
    boolean training = batch.mode().training();
    FormCharacters forms = batch.get(characters.forms());
    Optional<Ids> tags = tag.map(source -> batch.get(source.tags()));
    Optional<LemmaTargets> gold = training ? Optional.of(batch.get(targets)) : Optional.empty();
    LemmaRows rows = LemmaRows.of(batch, forms, tags, !context.isEmpty(), gold);
    if (training) {
      if (rows.size() > 0) {
        batch.put(taught, writer.teach(batch, rows));
      }
    } else {
      batch.put(lemmas, writer.write(batch, rows, forms));
    }
  }

  /**
   * {@inheritDoc} A mean over the characters of the lemmas, each counted as often as its token
   * occurs.
   *
   * @return empty also outside training, where lemmas are written and not taught
   */
  @Override
  public Optional<Loss> loss(Batch batch) {
    return batch.has(taught)
        ? Optional.of(batch.get(taught).loss(config.labelSmoothing))
        : Optional.empty();
  }

  /** {@inheritDoc} Here the characters of the lemmas and their ends. */
  @Override
  public long[] targetCounts(Batch batch) {
    return new long[] {batch.get(targets).characters()};
  }

  @Override
  public List<List<String>> postprocess(Batch batch) {
    List<String> ofPosition = batch.get(lemmas).lemmas();
    return batch.strings(ofPosition::get);
  }

  /**
   * {@inheritDoc} Here the product of the written characters' probabilities, the end included. A
   * form that was kept, since no end came in time, has that of the characters which were given up.
   */
  @Override
  public List<List<Prediction>> predictions(Batch batch) {
    List<Prediction> ofPosition = batch.get(lemmas).predictions();
    return batch.perToken(ofPosition::get);
  }

  /** {@inheritDoc} It never writes a character that is unknown to it. */
  @Override
  public boolean canGive(Token token) {
    return token
        .value(column)
        .filter(
            lemma ->
                lemma.codePoints().allMatch(point -> vocabulary.idOfCharacter(point, NONE) != NONE))
        .isPresent();
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
