package dms.components.decoder;

import static dms.components.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dms.components.Golden;
import dms.components.encoder.FormCharacters;
import dms.components.encoder.FormEncoding;
import dms.components.encoder.TokenEncoding;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Ids;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The lemmatizer's loops give PyTorch's loss, gradients and greedy output, whatever groups the rows
 * fall into.
 */
class GoldenLemmatizerTest {
  private static final int CHARACTERS_DIM = 8;
  private static final List<String> SYMBOLS = List.of("d", "e", "f", "g", "h", "i", "j", "k", "l");

  private NativeScope scope;
  private Golden golden;
  private Tensor characters;
  private Tensor context;

  /** Stands for the encoders: gives the golden inputs. */
  private final class Inputs implements FormEncoding, TokenEncoding {
    @Override
    public BatchKey<FormCharacters> forms() {
      return new BatchKey<>("forms", FormCharacters.class);
    }

    @Override
    public BatchKey<Tensor> characters() {
      return new BatchKey<>("characters", Tensor.class);
    }

    @Override
    public int characterDim() {
      return CHARACTERS_DIM;
    }

    @Override
    public BatchKey<Tensor> last() {
      return new BatchKey<>("last", Tensor.class);
    }

    @Override
    public BatchKey<Tensor> tokens() {
      return new BatchKey<>("tokens", Tensor.class);
    }

    @Override
    public int tokenDim() {
      return 1;
    }
  }

  @BeforeEach
  void load() throws Exception {
    scope = NativeScope.open();
    golden = Golden.load("lemmatizer");
    characters = golden.get("characters").set_requires_grad(true);
    context = golden.get("context").set_requires_grad(true);
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @Test
  void teachingGivesPyTorchsLossAndGradients() throws Exception {
    for (int groupRows : new int[] {1, 2, 100}) {
      ParameterTree tree = Golden.tree();
      LemmaWriter writer = writer(groupRows, tree);
      Batch batch = batch(Mode.TRAINING);
      Tensor loss = writer.teach(batch, rows(batch, Optional.of(targets()))).loss(0.0).tensor();
      assertClose(loss, golden.get("loss"), "loss");
      loss.backward();
      golden.assertGradients(tree, name -> name);
      assertClose(characters.grad(), golden.get("grad.characters"), "gradient of characters");
      assertClose(context.grad(), golden.get("grad.context"), "gradient of context");
      characters.grad().zero_();
      context.grad().zero_();
    }
  }

  @Test
  void writingGivesPyTorchsGreedyOutput() throws Exception {
    for (int groupRows : new int[] {1, 3, 100}) {
      LemmaWriter writer = writer(groupRows, Golden.tree());
      Batch batch = batch(Mode.INFERENCE);
      List<String> lemmas =
          writer
              .write(batch, rows(batch, Optional.empty()), batch.get(new Inputs().forms()))
              .lemmas();
      assertThat(lemmas).isEqualTo(expectedLemmas());
    }
  }

  /** PyTorch's ids as a string; the form where no end was written within the row's limit. */
  private List<String> expectedLemmas() {
    int[] ids = golden.ints("decoded");
    List<String> lemmas = new ArrayList<>();
    for (int row = 0; row < 5; row++) {
      StringBuilder lemma = new StringBuilder();
      int i = row * 12;
      while (i < (row + 1) * 12 && ids[i] != 2) {
        lemma.append(vocabulary().symbol(ids[i++]));
      }
      int limit = golden.ints("character_lengths")[row] + 8;
      lemmas.add(lemma.length() < limit ? lemma.toString() : "form" + row);
    }
    return lemmas;
  }

  @Test
  void attentionWeightsArePyTorchs() throws Exception {
    ParameterTree tree = Golden.tree();
    var gru = new dms.components.layer.AttentionGru(6, CHARACTERS_DIM, 9, 7, tree);
    golden.fill(tree, name -> name);
    Tensor mask = Tensors.of(mask(), ComputeDevice.cpu(), 5, 4);
    var rows = gru.rows(characters, mask, context);
    Tensor state = gru.initialState(rows, context).hidden();
    assertClose(state, golden.get("initial_state"), "initial state");
    assertClose(gru.attentionWeights(rows, state), golden.get("attention_weights_1"), "weights");
  }

  private float[] mask() {
    int[] lengths = golden.ints("character_lengths");
    float[] mask = new float[20];
    for (int r = 0; r < 5; r++) {
      Arrays.fill(mask, r * 4 + lengths[r], (r + 1) * 4, -1e9f);
    }
    return mask;
  }

  private LemmaWriter writer(int groupRows, ParameterTree tree) throws Exception {
    Lemmatizer.Config config =
        new Lemmatizer.Config(
            "chars",
            List.of("context"),
            Optional.empty(),
            "lemma",
            1.0,
            6,
            1,
            7,
            0.0,
            0.0,
            0.0,
            1,
            8,
            groupRows);
    LemmaWriter writer =
        new LemmaWriter(
            config, new Inputs(), List.of(new Inputs()), Optional.empty(), vocabulary(), tree);
    golden.fill(tree, name -> name);
    return writer;
  }

  /**
   * Ids as in the script: 0 padding, 1 begin, 2 end; 3 never comes out, so it can stand for
   * unknown.
   */
  private static Vocabulary vocabulary() {
    return Vocabulary.of(
        List.of(Vocabulary.PADDING, Vocabulary.BEGIN, Vocabulary.END, Vocabulary.UNKNOWN), SYMBOLS);
  }

  private Batch batch(Mode mode) {
    List<String> forms = List.of("form0", "form1", "form2", "form3", "form4");
    Batch batch = new Batch(List.of(Sentence.ofForms(forms)), mode, 0).open(ComputeDevice.cpu());
    Inputs inputs = new Inputs();
    batch.put(
        inputs.forms(),
        new FormCharacters(
            forms,
            new Ids(new int[20], 5, 4),
            golden.ints("character_lengths"),
            new Ids(new int[] {0, 1, 2, 3, 4}, 1, 5)));
    batch.put(inputs.characters(), characters);
    batch.put(inputs.last(), context.narrow(1, 0, CHARACTERS_DIM));
    batch.put(inputs.tokens(), context.narrow(1, CHARACTERS_DIM, 1).unsqueeze(0));
    return batch;
  }

  private LemmaRows rows(Batch batch, Optional<LemmaTargets> targets) {
    return LemmaRows.of(batch, batch.get(new Inputs().forms()), Optional.empty(), true, targets);
  }

  private LemmaTargets targets() {
    int[] ids = golden.ints("targets");
    List<Optional<LemmaTarget>> targets = new ArrayList<>();
    for (int row = 0; row < 5; row++) {
      int[] target = Arrays.stream(ids, row * 6, (row + 1) * 6).filter(id -> id != -100).toArray();
      targets.add(Optional.of(new LemmaTarget(target)));
    }
    return new LemmaTargets(targets);
  }
}
