package dms.components.layer;

import java.io.IOException;

/**
 * The sizes of a BERT (Devlin et al. 2019) or ELECTRA (Clark et al. 2020) encoder, as its {@code
 * config.json} has them.
 *
 * @param vocabularySize number of pieces
 * @param embeddingDim size of an embedding; where it is not {@code hidden}, a projection follows
 * @param hidden size of a piece's vector
 * @param layers number of layers
 * @param heads attention heads of a layer, which divide {@code hidden}
 * @param intermediate size of the inner feed-forward layer
 * @param activation of the inner feed-forward layer
 * @param hiddenDropout probability of a zero after embeddings and sublayers in training
 * @param attentionDropout probability of a zero among the attention weights in training
 * @param maxPositions pieces of the longest row, special ones included
 * @param types number of segment types, of which only the first is used
 * @param epsilon added to the variance in layer normalization
 */
public record TransformerConfig(
    int vocabularySize,
    int embeddingDim,
    int hidden,
    int layers,
    int heads,
    int intermediate,
    Activation activation,
    double hiddenDropout,
    double attentionDropout,
    int maxPositions,
    int types,
    double epsilon) {
  /** Activations of the inner feed-forward layer. */
  public enum Activation {
    /** The exact Gaussian error linear unit (Hendrycks and Gimpel 2016). */
    GELU,
    /** Its approximation by a hyperbolic tangent. */
    GELU_TANH,
    /** Zero below zero. */
    RELU
  }

  /**
   * Reads {@code config.json}.
   *
   * @param source where it comes from, for messages
   * @throws TransformerFormatException when it is no JSON, lacks a size, or describes a model that
   *     is computed differently
   */
  public static TransformerConfig parse(byte[] json, String source) throws IOException {
    return TransformerConfigReader.read(json, source);
  }

  /** The same with other probabilities of dropout. */
  public TransformerConfig withDropout(double newHiddenDropout, double newAttentionDropout) {
    return new TransformerConfig(
        vocabularySize,
        embeddingDim,
        hidden,
        layers,
        heads,
        intermediate,
        activation,
        newHiddenDropout,
        newAttentionDropout,
        maxPositions,
        types,
        epsilon);
  }
}
