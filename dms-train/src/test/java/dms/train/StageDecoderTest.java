package dms.train;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.Decoder;
import dms.core.component.Prediction;
import dms.core.corpus.Sentence;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A decoder behind a mask tells no less than it does alone. */
class StageDecoderTest {
  @Test
  void probabilitiesOfTheDecoderAreHandedOn() {
    List<List<Prediction>> sure = List.of(List.of(Prediction.of("N", 0.75)));
    Decoder decoder =
        (Decoder)
            Proxy.newProxyInstance(
                Decoder.class.getClassLoader(),
                new Class<?>[] {Decoder.class},
                (proxy, method, arguments) ->
                    method.getName().equals("predictions") ? sure : List.of());
    Batch batch = new Batch(List.of(Sentence.ofForms(List.of("hestur"))), Mode.INFERENCE, 0);
    assertThat(new StageDecoder(decoder, 1, sentence -> true).predictions(batch)).isEqualTo(sure);
  }
}
