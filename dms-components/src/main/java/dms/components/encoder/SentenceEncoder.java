package dms.components.encoder;

import dms.components.layer.BidirectionalLstm;
import dms.components.layer.Dropout;
import dms.components.layer.Reversal;
import dms.components.setting.Checks;
import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Encoder;
import dms.core.component.NamedComponent;
import dms.core.tensor.Ids;
import dms.core.tensor.Shapes;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A bidirectional LSTM over the sentence (paper section 2.2): concatenates any number of token
 * encodings and gives one vector per token that knows its context.
 *
 * <p>Reads {@code input.tokens} of each input. Writes {@code name.reversal} (plain Java) and {@code
 * name.tokens}, shape (batch, tokens, 2 · hidden).
 */
@Purpose("joins encodings of the tokens and lets each know its sentence")
public final class SentenceEncoder extends NamedComponent implements Encoder, TokenEncoding {
  /** Settings of a SentenceEncoder. */
  public record Config(
      @Setting(doc = "names of the encoders whose token encodings are concatenated")
          List<String> inputs,
      @Setting(doc = "size of the state of each direction", orElse = "256") int hidden,
      @Setting(doc = "number of layers", orElse = "2", unit = "layers") int layers,
      @Setting(
              doc = "probability of a zero before each layer and after the last in training",
              orElse = "0.33",
              changeable = true)
          double dropout) {
    /** Checks the values. */
    public Config {
      Checks.notEmpty("inputs", inputs);
      Checks.distinct("inputs", inputs);
      Checks.positive("hidden", hidden);
      Checks.positive("layers", layers);
      Checks.probability("dropout", dropout);
    }
  }

  private final Config config;
  private final List<TokenEncoding> inputs;
  private final List<BidirectionalLstm> layers;
  private final BatchKey<Ids> reversal;
  private final BatchKey<Tensor> tokens;

  /**
   * @param inputs encoders whose token encodings are concatenated, in this order
   * @param parameters branch of this component
   */
  public SentenceEncoder(
      String name, Config config, List<TokenEncoding> inputs, ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.inputs = List.copyOf(inputs);
    inputs.forEach(input -> reading(input.tokens()));
    this.layers = layers(parameters, inputs.stream().mapToInt(TokenEncoding::tokenDim).sum());
    this.reversal = writing("reversal", Ids.class);
    this.tokens = writing("tokens", Tensor.class);
  }

  private List<BidirectionalLstm> layers(ParameterTree parameters, int inputDim) {
    List<BidirectionalLstm> made = new ArrayList<>();
    int dim = inputDim;
    for (int i = 0; i < config.layers; i++) {
      BidirectionalLstm layer =
          new BidirectionalLstm("layers." + i, dim, config.hidden, parameters);
      made.add(layer);
      dim = layer.outputDim();
    }
    return List.copyOf(made);
  }

  @Override
  public void preprocess(Batch batch) {
    batch.put(reversal, Reversal.of(batch));
  }

  @Override
  public void forward(Batch batch) {
    boolean training = batch.mode().training();
    Tensor[] parts = inputs.stream().map(input -> encodingOf(input, batch)).toArray(Tensor[]::new);
    Tensor x = Dropout.apply(Tensors.concat(2, parts), config.dropout, training);
    Tensor order = Tensors.of(batch.get(reversal), batch.device());
    for (BidirectionalLstm layer : layers) {
      x = Dropout.apply(layer.apply(x, order), config.dropout, training);
    }
    batch.put(tokens, x);
  }

  private Tensor encodingOf(TokenEncoding input, Batch batch) {
    return Shapes.require(
        batch.get(input.tokens()),
        input.tokens().name(),
        batch.size(),
        batch.maxTokens(),
        input.tokenDim());
  }

  @Override
  public int outputDim() {
    return 2 * config.hidden;
  }

  @Override
  public BatchKey<Tensor> tokens() {
    return tokens;
  }

  @Override
  public int tokenDim() {
    return outputDim();
  }
}
