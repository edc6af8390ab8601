package somewhere.outside;

import dms.components.encoder.TokenEncoding;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Decoder;
import dms.core.component.NamedComponent;
import dms.core.corpus.Column;
import dms.core.tensor.Ids;
import dms.core.tensor.Loss;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A tagger of one linear layer. */
final class PlainTagger extends NamedComponent implements Decoder {
  private static final int NONE = -100;

  record Config(
      @Setting(doc = "name of the encoder that is read") String input,
      @Setting(doc = "column of the corpus") String column) {}

  private final Config config;
  private final TokenEncoding input;
  private final Vocabulary vocabulary;
  private final LinearImpl linear;
  private final BatchKey<Ids> targets;
  private final BatchKey<Tensor> logits;

  PlainTagger(
      String name,
      Config config,
      TokenEncoding input,
      Vocabulary vocabulary,
      ParameterTree parameters) {
    super(name, parameters);
    this.config = config;
    this.input = input;
    this.vocabulary = vocabulary;
    this.linear =
        parameters.register("linear", new LinearImpl(input.tokenDim(), vocabulary.size()));
    reading(input.tokens());
    this.targets = writing("targets", Ids.class);
    this.logits = writing("logits", Tensor.class);
  }

  @Override
  public void addTargets(Batch batch) {
    Ids ids =
        batch.ids(
            NONE, token -> token.value(column()).map(v -> vocabulary.id(v, NONE)).orElse(NONE));
    batch.put(targets, ids);
  }

  @Override
  public void forward(Batch batch) {
    batch.put(logits, linear.forward(batch.get(input.tokens())));
  }

  @Override
  public Optional<Loss> loss(Batch batch) {
    Tensor flat = batch.get(logits).view(-1, vocabulary.size());
    return Optional.of(
        new Loss(
            torch.cross_entropy_loss(
                flat, Tensors.of(batch.get(targets).values(), batch.device()))));
  }

  @Override
  public List<List<String>> postprocess(Batch batch) {
    long[] best = Tensors.toLongs(batch.get(logits).argmax(new LongOptional(2), false));
    return batch.strings(position -> vocabulary.symbol((int) best[position]));
  }

  @Override
  public double weight() {
    return 1.0;
  }

  @Override
  public int outputDim() {
    return vocabulary.size();
  }

  @Override
  public Column column() {
    return Column.parse(config.column);
  }
}
