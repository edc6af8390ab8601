package somewhere.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dms.components.Sentences;
import dms.components.TestModel;
import dms.components.config.ComponentRegistry;
import dms.components.config.ComponentType;
import dms.components.config.ConfigurationException;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.NativeScope;
import dms.core.weights.TensorFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encoder and a decoder of another project work beside the paper's, without a fork. */
class ExternalComponentTest {
  private static final String MODEL =
      """
      encoders {
        shape    { type = shape, strength = 2.0 }
        words    { type = word, dim = 8, minCount = 1 }
        sentence { type = sentence, inputs = [shape, words], hidden = 8, layers = 1, dropout = 0 }
      }
      decoders {
        xpos { type = tagger, input = shape, column = xpos }
        upos { type = plain-tagger, input = sentence, column = upos }
      }
      """;

  @TempDir Path folder;

  @Test
  void typesFromOutsideStandBesideThePapers() {
    assertThat(ComponentRegistry.load().types())
        .extracting(ComponentType::name)
        .contains("shape", "plain-tagger", "sentence", "lemmatizer");
  }

  @Test
  @SuppressWarnings("try")
  void theyLearnAndAreSavedAndLoaded() throws Exception {
    List<Sentence> sentences = Sentences.demo(12);
    Path file = folder.resolve("weights.safetensors");
    try (EncodersDecoders model = TestModel.assemble(MODEL, 1);
        EncodersDecoders other = TestModel.assemble(MODEL, 2);
        NativeScope scope = NativeScope.open()) {
      double first = TestModel.step(model, sentences, 1, 0.5);
      double last = first;
      for (int step = 0; step < 30; step++) {
        last = TestModel.step(model, sentences, step, 0.5);
      }
      assertThat(last).isLessThan(0.8 * first);
      TensorFiles.save(file, model.parameters().tensors(), Map.of());
      other.parameters().load(TensorFiles.load(file), file.toString());
      Map<String, List<List<String>>> predictions = TestModel.predict(model, sentences);
      assertThat(predictions).containsOnlyKeys("xpos", "upos");
      assertThat(TestModel.predict(other, sentences)).isEqualTo(predictions);
    }
  }

  @Test
  void theirSettingsAreCheckedLikeThePapers() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint(MODEL + "encoders.shape.strength = -1"))
        .withMessageContaining("encoders.shape.strength")
        .withMessageContaining("expected a positive number, found -1.0");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint(MODEL + "decoders.upos.type = plain-taggr"))
        .withMessageContaining("did you mean plain-tagger?");
  }
}
