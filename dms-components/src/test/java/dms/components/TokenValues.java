package dms.components;

import dms.components.decoder.StructuredTagger;
import dms.components.decoder.Tagger;
import dms.components.encoder.CharacterEncoding;
import dms.components.encoder.FormCharacters;
import dms.components.encoder.FormEncoding;
import dms.components.encoder.TokenEncoding;
import dms.core.batch.Batch;
import dms.core.component.Component;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.Tensors;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * What the components of a model computed for each token, whatever the batch it stood in: numbers
 * and predictions under {@code component.value sentence/token}. Padding is not looked at.
 */
final class TokenValues {
  private final Batch batch;
  private final Map<String, float[]> numbers = new TreeMap<>();
  private final Map<String, String> predictions = new TreeMap<>();

  TokenValues(EncodersDecoders model, Batch batch) {
    this.batch = batch;
    Stream.<Component>concat(model.encoders().stream(), model.decoders().stream())
        .forEach(this::read);
    model
        .postprocess(batch)
        .forEach(
            (name, values) ->
                forEachToken((s, t, key) -> predictions.put(name + key, values.get(s).get(t))));
  }

  Map<String, float[]> numbers() {
    return numbers;
  }

  Map<String, String> predictions() {
    return predictions;
  }

  private void read(Component component) {
    if (component instanceof TokenEncoding encoding) {
      addTokens(component.name() + ".tokens", batch.get(encoding.tokens()));
    }
    if (component instanceof CharacterEncoding encoding) {
      FormCharacters forms = batch.get(encoding.forms());
      addForms(component.name() + ".characters", batch.get(encoding.characters()), forms, true);
      if (component instanceof FormEncoding form) {
        addForms(component.name() + ".last", batch.get(form.last()), forms, false);
      }
    }
    if (component instanceof Tagger tagger) {
      addTokens(component.name() + ".logits", batch.get(tagger.logits()));
    }
    if (component instanceof StructuredTagger tagger) {
      addTokens(component.name() + ".logits", batch.get(tagger.logits()));
    }
  }

  private void addTokens(String name, Tensor tensor) {
    float[] values = Tensors.toFloats(tensor);
    int dim = (int) tensor.size(2);
    forEachToken((s, t, key) -> numbers.put(name + key, row(values, batch.position(s, t), dim)));
  }

  /** Rows of forms, of which only the real characters count where rows are of characters. */
  private void addForms(String name, Tensor tensor, FormCharacters forms, boolean characters) {
    float[] values = Tensors.toFloats(tensor);
    int rowSize = (int) (tensor.numel() / tensor.size(0));
    int dim = (int) tensor.size(tensor.dim() - 1);
    forEachToken(
        (s, t, key) -> {
          int form = forms.formOfToken().values()[batch.position(s, t)];
          int size = characters ? forms.lengths()[form] * dim : rowSize;
          numbers.put(name + key, Arrays.copyOf(row(values, form, rowSize), size));
        });
  }

  private static float[] row(float[] values, int row, int size) {
    return Arrays.copyOfRange(values, row * size, (row + 1) * size);
  }

  private interface TokenAction {
    void accept(int sentence, int token, String key);
  }

  private void forEachToken(TokenAction action) {
    for (int s = 0; s < batch.size(); s++) {
      Sentence sentence = batch.sentences().get(s);
      for (int t = 0; t < sentence.size(); t++) {
        action.accept(s, t, " " + sentence + "/" + t);
      }
    }
  }
}
