package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dms.components.ComponentCase;
import dms.components.Sentences;
import dms.components.TestModel;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.tensor.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only what is annotated is learnt, each token alike, whatever sentences it is batched with. */
class TargetsTest {
  private EncodersDecoders model;

  @BeforeEach
  void assemble() {
    String calm =
        """
        encoders { chars.dropout = 0, rnn.dropout = 0, words.dropout = 0, sentence.dropout = 0 }
        decoders { xpos.dropout = 0, upos.dropout = 0, lemma.dropout = 0 }
        """;
    model = TestModel.assemble(ComponentCase.JOINT + calm, 1);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void batchWithoutAnyTargetHasNoLoss() {
    List<Sentence> bare = List.of(Sentence.ofForms(List.of("the", "boats")));
    try (Batch batch = new Batch(bare, Mode.TRAINING, 1)) {
      model.prepare(batch);
      batch.open(model.device());
      model.forward(batch);
      assertThat(model.losses(batch)).isEmpty();
      assertThat(model.weightedSum(Map.of())).isEmpty();
    }
  }

  @Test
  void tokenWithoutValueIsNoTarget() {
    Sentence sentence = Sentences.demo(1).get(0);
    List<Token> tokens = new ArrayList<>(sentence.tokens());
    tokens.set(1, tokens.get(1).with(Column.XPOS, "_").with(Column.LEMMA, "_"));
    tokens.set(2, tokens.get(2).with(Column.XPOS, "NEVER-SEEN"));
    int[] tags = targets(sentence.withTokens(tokens), this::tagTargets);
    assertThat(tags[1]).isEqualTo(Targets.IGNORED);
    assertThat(tags[2]).isEqualTo(Targets.IGNORED);
    assertThat(Arrays.stream(tags).filter(id -> id == Targets.IGNORED)).hasSize(2);
    int[] lemmas = targets(sentence.withTokens(tokens), this::lemmaTargets);
    assertThat(lemmas[1]).isZero();
    assertThat(Arrays.stream(lemmas).filter(length -> length == 0)).hasSize(1);
  }

  @Test
  void lossIsTheMeanOverAllTargetsOfTheBatch() {
    List<Sentence> sentences = Sentences.mixed();
    double tagSum = 0;
    double lemmaSum = 0;
    int tags = 0;
    int characters = 0;
    for (Sentence sentence : sentences) {
      Map<String, Double> losses = TestModel.losses(model, List.of(sentence), 1);
      int own = countTags(sentence);
      int ownCharacters = Arrays.stream(targets(sentence, this::lemmaTargets)).sum();
      assertThat(losses.containsKey("xpos")).isEqualTo(own > 0);
      assertThat(losses.containsKey("lemma")).isEqualTo(ownCharacters > 0);
      tagSum += losses.getOrDefault("xpos", 0.0) * own;
      lemmaSum += losses.getOrDefault("lemma", 0.0) * ownCharacters;
      tags += own;
      characters += ownCharacters;
    }
    Map<String, Double> together = TestModel.losses(model, sentences, 1);
    assertThat(together.get("xpos")).isCloseTo(tagSum / tags, within(1e-5));
    assertThat(together.get("lemma")).isCloseTo(lemmaSum / characters, within(1e-5));
  }

  @Test
  void logitsOfTheLemmasHaveTheOutputDimAsTheirLastAxis() {
    Lemmatizer lemmatizer = (Lemmatizer) model.decoders().get(model.decoders().size() - 1);
    BatchKey<LemmaWriter.Taught> taught = BatchKey.of("lemma", "taught", LemmaWriter.Taught.class);
    long size =
        TestModel.run(
            model, Sentences.demo(2), Mode.TRAINING, batch -> batch.get(taught).logits().size(-1));
    assertThat(size).isEqualTo(lemmatizer.outputDim());
  }

  private int countTags(Sentence sentence) {
    return (int)
        Arrays.stream(targets(sentence, this::tagTargets))
            .filter(id -> id != Targets.IGNORED)
            .count();
  }

  private int[] targets(Sentence sentence, Function<Batch, int[]> read) {
    try (Batch batch = new Batch(List.of(sentence), Mode.TRAINING, 1)) {
      model.prepare(batch);
      return read.apply(batch);
    }
  }

  private int[] tagTargets(Batch batch) {
    return batch.get(BatchKey.of("xpos", "targets", Ids.class)).values();
  }

  /** Number of characters to be written for each token, the end among them. */
  private int[] lemmaTargets(Batch batch) {
    return batch.get(BatchKey.of("lemma", "targets", LemmaTargets.class)).ofPosition().stream()
        .mapToInt(target -> target.map(lemma -> lemma.characters().length).orElse(0))
        .toArray();
  }
}
