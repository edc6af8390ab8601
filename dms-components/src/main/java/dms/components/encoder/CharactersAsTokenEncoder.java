package dms.components.encoder;

import dms.components.layer.BidirectionalGru;
import dms.components.layer.Dropout;
import dms.components.setting.Checks;
import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Encoder;
import dms.core.component.NamedComponent;
import dms.core.tensor.Shapes;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import org.bytedeco.pytorch.Tensor;

/**
 * A bidirectional GRU over the characters of each form (paper section 2.2): its last state stands
 * for the token, its output for each character is what a lemmatizer attends to. Runs once per
 * distinct form of the batch.
 *
 * <p>Reads {@code input.forms} and {@code input.characters}. Writes {@code name.tokens}, shape
 * (batch, tokens, 2 · hidden), {@code name.characters}, shape (forms, chars, 2 · hidden), and
 * {@code name.last}, shape (forms, 2 · hidden).
 */
@Purpose("reads a form character by character and gives it one vector")
public final class CharactersAsTokenEncoder extends NamedComponent
    implements Encoder, TokenEncoding, CharacterEncoding, FormEncoding {
  /** Settings of a CharactersAsTokenEncoder. */
  public record Config(
      @Setting(doc = "name of the character encoder whose characters are read") String input,
      @Setting(doc = "size of the state of each direction", orElse = "128") int hidden,
      @Setting(
              doc = "probability of a zero in the character embeddings in training",
              orElse = "0.0",
              changeable = true)
          double dropout) {
    /** Checks the values. */
    public Config {
      Checks.positive("hidden", hidden);
      Checks.probability("dropout", dropout);
    }
  }

  private final Config config;
  private final CharacterEncoding input;
  private final BidirectionalGru gru;
  private final BatchKey<Tensor> tokens;
  private final BatchKey<Tensor> characters;
  private final BatchKey<Tensor> last;

  /**
   * @param input encoder of the characters
   * @param parameters branch of this component
   */
  public CharactersAsTokenEncoder(
      String name, Config config, CharacterEncoding input, ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.input = input;
    reading(input.forms());
    reading(input.characters());
    this.gru = new BidirectionalGru("gru", input.characterDim(), config.hidden, parameters);
    this.tokens = writing("tokens", Tensor.class);
    this.characters = writing("characters", Tensor.class);
    this.last = writing("last", Tensor.class);
  }

  /** Makes nothing: the characters come from the input. */
  @Override
  public void preprocess(Batch batch) {}

  @Override
  public void forward(Batch batch) {
    FormCharacters forms = batch.get(input.forms());
    Tensor x =
        Shapes.require(
            batch.get(input.characters()),
            input.characters().name(),
            forms.lengths().length,
            forms.maxCharacters(),
            input.characterDim());
    Tensor dropped = Dropout.apply(x, config.dropout, batch.mode().training());
    BidirectionalGru.Output output = gru.apply(dropped, forms.lengths(), batch.device());
    batch.put(characters, output.perStep());
    batch.put(last, output.last());
    batch.put(tokens, Tensors.rows(output.last(), Tensors.of(forms.formOfToken(), batch.device())));
  }

  @Override
  public int outputDim() {
    return gru.outputDim();
  }

  @Override
  public BatchKey<Tensor> tokens() {
    return tokens;
  }

  @Override
  public int tokenDim() {
    return gru.outputDim();
  }

  @Override
  public BatchKey<FormCharacters> forms() {
    return input.forms();
  }

  @Override
  public BatchKey<Tensor> characters() {
    return characters;
  }

  @Override
  public int characterDim() {
    return gru.outputDim();
  }

  @Override
  public BatchKey<Tensor> last() {
    return last;
  }
}
