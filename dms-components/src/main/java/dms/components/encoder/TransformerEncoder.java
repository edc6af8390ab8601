package dms.components.encoder;

import dms.components.layer.PieceEncoder;
import dms.components.layer.ScalarMix;
import dms.components.layer.Transformer;
import dms.components.layer.TransformerConfig;
import dms.components.layer.TransformerWeights;
import dms.components.piece.WordPieceTokenizer;
import dms.components.setting.CarriesCode;
import dms.components.setting.Checks;
import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.component.Encoder;
import dms.core.component.LayerRates;
import dms.core.component.NamedComponent;
import dms.core.component.PretrainedWeights;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * A pretrained BERT or ELECTRA encoder (paper section 2.2): splits tokens into pieces, runs the
 * transformer over each sentence and gives each token the vector of its first piece, or the mean of
 * its pieces. A sentence that is too long goes through in overlapping windows.
 *
 * <p>Reads nothing. Writes {@code name.pieces} (plain Java) and {@code name.tokens}, shape (batch,
 * tokens, hidden).
 */
@Purpose("gives each token the vector of a pretrained BERT or ELECTRA")
public final class TransformerEncoder extends NamedComponent
    implements Encoder, TokenEncoding, PretrainedWeights, LayerRates {
  /** How the weights are kept. */
  public enum Format {
    /** {@code model.safetensors}, for the project's own layers. */
    SAFETENSORS,
    /** A TorchScript module, which brings its own code; it has no dropout. */
    TORCHSCRIPT
  }

  /** Settings of a TransformerEncoder. */
  public record Config(
      @Setting(
              doc =
                  "folder of a pretrained BERT or ELECTRA: config.json, tokenizer.json or vocab.txt,"
                      + " and its weights; not needed to use a trained bundle")
          Path model,
      @Setting(
              doc = "safetensors (model.safetensors) or torchscript (the file that script names)",
              orElse = "safetensors")
          Format format,
      @Setting(doc = "torchscript: name of the file in the folder", orElse = "encoder.ts")
          String script,
      @Setting(
              doc =
                  "torchscript: true runs the code in that file; set it only for a file you trust",
              orElse = "false",
              changeable = true)
          boolean trust,
      @Setting(doc = "first (a token is its first piece) or mean of its pieces", orElse = "first")
          PiecePooling pooling,
      @Setting(
              doc = "1 for the last layer, n for a learnt mix of the last n",
              orElse = "1",
              unit = "layers")
          int layers,
      @Setting(
              doc =
                  "what is trained: all, or the number of layers from the top; only all trains the"
                      + " embeddings, 0 freezes everything",
              orElse = "all",
              changeable = true)
          String tuned,
      @Setting(
              doc =
                  "keeps a frozen encoder's output of each sentence in memory during training: 4"
                      + " bytes for each number of each token",
              orElse = "false",
              changeable = true)
          boolean cache,
      @Setting(doc = "factor on the optimizer's learning rate", orElse = "1.0", changeable = true)
          double rate,
      @Setting(
              doc = "further factor for each layer from the top down; the embeddings come last",
              orElse = "1.0",
              changeable = true)
          double layerDecay,
      @Setting(
              doc = "probability of a zero in training instead of that of config.json",
              changeable = true)
          Optional<Double> dropout,
      @Setting(
              doc =
                  "probability of a zero among the attention weights in training instead of that of"
                      + " config.json; 0 makes training faster",
              changeable = true)
          Optional<Double> attentionDropout)
      implements CarriesCode {
    private static final String ALL = "all";

    /** Checks the values. */
    public Config {
      Checks.notBlank("script", script);
      Checks.positive("layers", layers);
      Checks.positive("rate", rate);
      Checks.positive("layerDecay", layerDecay);
      dropout.ifPresent(value -> Checks.probability("dropout", value));
      attentionDropout.ifPresent(value -> Checks.probability("attentionDropout", value));
      if (!tuned.equals(ALL) && !tuned.matches("\\d{1,4}")) {
        throw new IllegalArgumentException(
            "tuned: expected all or a number of layers, found \"" + tuned + '"');
      }
      if (cache && !tuned.equals("0")) {
        throw new IllegalArgumentException(
            "cache: expected false, since only what is frozen (tuned = 0) stays the same");
      }
      if (format == Format.TORCHSCRIPT) {
        checkScript(trust, layers, dropout, attentionDropout);
      }
    }

    private static void checkScript(
        boolean trust, int layers, Optional<Double> dropout, Optional<Double> attentionDropout) {
      if (!trust) {
        throw new IllegalArgumentException(
            "trust: expected true, since TorchScript is code; set trust = true if you trust the file");
      }
      if (layers != 1) {
        throw new IllegalArgumentException(
            "layers: expected 1, since TorchScript gives the last layer only, found " + layers);
      }
      if (dropout.orElse(0.0) > 0 || attentionDropout.orElse(0.0) > 0) {
        throw new IllegalArgumentException("dropout: expected none, since TorchScript has none");
      }
    }

    @Override
    public List<String> codeFiles() {
      return format == Format.TORCHSCRIPT ? List.of(script) : List.of();
    }

    /** Whether nothing of the transformer is trained. */
    boolean frozen() {
      return tuned.equals("0");
    }

    /** Parameters of a smaller {@link PieceEncoder#depth} are not trained. */
    int frozenDepth(int allLayers) {
      return tuned.equals(ALL) ? 0 : allLayers + 1 - numTuned();
    }

    /** Whether the settings tell one layer's parameters from another's. */
    boolean tellsLayersApart() {
      return !frozen() && (!tuned.equals(ALL) || layerDecay != 1);
    }

    private int numTuned() {
      return tuned.equals(ALL) ? 0 : Integer.parseInt(tuned);
    }
  }

  private final Config config;
  private final TransformerConfig sizes;
  private final WordPieceTokenizer tokenizer;
  private final ParameterTree branch;
  private final PieceEncoder encoder;
  private final PieceEncoderRunner runner;
  private final Optional<ScalarMix> mix;
  private final EncodingCache cache = new EncodingCache();
  private final BatchKey<PieceRows> pieces;
  private final BatchKey<Tensor> tokens;

  /**
   * @param files sizes, vocabulary and, for TorchScript, the code
   * @param parameters branch of this component
   * @throws IOException when the files do not go with each other or with the settings
   */
  public TransformerEncoder(
      String name, Config config, TransformerFiles files, ParameterTree parameters)
      throws IOException {
    super(name, parameters);
    this.config = config;
    this.tokenizer = files.tokenizer();
    this.sizes =
        files
            .config()
            .withDropout(
                config.dropout.orElse(files.config().hiddenDropout()),
                config.attentionDropout.orElse(files.config().attentionDropout()));
    checkLayers();
    this.branch = parameters.branch("transformer");
    this.encoder =
        switch (config.format) {
          case SAFETENSORS -> new Transformer(sizes, config.frozenDepth(sizes.layers()), branch);
          case TORCHSCRIPT -> files.script(config, branch);
        };
    this.runner = new PieceEncoderRunner(encoder, config.layers);
    branch.tensors().forEach((full, tensor) -> tensor.set_requires_grad(isTuned(full)));
    this.mix =
        config.layers == 1
            ? Optional.empty()
            : Optional.of(new ScalarMix(config.layers, parameters));
    this.pieces = writing("pieces", PieceRows.class);
    this.tokens = writing("tokens", Tensor.class);
  }

  private void checkLayers() {
    if (config.layers > sizes.layers() || config.numTuned() > sizes.layers()) {
      throw new IllegalArgumentException(
          "%s: expected layers and tuned to be at most %d, the layers of the model, found layers %d, tuned %s"
              .formatted(name(), sizes.layers(), config.layers, config.tuned));
    }
  }

  private boolean isTuned(String parameter) {
    return encoder.depth(branch.relative(parameter)) >= config.frozenDepth(sizes.layers());
  }

  @Override
  public void preprocess(Batch batch) {
    batch.put(pieces, rows(batch.sentences(), batch.maxTokens()));
  }

  private PieceRows rows(List<Sentence> sentences, int maxTokens) {
    return PieceRows.of(sentences, maxTokens, tokenizer, sizes.maxPositions());
  }

  @Override
  public void forward(Batch batch) {
    Tensor states = config.frozen() ? Gradients.detached(() -> fixed(batch)) : tuned(batch);
    long[] byLayer = {batch.size(), batch.maxTokens(), config.layers, sizes.hidden()};
    batch.put(tokens, mix.map(m -> m.apply(states.view(byLayer))).orElse(states));
  }

  private Tensor tuned(Batch batch) {
    return states(batch.get(pieces), batch.mode().training(), batch.device());
  }

  private Tensor fixed(Batch batch) {
    return config.cache && batch.mode() != Mode.INFERENCE
        ? cache.get(batch, statesDim(), sentence -> alone(sentence, batch.device()))
        : states(batch.get(pieces), false, batch.device());
  }

  /**
   * The last layers' vectors of each token, one beside the other: (batch, tokens, layers · hidden).
   */
  private Tensor states(PieceRows rows, boolean training, ComputeDevice device) {
    Tensor outputs = runner.apply(rows, training, device);
    return config.pooling.apply(outputs.reshape(-1, statesDim()), rows, device);
  }

  private int statesDim() {
    return config.layers * sizes.hidden();
  }

  @SuppressWarnings("try")
  private float[] alone(Sentence sentence, ComputeDevice device) {
    try (NativeScope scope = NativeScope.open()) {
      PieceRows rows = rows(List.of(sentence), sentence.size());
      return Tensors.toFloats(states(rows, false, device));
    }
  }

  @Override
  public void loadPretrained() throws IOException {
    if (config.format == Format.SAFETENSORS) {
      TransformerWeights.load(TransformerFiles.weights(config), branch);
    }
    cache.clear();
  }

  /** The weights; those of TorchScript are in a file that the component keeps. */
  @Override
  public List<Path> pretrainedFiles() {
    return config.format == Format.SAFETENSORS
        ? List.of(TransformerFiles.weights(config))
        : List.of();
  }

  @Override
  public double rate(String parameter) {
    if (!branch.tensors().containsKey(parameter)) {
      return 1;
    }
    int fromTop = sizes.layers() - encoder.depth(branch.relative(parameter));
    return config.rate * Math.pow(config.layerDecay, fromTop);
  }

  @Override
  public boolean runsAtOnce() {
    return config.format != Format.TORCHSCRIPT;
  }

  @Override
  public int outputDim() {
    return sizes.hidden();
  }

  @Override
  public BatchKey<Tensor> tokens() {
    return tokens;
  }

  @Override
  public int tokenDim() {
    return sizes.hidden();
  }
}
