package dms.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Ids;
import dms.core.tensor.Tensors;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchTest {
  private static final BatchKey<String> A = BatchKey.of("words", "a", String.class);
  private static final BatchKey<Ids> B = BatchKey.of("chars", "b", Ids.class);

  private static Batch batch() {
    return new Batch(
        List.of(Sentence.ofForms(List.of("x", "y", "z")), Sentence.ofForms(List.of("x"))),
        Mode.TRAINING,
        3);
  }

  @Test
  void sizesAreThoseOfTheSentences() {
    try (Batch batch = batch()) {
      assertThat(batch.size()).isEqualTo(2);
      assertThat(batch.maxTokens()).isEqualTo(3);
      assertThat(batch.numTokens()).isEqualTo(4);
      assertThat(batch.length(1)).isEqualTo(1);
      assertThat(batch.position(1, 2)).isEqualTo(5);
      assertThat(batch.seed()).isEqualTo(3);
      assertThat(batch).hasToString("Batch(2 sentences, 4 tokens, longest 3, TRAINING, [])");
    }
  }

  @Test
  void numbersOfTokensStandInARowPerSentencePadded() {
    try (Batch batch = batch()) {
      assertThat(batch.ids(-1, token -> token.form().charAt(0)))
          .isEqualTo(new Ids(new int[] {'x', 'y', 'z', 'x', -1, -1}, 2, 3));
    }
  }

  @Test
  void stringsOfPositionsComePerTokenWithoutPadding() {
    try (Batch batch = batch()) {
      assertThat(batch.strings(Integer::toString))
          .isEqualTo(List.of(List.of("0", "1", "2"), List.of("3")));
    }
  }

  @Test
  void batchWithoutSentenceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batch(List.of(), Mode.INFERENCE, 0))
        .withMessage("batch: expected at least one sentence, found none");
  }

  @Test
  void sentenceWithoutTokenCannotBeMade() {
    assertThatIllegalArgumentException().isThrownBy(() -> Sentence.ofForms(List.of()));
  }

  @Test
  void keyIsWrittenOnce() {
    try (Batch batch = batch()) {
      batch.put(A, "1");
      assertThatIllegalStateException()
          .isThrownBy(() -> batch.put(A, "2"))
          .withMessage("batch: words.a (String) is there already; a key is written once");
      assertThat(batch.get(A)).isEqualTo("1");
    }
  }

  @Test
  void nothingIsNoValue() {
    try (Batch batch = batch()) {
      assertThatNullPointerException()
          .isThrownBy(() -> batch.put(A, null))
          .withMessageContaining("words.a");
      assertThat(batch.has(A)).isFalse();
    }
  }

  @Test
  void absentKeyIsRefusedAndThePresentOnesAreListed() {
    try (Batch batch = batch()) {
      batch.put(A, "1");
      assertThat(batch.has(B)).isFalse();
      assertThat(batch.keys()).containsExactly(A).isUnmodifiable();
      assertThatIllegalStateException()
          .isThrownBy(() -> batch.get(B))
          .withMessage("batch: chars.b (Ids) is not there; there are [words.a (String)]");
    }
  }

  @Test
  void keyOfAnotherTypeIsAnotherKey() {
    try (Batch batch = batch()) {
      batch.put(A, "1");
      BatchKey<Integer> number = BatchKey.of("words", "a", Integer.class);
      assertThatIllegalStateException()
          .isThrownBy(() -> batch.get(number))
          .withMessageStartingWith("batch: words.a (Integer) is not there");
    }
  }

  static Stream<Consumer<Batch>> uses() {
    return Stream.of(
        batch -> batch.put(A, "1"),
        batch -> batch.get(A),
        Batch::device,
        batch -> batch.open(ComputeDevice.cpu()));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void closedBatchIsOfNoUse(Consumer<Batch> use) {
    Batch batch = batch();
    batch.close();
    batch.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> use.accept(batch))
        .withMessage("batch: closed already");
  }

  @Test
  void batchIsOpenedOnce() {
    try (Batch batch = batch().open(ComputeDevice.cpu())) {
      assertThat(batch.device()).isEqualTo(ComputeDevice.cpu());
      assertThatIllegalStateException()
          .isThrownBy(() -> batch.open(ComputeDevice.cpu()))
          .withMessage("batch: opened already");
    }
  }

  @Test
  void plainBatchHasNoDevice() {
    try (Batch batch = batch()) {
      assertThatIllegalStateException()
          .isThrownBy(batch::device)
          .withMessage("batch: not open on a device; preprocess makes no tensor");
    }
  }

  @Test
  void tensorsLiveUntilTheBatchIsClosed() {
    Batch batch = batch().open(ComputeDevice.cpu());
    Tensor tensor = Tensors.of(new int[] {1, 2}, batch.device());
    assertThat(tensor.isNull()).isFalse();
    batch.close();
    assertThat(tensor.isNull()).isTrue();
  }

  @Test
  void aViewSharesValuesAndShowsOtherSentencesOfTheSameLengths() {
    BatchKey<String> key = BatchKey.of("any", "value", String.class);
    try (Batch batch = new Batch(List.of(Sentence.ofForms(List.of("a", "b"))), Mode.TRAINING, 1)) {
      Batch view = batch.seenAs(List.of(Sentence.ofForms(List.of("c", "d"))));
      view.put(key, "there");
      assertThat(batch.get(key)).isEqualTo("there");
      assertThat(view.sentences().get(0).tokens().get(0).form()).isEqualTo("c");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> batch.seenAs(List.of(Sentence.ofForms(List.of("c")))))
          .withMessageContaining("expected sentences of [2] tokens, found [1]");
    }
  }
}
