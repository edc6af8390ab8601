package dms.components.encoder;

import dms.components.setting.Checks;
import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Encoder;
import dms.core.component.NamedComponent;
import dms.core.corpus.Sentence;
import dms.core.tensor.Ids;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * An embedding per form seen in training (paper section 2.2). In training some words are replaced
 * by the unknown word, so that its embedding learns too.
 *
 * <p>Reads nothing. Writes {@code name.ids} (plain Java, shape (batch, tokens)) and {@code
 * name.tokens}, shape (batch, tokens, dim).
 */
@Purpose("gives each form that was seen in training a vector")
public final class WordEncoder extends NamedComponent implements Encoder, TokenEncoding {
  /** Settings of a WordEncoder. */
  public record Config(
      @Setting(doc = "size of a word's embedding", orElse = "128") int dim,
      @Setting(
              doc = "forms seen fewer times in training are unknown",
              orElse = "2",
              unit = "occurrences")
          int minCount,
      @Setting(
              doc = "probability that a word is replaced by the unknown word in training",
              orElse = "0.2",
              changeable = true)
          double dropout) {
    /** Checks the values. */
    public Config {
      Checks.positive("dim", dim);
      Checks.positive("minCount", minCount);
      Checks.probability("dropout", dropout);
    }
  }

  private final Config config;
  private final Vocabulary vocabulary;
  private final EmbeddingImpl embedding;
  private final BatchKey<Ids> ids;
  private final BatchKey<Tensor> tokens;

  /**
   * @param vocabulary forms, with padding and unknown reserved
   * @param parameters branch of this component
   */
  public WordEncoder(String name, Config config, Vocabulary vocabulary, ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.vocabulary = vocabulary;
    this.embedding =
        parameters.register("embedding", new EmbeddingImpl(vocabulary.size(), config.dim));
    this.ids = writing("ids", Ids.class);
    this.tokens = writing("tokens", Tensor.class);
  }

  @Override
  public void preprocess(Batch batch) {
    int unknown = vocabulary.reserved(Vocabulary.UNKNOWN);
    int[] values = new int[batch.size() * batch.maxTokens()];
    Arrays.fill(values, vocabulary.reserved(Vocabulary.PADDING));
    boolean drops = batch.mode().training() && config.dropout > 0;
    SplittableRandom random = new SplittableRandom(batch.seed() ^ name().hashCode());
    for (int s = 0; s < batch.size(); s++) {
      Sentence sentence = batch.sentences().get(s);
      for (int t = 0; t < batch.length(s); t++) {
        boolean dropped = drops && random.nextDouble() < config.dropout;
        String form = sentence.tokens().get(t).form();
        values[batch.position(s, t)] = dropped ? unknown : vocabulary.id(form, unknown);
      }
    }
    batch.put(ids, new Ids(values, batch.size(), batch.maxTokens()));
  }

  @Override
  public void forward(Batch batch) {
    batch.put(tokens, embedding.forward(Tensors.of(batch.get(ids), batch.device())));
  }

  @Override
  public int outputDim() {
    return config.dim;
  }

  @Override
  public BatchKey<Tensor> tokens() {
    return tokens;
  }

  @Override
  public int tokenDim() {
    return config.dim;
  }
}
