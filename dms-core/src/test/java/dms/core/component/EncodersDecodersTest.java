package dms.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeScope;
import dms.core.weights.ParameterTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class EncodersDecodersTest {
  private static final List<Sentence> SENTENCES =
      List.of(Sentence.ofForms(List.of("a", "b")), Sentence.ofForms(List.of("c")));

  /** Writes the forms in two steps. */
  private static final class Forms extends NamedComponent implements Encoder {
    private final BatchKey<String> forms = writing("forms", String.class);
    private final BatchKey<String> joined = writing("joined", String.class);

    Forms(String name) {
      super(name, new ParameterTree(ComputeDevice.cpu()));
    }

    @Override
    public void preprocess(Batch batch) {
      batch.put(forms, batch.sentences().toString());
    }

    @Override
    public void forward(Batch batch) {
      batch.put(joined, batch.get(forms));
    }

    @Override
    public int outputDim() {
      return 1;
    }
  }

  /** Gives what it was made with. */
  private static final class Answer extends NamedComponent implements Decoder {
    private final BatchKey<String> targets = writing("targets", String.class);
    private final List<List<String>> values;
    private final double loss;

    Answer(String name, double loss, List<List<String>> values) {
      super(name, new ParameterTree(ComputeDevice.cpu()));
      reading(BatchKey.of("forms", "joined", String.class));
      this.loss = loss;
      this.values = values;
    }

    @Override
    public void addTargets(Batch batch) {
      batch.put(targets, name());
    }

    @Override
    public void forward(Batch batch) {
      if (loss < 0) {
        throw new IllegalStateException("broken\nstack of libtorch");
      }
    }

    @Override
    public Optional<Loss> loss(Batch batch) {
      return loss == 0
          ? Optional.empty()
          : Optional.of(new Loss(torch.scalar_tensor(new Scalar(loss))));
    }

    @Override
    public List<List<String>> postprocess(Batch batch) {
      return values;
    }

    @Override
    public double weight() {
      return 0.5;
    }

    @Override
    public int outputDim() {
      return 1;
    }

    @Override
    public Column column() {
      return Column.LEMMA;
    }
  }

  private static Answer answer(String name, double loss) {
    return new Answer(name, loss, List.of(List.of("x", "y"), List.of("z")));
  }

  private static EncodersDecoders model(Decoder... decoders) {
    NativeScope memory = NativeScope.open();
    memory.leave();
    ComputeDevice cpu = ComputeDevice.cpu();
    return new EncodersDecoders(
        List.of(new Forms("forms")), List.of(decoders), new ParameterTree(cpu), cpu, memory);
  }

  private static Batch batch(EncodersDecoders model, Mode mode) {
    Batch batch = new Batch(SENTENCES, mode, 1);
    model.prepare(batch);
    return batch.open(model.device());
  }

  @Test
  void batchOnAnotherDeviceIsRefused() {
    ComputeDevice card = new ComputeDevice(ComputeDevice.Kind.CUDA, OptionalInt.of(1));
    Batch batch = new Batch(SENTENCES, Mode.INFERENCE, 1);
    try (EncodersDecoders model = model(answer("d", 1));
        Batch open = batch.open(card)) {
      model.prepare(open);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.forward(open))
          .withMessage("model: expected a batch open on cpu, found one open on cuda:1");
    }
  }

  @Test
  void targetsAreAddedExceptForInference() {
    try (EncodersDecoders model = model(answer("d", 1))) {
      for (Mode mode : Mode.values()) {
        try (Batch batch = batch(model, mode)) {
          assertThat(batch.has(BatchKey.of("d", "targets", String.class)))
              .isEqualTo(mode != Mode.INFERENCE);
        }
      }
    }
  }

  @Test
  void weightedSumLeavesOutDecodersWithoutTargets() {
    try (EncodersDecoders model = model(answer("a", 3), answer("b", 0), answer("c", 5));
        Batch batch = batch(model, Mode.TRAINING)) {
      model.forward(batch);
      Map<String, Loss> losses = model.losses(batch);
      assertThat(losses).containsOnlyKeys("a", "c");
      assertThat(model.weightedSum(losses).orElseThrow().value()).isEqualTo(4.0);
      assertThat(model.weightedSum(Map.of())).isEmpty();
    }
  }

  @Test
  void predictionsComeByDecoder() {
    try (EncodersDecoders model = model(answer("d", 1));
        Batch batch = batch(model, Mode.INFERENCE)) {
      model.forward(batch);
      assertThat(model.postprocess(batch))
          .isEqualTo(Map.of("d", List.of(List.of("x", "y"), List.of("z"))));
    }
  }

  @Test
  void decoderThatSkipsATokenIsRefused() {
    Answer tooFew = new Answer("short", 1, List.of(List.of("x"), List.of("z")));
    try (EncodersDecoders model = model(tooFew);
        Batch batch = batch(model, Mode.INFERENCE)) {
      assertThatExceptionOfType(ComponentException.class)
          .isThrownBy(() -> model.postprocess(batch))
          .withMessageStartingWith("short: postprocess of Batch(2 sentences, 3 tokens, longest 2")
          .withMessageEndingWith(": expected one value per token");
    }
  }

  @Test
  void failureNamesComponentStepAndBatchAndKeepsItsCause() {
    try (EncodersDecoders model = model(answer("bad", -1));
        Batch batch = batch(model, Mode.TRAINING)) {
      assertThatExceptionOfType(ComponentException.class)
          .isThrownBy(() -> model.forward(batch))
          .withMessageStartingWith("bad: forward of Batch(2 sentences")
          .withMessageEndingWith(": broken")
          .withCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void modelWithoutDecoderAndNameTwiceAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(EncodersDecodersTest::model)
        .withMessage("model: expected at least one decoder, found none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(answer("forms", 1)))
        .withMessage("model: two components are named forms");
  }

  @Test
  void closingTwiceIsHarmless() {
    EncodersDecoders model = model(answer("d", 1));
    model.close();
    model.close();
  }
}
