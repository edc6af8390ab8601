package dms.components.encoder;

import dms.components.layer.Dropout;
import dms.components.setting.Checks;
import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Encoder;
import dms.core.component.NamedComponent;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * Turns forms into sequences of character embeddings (paper section 2.2), once per distinct form of
 * the batch.
 *
 * <p>Reads nothing. Writes {@code name.forms} (the characters, plain Java) and {@code
 * name.characters}, shape (forms, chars, dim).
 */
@Purpose("gives each character of a form a vector")
public final class CharacterEncoder extends NamedComponent implements Encoder, CharacterEncoding {
  /** Settings of a CharacterEncoder. */
  public record Config(
      @Setting(doc = "size of a character's embedding", orElse = "64") int dim,
      @Setting(
              doc = "characters seen fewer times in training are unknown",
              orElse = "2",
              unit = "occurrences")
          int minCount,
      @Setting(
              doc = "longer forms keep their first and last characters, half each",
              orElse = "60",
              unit = "characters")
          int maxCharacters,
      @Setting(
              doc = "probability of a zero in the embeddings in training",
              orElse = "0.0",
              changeable = true)
          double dropout) {
    /** Checks the values. */
    public Config {
      Checks.positive("dim", dim);
      Checks.positive("minCount", minCount);
      Checks.positive("maxCharacters", maxCharacters);
      Checks.probability("dropout", dropout);
    }
  }

  private final Config config;
  private final Vocabulary vocabulary;
  private final EmbeddingImpl embedding;
  private final BatchKey<FormCharacters> forms;
  private final BatchKey<Tensor> characters;

  /**
   * @param vocabulary characters, with padding and unknown reserved
   * @param parameters branch of this component
   */
  public CharacterEncoder(
      String name, Config config, Vocabulary vocabulary, ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.vocabulary = vocabulary;
    this.embedding =
        parameters.register("embedding", new EmbeddingImpl(vocabulary.size(), config.dim));
    this.forms = writing("forms", FormCharacters.class);
    this.characters = writing("characters", Tensor.class);
  }

  @Override
  public void preprocess(Batch batch) {
    batch.put(forms, FormCharacters.of(batch, vocabulary, config.maxCharacters));
  }

  @Override
  public void forward(Batch batch) {
    Tensor ids = Tensors.of(batch.get(forms).characters(), batch.device());
    Tensor embedded = embedding.forward(ids);
    batch.put(characters, Dropout.apply(embedded, config.dropout, batch.mode().training()));
  }

  @Override
  public int outputDim() {
    return config.dim;
  }

  @Override
  public BatchKey<FormCharacters> forms() {
    return forms;
  }

  @Override
  public BatchKey<Tensor> characters() {
    return characters;
  }

  @Override
  public int characterDim() {
    return config.dim;
  }
}
