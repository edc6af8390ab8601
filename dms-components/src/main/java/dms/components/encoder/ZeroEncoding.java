package dms.components.encoder;

import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Encoder;
import dms.core.weights.ParameterTree;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stands in for an encoder where there is no sentence to encode, as when a lemmatizer is pretrained
 * on single words (paper section 3.3): who reads the encoding reads zeros.
 *
 * <p>Reads nothing. Writes the token encoding of the encoder, shape (batch, tokens, dim).
 */
public final class ZeroEncoding implements Encoder {
  private final String name;
  private final TokenEncoding encoding;
  private final ParameterTree parameters;

  /**
   * @param encoder the one that is stood in for; its name and branch of parameters are kept
   * @param encoding the same as what it offers
   */
  public ZeroEncoding(Encoder encoder, TokenEncoding encoding) {
    this.name = encoder.name();
    this.encoding = encoding;
    this.parameters = encoder.parameters();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<BatchKey<?>> reads() {
    return Set.of();
  }

  @Override
  public Set<BatchKey<?>> writes() {
    return Set.of(encoding.tokens());
  }

  @Override
  public ParameterTree parameters() {
    return parameters;
  }

  /** Makes nothing. */
  @Override
  public void preprocess(Batch batch) {}

  @Override
  public void forward(Batch batch) {
    long[] shape = {batch.size(), batch.maxTokens(), encoding.tokenDim()};
    Tensor zeros = torch.zeros(shape, batch.device().options(torch.ScalarType.Float));
    batch.put(encoding.tokens(), zeros);
  }

  @Override
  public int outputDim() {
    return encoding.tokenDim();
  }
}
