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
import dms.core.weights.ParameterTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * A vector per form from a file (paper section 2.2): fastText, word2vec, or n-hot vectors of a
 * lexicon. A form is looked up as written, then lower-cased. Frozen vectors stay as they are, and a
 * form without one has zeros; trained ones are parameters, and a form without one has that of the
 * unknown word. In training some words are dropped: their vector is zeros.
 *
 * <p>Reads nothing. Writes {@code name.ids} (plain Java, shape (batch, tokens)) and {@code
 * name.tokens}, shape (batch, tokens, dim), where dim is the file's or that of the projection.
 */
@Purpose("gives each form a vector from a file")
public abstract sealed class PretrainedWordEncoder extends NamedComponent
    implements Encoder, TokenEncoding permits FrozenWordEncoder, TrainedWordEncoder {
  /** The row of padding and of dropped words. */
  static final int ZEROS = 0;

  /** Which forms of the file a model keeps. */
  public enum Forms {
    /** Those of the training corpus. */
    TRAINING,
    /** All. */
    COMPLETE
  }

  /** Settings of a PretrainedWordEncoder. */
  public record Config(
      @Setting(
              doc =
                  "file of vectors: fastText or word2vec text, n-hot vectors (form;[0,1,…]), each"
                      + " also .gz, or a fastText model (.bin); read in training only")
          Path file,
      @Setting(
              doc =
                  "forms that the model keeps vectors of: those of the training corpus, or all; with a"
                      + " fastText .bin, all also makes vectors of unknown words from their parts,"
                      + " while training leaves them zeros",
              orElse = "training")
          Forms vocabulary,
      @Setting(
              doc = "files of further forms to keep beside those of training, one a line",
              orElse = "[]")
          List<Path> keep,
      @Setting(
              doc = "whether training changes the vectors; of forms of the training corpus only",
              orElse = "false")
          boolean train,
      @Setting(
              doc = "whether a form that has no vector as written is looked up in lower case",
              orElse = "true")
          boolean lowercaseFallback,
      @Setting(
              doc = "probability that a word's vector is zeros in training",
              orElse = "0.0",
              changeable = true)
          double dropout,
      @Setting(doc = "size that a linear layer brings the vectors to; without, they stay")
          Optional<Integer> projection) {
    /** Checks the values. */
    public Config {
      Checks.probability("dropout", dropout);
      projection.ifPresent(dim -> Checks.positive("projection", dim));
      if (train && vocabulary == Forms.COMPLETE) {
        throw new IllegalArgumentException(
            "train: expected false where vocabulary is complete, found true; training changes only"
                + " vectors of forms that it sees");
      }
      if (!keep.isEmpty() && vocabulary == Forms.COMPLETE) {
        throw new IllegalArgumentException(
            "keep: expected no file where vocabulary is complete, which keeps all, found " + keep);
      }
    }
  }

  private final Config config;
  private final Optional<LinearImpl> projection;
  private final int dim;
  private final BatchKey<Ids> ids;
  private final BatchKey<Tensor> tokens;

  PretrainedWordEncoder(String name, Config config, int vectorDim, ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.dim = config.projection.orElse(vectorDim);
    this.projection =
        config.projection.map(
            size -> parameters.register("projection", new LinearImpl(vectorDim, size)));
    this.ids = writing("ids", Ids.class);
    this.tokens = writing("tokens", Tensor.class);
  }

  final Config config() {
    return config;
  }

  final BatchKey<Ids> ids() {
    return ids;
  }

  /** The form as it is to be looked up if it is not there as written, if it is to be at all. */
  final Optional<String> fallback(String form) {
    return config.lowercaseFallback ? Optional.of(form.toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  /** Numbers every token by the row of its form, dropped words by that of zeros. */
  final void putIds(Batch batch, ToIntFunction<String> rowOfForm) {
    int[] values = new int[batch.size() * batch.maxTokens()];
    boolean drops = batch.mode().training() && config.dropout > 0;
    SplittableRandom random = new SplittableRandom(batch.seed() ^ name().hashCode());
    for (int s = 0; s < batch.size(); s++) {
      Sentence sentence = batch.sentences().get(s);
      for (int t = 0; t < batch.length(s); t++) {
        boolean dropped = drops && random.nextDouble() < config.dropout;
        String form = sentence.tokens().get(t).form();
        values[batch.position(s, t)] = dropped ? ZEROS : rowOfForm.applyAsInt(form);
      }
    }
    batch.put(ids, new Ids(values, batch.size(), batch.maxTokens()));
  }

  /**
   * @param vectors shape (…, dim of the file)
   * @return shape (…, dim)
   */
  final Tensor project(Tensor vectors) {
    return projection.map(linear -> linear.forward(vectors)).orElse(vectors);
  }

  @Override
  public final int outputDim() {
    return dim;
  }

  @Override
  public final BatchKey<Tensor> tokens() {
    return tokens;
  }

  @Override
  public final int tokenDim() {
    return dim;
  }
}
