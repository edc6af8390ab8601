package somewhere.outside;

import dms.components.encoder.TokenEncoding;
import dms.components.setting.Checks;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Encoder;
import dms.core.component.NamedComponent;
import dms.core.tensor.Ids;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import org.bytedeco.pytorch.Tensor;

/** Tells how a token is written: small, Capitalized, CAPITALS, 4 digits or otherwise; one-hot. */
final class ShapeEncoder extends NamedComponent implements Encoder, TokenEncoding {
  private static final int SHAPES = 5;

  record Config(@Setting(doc = "the one among the zeros", orElse = "1.0") double strength) {
    Config {
      Checks.positive("strength", strength);
    }
  }

  private final Config config;
  private final BatchKey<Ids> shapes;
  private final BatchKey<Tensor> tokens;

  ShapeEncoder(String name, Config config, ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.shapes = writing("shapes", Ids.class);
    this.tokens = writing("tokens", Tensor.class);
  }

  @Override
  public void preprocess(Batch batch) {
    batch.put(shapes, batch.ids(0, token -> shape(token.form())));
  }

  private static int shape(String form) {
    if (form.codePoints().allMatch(Character::isLowerCase)) {
      return 0;
    }
    if (form.codePoints().allMatch(Character::isUpperCase)) {
      return 1;
    }
    if (form.codePoints().allMatch(Character::isDigit)) {
      return 2;
    }
    return Character.isUpperCase(form.codePointAt(0)) ? 3 : 4;
  }

  @Override
  public void forward(Batch batch) {
    int[] values = batch.get(shapes).values();
    float[] oneHot = new float[values.length * SHAPES];
    for (int i = 0; i < values.length; i++) {
      oneHot[i * SHAPES + values[i]] = (float) config.strength;
    }
    batch.put(tokens, Tensors.of(oneHot, batch.device(), batch.size(), batch.maxTokens(), SHAPES));
  }

  @Override
  public int outputDim() {
    return SHAPES;
  }

  @Override
  public BatchKey<Tensor> tokens() {
    return tokens;
  }

  @Override
  public int tokenDim() {
    return SHAPES;
  }
}
