package dms.components.encoder;

import dms.components.setting.Checks;
import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Encoder;
import dms.core.component.NamedComponent;
import dms.core.tensor.Ids;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * An embedding of the corpus that a sentence belongs to, the same for each of its tokens (Stymne et
 * al. 2018): where a model is trained on several treebanks, it can learn what they do not share. In
 * training some sentences are taken for ones of an unknown corpus, so that its embedding learns
 * too.
 *
 * <p>Reads nothing. Writes {@code name.ids} (plain Java, shape (batch, tokens)) and {@code
 * name.tokens}, shape (batch, tokens, dim).
 */
@Purpose("gives each token a vector of the corpus that it comes from")
public final class TreebankEncoder extends NamedComponent implements Encoder, TokenEncoding {
  /** Settings of a TreebankEncoder. */
  public record Config(
      @Setting(doc = "size of a corpus's embedding", orElse = "16") int dim,
      @Setting(
              doc =
                  "corpus that a sentence without the name of one is taken for; an unknown one if absent")
          Optional<String> fallback,
      @Setting(
              doc = "probability that a sentence's corpus is taken for an unknown one in training",
              orElse = "0.1",
              changeable = true)
          double dropout) {
    /** Checks the values. */
    public Config {
      Checks.positive("dim", dim);
      Checks.probability("dropout", dropout);
    }
  }

  private final Config config;
  private final Vocabulary vocabulary;
  private final EmbeddingImpl embedding;
  private final BatchKey<Ids> ids;
  private final BatchKey<Tensor> tokens;

  /**
   * @param vocabulary names of corpora, with unknown reserved
   * @param parameters branch of this component
   */
  public TreebankEncoder(
      String name, Config config, Vocabulary vocabulary, ParameterTree parameters) {
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
    boolean drops = batch.mode().training() && config.dropout > 0;
    SplittableRandom random = new SplittableRandom(batch.seed() ^ name().hashCode());
    int[] values = new int[batch.size() * batch.maxTokens()];
    for (int s = 0; s < batch.size(); s++) {
      boolean dropped = drops && random.nextDouble() < config.dropout;
      Optional<String> corpus = batch.sentences().get(s).corpus().or(config::fallback);
      int id = corpus.map(name -> vocabulary.id(name, unknown)).orElse(unknown);
      Arrays.fill(values, batch.position(s, 0), batch.position(s + 1, 0), dropped ? unknown : id);
    }
    batch.put(ids, new Ids(values, batch.size(), batch.maxTokens()));
  }

  /** Whether it has a vector for a corpus of that name. */
  public boolean knows(String corpus) {
    return vocabulary.find(corpus).isPresent();
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
