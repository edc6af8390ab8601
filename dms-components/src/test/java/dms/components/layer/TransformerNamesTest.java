package dms.components.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dms.components.Golden;
import dms.core.tensor.NativeScope;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerNamesTest {
  private static final TransformerConfig SMALL =
      new TransformerConfig(
          9, 4, 6, 12, 2, 5, TransformerConfig.Activation.GELU, 0, 0, 8, 2, 1e-12);

  @Test
  void everyParameterGoesToItsDistributedNamesAndBack() {
    NativeScope.within(
        () -> {
          ParameterTree tree = Golden.tree();
          new Transformer(SMALL, 0, tree);
          List<String> all = new ArrayList<>();
          for (String name : tree.tensors().keySet()) {
            List<String> distributed = TransformerNames.distributed(name);
            for (int part = 0; part < distributed.size(); part++) {
              assertThat(TransformerNames.ours(distributed.get(part)))
                  .contains(new TransformerNames.Place(name, part, distributed.size()));
              assertThat(TransformerNames.isExtra(distributed.get(part))).isFalse();
            }
            all.addAll(distributed);
          }
          assertThat(all).doesNotHaveDuplicates().hasSize(7 + 12 * 16);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "electra.encoder.layer.11.attention.self.key.bias, layers.11.attention.input.bias, 1, 3",
    "bert.embeddings.LayerNorm.gamma, embeddings.norm.weight, 0, 1",
    "encoder.layer.0.output.LayerNorm.beta, layers.0.norm.bias, 0, 1",
  })
  void prefixesAndTheFirstNamesOfLayerNormalizationsAreUnderstood(
      String name, String parameter, int part, int parts) {
    assertThat(TransformerNames.ours(name))
        .contains(new TransformerNames.Place(parameter, part, parts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "discriminator_predictions.dense.weight",
        "generator_predictions.LayerNorm.bias",
        "generator_lm_head.weight",
        "cls.predictions.bias",
        "bert.pooler.dense.weight",
        "bert.embeddings.position_ids",
      })
  void headsAndBuffersAreExtras(String name) {
    assertThat(TransformerNames.isExtra(name)).isTrue();
    assertThat(TransformerNames.ours(name)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"encoder.layer.0.crossattention.self.key.bias", "embeddings.word.weight", "x"})
  void whatIsNeitherInTheTableNorAnExtraIsUnknown(String name) {
    assertThat(TransformerNames.isExtra(name)).isFalse();
    assertThat(TransformerNames.ours(name)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> TransformerNames.distributed(name));
  }
}
