package dms.components.decoder;

import dms.components.encoder.FormCharacters;
import dms.components.encoder.FormEncoding;
import dms.components.encoder.TokenEncoding;
import dms.components.layer.AttentionGru;
import dms.components.layer.Dropout;
import dms.components.layer.PackedSteps;
import dms.core.batch.Batch;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The layers of a {@link Lemmatizer} and its two loops over characters: one that is taught, one
 * that writes.
 */
final class LemmaWriter {
  private static final long NO_REDUCTION = 0;
  private static final float BANNED = -1e9f;

  private final Lemmatizer.Config config;
  private final FormEncoding characters;
  private final List<TokenEncoding> context;
  private final Optional<TagSource> tag;
  private final Vocabulary vocabulary;
  private final Optional<EmbeddingImpl> tagEmbedding;
  private final EmbeddingImpl embedding;
  private final AttentionGru gru;
  private final LinearImpl output;

  LemmaWriter(
      Lemmatizer.Config config,
      FormEncoding characters,
      List<TokenEncoding> context,
      Optional<TagSource> tag,
      Vocabulary vocabulary,
      ParameterTree parameters) {
    this.config = config;
    this.characters = characters;
    this.context = List.copyOf(context);
    this.tag = tag;
    this.vocabulary = vocabulary;
    this.tagEmbedding =
        tag.map(
            source ->
                parameters.register(
                    "tag_embedding", new EmbeddingImpl(source.numTags() + 1L, config.tagDim())));
    this.embedding =
        parameters.register("embedding", new EmbeddingImpl(vocabulary.size(), config.dim()));
    this.gru =
        new AttentionGru(
            config.dim(), characters.characterDim(), conditionDim(), config.hidden(), parameters);
    this.output =
        parameters.register(
            "output",
            new LinearImpl(config.hidden() + (long) characters.characterDim(), vocabulary.size()));
  }

  private int conditionDim() {
    return characters.characterDim()
        + context.stream().mapToInt(TokenEncoding::tokenDim).sum()
        + (tag.isPresent() ? config.tagDim() : 0);
  }

  /**
   * What teaching computed.
   *
   * @param logits shape (characters, symbols)
   * @param targets shape (characters)
   * @param weights number of tokens each stands for, zero for padding, shape (characters)
   */
  record Taught(Tensor logits, Tensor targets, Tensor weights) {
    Loss loss(double labelSmoothing) {
      Tensor each =
          torch.cross_entropy_loss(
              logits, targets, new TensorOptional(), NO_REDUCTION, Targets.IGNORED, labelSmoothing);
      return new Loss(each.mul(weights).sum().div(weights.sum()));
    }
  }

  /** Feeds the gold characters of every row. */
  Taught teach(Batch batch, LemmaRows rows) {
    Tensor symbolGates = gru.symbolGates(embedding.weight());
    List<Tensor> logits = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    List<Tensor> weights = new ArrayList<>();
    for (LemmaGroup group : rows.groups(config.groupRows())) {
      PackedSteps steps = group.steps();
      Tensor states = taughtSteps(batch, group, steps, symbolGates);
      logits.add(logits(Dropout.apply(states, config.dropout(), true)));
      targets.add(Tensors.of(group.targets(steps), batch.device()));
      weights.add(Tensors.of(group.weights(steps), batch.device(), steps.lines()));
    }
    return new Taught(concat(logits), concat(targets), concat(weights));
  }

  private static Tensor concat(List<Tensor> parts) {
    return Tensors.concat(0, parts.toArray(Tensor[]::new));
  }

  /** What each step gives to choose a character from, shape (lines, hidden + charactersDim). */
  private Tensor taughtSteps(Batch batch, LemmaGroup group, PackedSteps steps, Tensor symbolGates) {
    Tensor condition = condition(batch, group);
    AttentionGru.Rows rows = rows(batch, group, condition);
    int[] previous =
        group.previous(
            steps, vocabulary.reserved(Vocabulary.BEGIN), vocabulary.reserved(Vocabulary.PADDING));
    Tensor gold = Tensors.rows(symbolGates, Tensors.of(previous, batch.device()));
    return config.scheduledSampling() > 0
        ? sampledSteps(rows, steps, gold, symbolGates, condition)
        : gru.steps(rows, steps, gold, condition);
  }

  /** Replaces some gold characters by the model's own choice (Bengio et al. 2015). */
  private Tensor sampledSteps(
      AttentionGru.Rows rows,
      PackedSteps steps,
      Tensor gold,
      Tensor symbolGates,
      Tensor condition) {
    AttentionGru.State state = gru.initialState(rows, condition);
    List<Tensor> outputs = new ArrayList<>();
    for (int step = 0; step < steps.steps(); step++) {
      int count = steps.count(step);
      Tensor fed = gold.narrow(0, steps.offset(step), count);
      if (step > 0) {
        fed = sampled(fed, symbolGates, outputs.get(step - 1).narrow(0, 0, count));
      }
      state = gru.step(rows.first(count), fed, state.first(count));
      outputs.add(state.output());
    }
    return concat(outputs);
  }

  private Tensor sampled(Tensor gold, Tensor symbolGates, Tensor before) {
    Tensor own = Tensors.rows(symbolGates, best(logits(before)));
    Tensor useOwn =
        torch.rand_like(before.narrow(1, 0, 1)).lt(new Scalar(config.scheduledSampling()));
    return torch.where(useOwn, own, gold);
  }

  /** Writes the lemma of every row. */
  WrittenLemmas write(Batch batch, LemmaRows rows, FormCharacters forms) {
    Tensor symbolGates = gru.symbolGates(embedding.weight());
    List<WrittenLemmas.Group> groups = new ArrayList<>();
    for (LemmaGroup group : rows.groups(config.groupRows())) {
      groups.add(written(batch, group, symbolGates));
    }
    int positions = batch.size() * batch.maxTokens();
    return new WrittenLemmas(groups, forms, vocabulary, positions);
  }

  private WrittenLemmas.Group written(Batch batch, LemmaGroup group, Tensor symbolGates) {
    WrittenSteps steps =
        new WrittenSteps(vocabulary.reserved(Vocabulary.END), group.limits(config.maxExtra()));
    Supplier<Tensor> work = () -> scores(batch, group, symbolGates, steps);
    // Without gradients nobody needs what is between the steps, and there may be many groups.
    Tensor scores = Gradients.recorded() ? work.get() : NativeScope.keeping(work);
    return new WrittenLemmas.Group(group, steps, scores);
  }

  /** Of each step, fed with what was best in the one before; shape (lines, symbols). */
  private Tensor scores(Batch batch, LemmaGroup group, Tensor symbolGates, WrittenSteps steps) {
    Tensor condition = condition(batch, group);
    AttentionGru.Rows rows = rows(batch, group, condition);
    AttentionGru.State state = gru.initialState(rows, condition);
    Tensor previous =
        torch.full(
            new long[] {group.size()},
            new Scalar((long) vocabulary.reserved(Vocabulary.BEGIN)),
            batch.device().options(torch.ScalarType.Long));
    Tensor banned = banned(batch.device(), true);
    List<Tensor> scores = new ArrayList<>();
    while (!steps.complete()) {
      Optional<int[]> going = scores.isEmpty() ? Optional.empty() : steps.narrowed();
      if (going.isPresent()) {
        Tensor places = Tensors.of(going.get(), batch.device());
        rows = rows.select(places);
        state = state.select(places);
        previous = previous.index_select(0, places);
      }
      state = gru.step(rows, Tensors.rows(symbolGates, previous), state);
      scores.add(logits(state.output()).add(banned));
      banned = scores.size() == 1 ? banned(batch.device(), false) : banned;
      previous = best(scores.get(scores.size() - 1));
      steps.add(Tensors.toLongs(previous));
    }
    return concat(scores);
  }

  /** Of the next character; 32-bit floats in any precision. */
  private Tensor logits(Tensor states) {
    return Tensors.float32(output.forward(states));
  }

  private static Tensor best(Tensor logits) {
    return logits.argmax(new LongOptional(logits.dim() - 1), false);
  }

  /**
   * Control symbols are never written; neither is the end at the first step, so that no lemma is
   * empty.
   */
  private Tensor banned(ComputeDevice device, boolean first) {
    float[] scores = new float[vocabulary.size()];
    scores[vocabulary.reserved(Vocabulary.PADDING)] = BANNED;
    scores[vocabulary.reserved(Vocabulary.UNKNOWN)] = BANNED;
    scores[vocabulary.reserved(Vocabulary.BEGIN)] = BANNED;
    scores[vocabulary.reserved(Vocabulary.END)] = first ? BANNED : 0;
    return Tensors.of(scores, device, scores.length);
  }

  /**
   * The condition of each row: last state of the form, context, tag; shape (rows, conditionDim).
   */
  private Tensor condition(Batch batch, LemmaGroup group) {
    ComputeDevice device = batch.device();
    List<Tensor> parts = new ArrayList<>();
    parts.add(Tensors.rows(batch.get(characters.last()), Tensors.of(group.forms(), device)));
    context.forEach(
        source -> {
          Tensor tokens = batch.get(source.tokens());
          Tensor flat = tokens.reshape(-1, source.tokenDim());
          parts.add(Tensors.rows(flat, Tensors.of(group.positions(), device)));
        });
    tagEmbedding.ifPresent(
        embedded -> parts.add(embedded.forward(Tensors.of(group.tags(), device))));
    Tensor condition = Tensors.concat(1, parts.toArray(Tensor[]::new));
    return Dropout.apply(condition, config.dropout(), batch.mode().training());
  }

  private AttentionGru.Rows rows(Batch batch, LemmaGroup group, Tensor condition) {
    ComputeDevice device = batch.device();
    Tensor encoded =
        AttentionGru.select(
            batch.get(characters.characters()),
            Tensors.of(group.forms(), device),
            group.maxCharacters());
    Tensor mask = Tensors.of(group.mask(), device, group.size(), group.maxCharacters());
    return gru.rows(encoded, mask, condition);
  }
}
