package dms.components.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dms.components.Sentences;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import dms.components.config.TrainingCorpus;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The encoder of the corpus that a sentence belongs to. */
class TreebankEncoderTest {
  private static final int DIM = 3;
  private static final Sentence WORD = Sentence.ofForms(List.of("a"));

  private static TreebankEncoder encoder(Optional<String> fallback, double dropout) {
    return new TreebankEncoder(
        "treebank",
        new TreebankEncoder.Config(DIM, fallback, dropout),
        Vocabulary.of(List.of(Vocabulary.UNKNOWN), List.of("icepahc", "modern")),
        new ParameterTree(ComputeDevice.cpu()).branch("treebank"));
  }

  /** The vector of each token, padding included. */
  private static List<String> rows(TreebankEncoder encoder, Mode mode, List<Sentence> sentences) {
    try (Batch batch = new Batch(sentences, mode, 3)) {
      encoder.preprocess(batch);
      batch.open(ComputeDevice.cpu());
      encoder.forward(batch);
      float[] all = Tensors.toFloats(batch.get(encoder.tokens()));
      return IntStream.range(0, all.length / DIM)
          .mapToObj(i -> Arrays.toString(Arrays.copyOfRange(all, DIM * i, DIM * i + DIM)))
          .toList();
    }
  }

  @Test
  void tokensOfACorpusShareItsVectorAndCorporaDiffer() {
    Sentence two = Sentence.ofForms(List.of("a", "b"));
    List<Sentence> both = List.of(two.inCorpus("modern"), two.inCorpus("icepahc"));
    NativeScope.within(
        () -> {
          List<String> rows = rows(encoder(Optional.empty(), 0), Mode.EVALUATION, both);
          assertThat(rows.get(0)).isEqualTo(rows.get(1)).isNotEqualTo(rows.get(2));
          assertThat(rows.get(2)).isEqualTo(rows.get(3));
        });
  }

  @Test
  void aSentenceWithoutCorpusIsOfAnUnknownOneOrOfTheFallback() {
    List<Sentence> three = List.of(WORD, WORD.inCorpus("other"), WORD.inCorpus("modern"));
    NativeScope.within(
        () -> {
          List<String> plain = rows(encoder(Optional.empty(), 0), Mode.INFERENCE, three);
          assertThat(plain.get(0)).isEqualTo(plain.get(1)).isNotEqualTo(plain.get(2));
          List<String> fallen = rows(encoder(Optional.of("modern"), 0), Mode.INFERENCE, three);
          assertThat(fallen.get(0)).isEqualTo(fallen.get(2)).isNotEqualTo(fallen.get(1));
        });
  }

  @Test
  void onlyTrainingTakesSomeCorporaForUnknown() {
    List<Sentence> many = Collections.nCopies(40, WORD.inCorpus("modern"));
    NativeScope.within(
        () -> {
          TreebankEncoder encoder = encoder(Optional.empty(), 0.5);
          assertThat(rows(encoder, Mode.TRAINING, many).stream().distinct()).hasSize(2);
          assertThat(rows(encoder, Mode.EVALUATION, many).stream().distinct()).hasSize(1);
        });
  }

  @Test
  void aFallbackThatIsNoneOfTheCorporaIsRefused() {
    Blueprint blueprint =
        Blueprint.of(
            Map.of(
                "treebank",
                ConfigFactory.parseString("{ type = treebank, fallback = modem }").root()),
            Map.of(
                "xpos",
                ConfigFactory.parseString("{ type = tagger, input = treebank, column = xpos }")
                    .root()),
            ComponentRegistry.load());
    List<Sentence> sentences = Sentences.demo(2).stream().map(s -> s.inCorpus("modern")).toList();
    assertThatThrownBy(() -> blueprint.learn(new TrainingCorpus(sentences)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("encoders.treebank: fallback: expected one of modern")
        .hasMessageContaining("did you mean modern?");
  }
}
