package dms.components.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A cache serves the run that trains, and does not grow where a model is only used. */
class EncodingCacheTest {
  private final EncodingCache cache = new EncodingCache();
  private final AtomicInteger computed = new AtomicInteger();

  private float[] encode(Mode mode, String... forms) {
    Sentence sentence = Sentence.ofForms(List.of(forms));
    float[][] given = new float[1][];
    NativeScope.within(
        () -> {
          Batch batch = new Batch(List.of(sentence), mode, 0);
          batch.open(ComputeDevice.cpu());
          given[0] = Tensors.toFloats(cache.get(batch, 1, this::lengths));
          batch.close();
        });
    return given[0];
  }

  private float[] lengths(Sentence sentence) {
    computed.incrementAndGet();
    float[] lengths = new float[sentence.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = sentence.tokens().get(i).form().length();
    }
    return lengths;
  }

  @Test
  void trainingComputesASentenceOnceAndItsEvaluationsToo() {
    assertThat(encode(Mode.TRAINING, "hún", "er")).containsExactly(3, 2);
    assertThat(encode(Mode.TRAINING, "hún", "er")).containsExactly(3, 2);
    assertThat(encode(Mode.EVALUATION, "þar")).containsExactly(3);
    assertThat(encode(Mode.EVALUATION, "þar")).containsExactly(3);
    assertThat(computed).hasValue(2);
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void modelThatIsOnlyUsedKeepsNothing() {
    assertThat(encode(Mode.EVALUATION, "hún", "er")).containsExactly(3, 2);
    assertThat(encode(Mode.EVALUATION, "hún", "er")).containsExactly(3, 2);
    assertThat(computed).hasValue(2);
    assertThat(cache.size()).isZero();
  }
}
