package dms.hub.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.components.encoder.TokenEncoding;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.file.FileContent;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Tensors;
import dms.hub.TinyModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors of forms that no training saw are in the bundle, and nothing else is needed for them. */
class BundledVectorsTest {
  @TempDir private Path folder;
  private Path bundle;

  @BeforeEach
  void writeBundleAndDeleteItsSources() throws IOException {
    Path file = Files.writeString(folder.resolve("dim.vec"), "las;[1,0,1]\nhestur;[0,1,1]\n");
    Config config =
        ConfigFactory.parseString(
            """
            encoders { dim { type = pretrained-word, vocabulary = complete } }
            decoders { xpos { type = tagger, input = dim, column = xpos } }
            """);
    Blueprint blueprint =
        Blueprint.of(
            Map.of(
                "dim", config.withValue("encoders.dim.file", text(file)).getObject("encoders.dim")),
            Map.of("xpos", config.getObject("decoders.xpos")),
            ComponentRegistry.load());
    Sentence seen = Sentence.of(List.of(Token.ofForm("las").with(Column.XPOS, "v")));
    Path work = folder.resolve("learnt");
    Map<String, Map<String, FileContent>> files =
        blueprint.learn(new TrainingCorpus(List.of(seen), work));
    assertThat(files.get("dim").get("vectors.store").path())
        .contains(work.resolve("dim/vectors.store"));
    bundle = folder.resolve("b");
    try (EncodersDecoders model =
        ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), 1)) {
      Bundle.write(
          bundle, TinyModel.description(), blueprint, files, model, List.of("las"), "# Tiny\n");
    }
    Files.delete(file);
    Files.delete(work.resolve("dim/vectors.store"));
  }

  private static ConfigValue text(Path file) {
    return ConfigValueFactory.fromAnyRef(file.toString());
  }

  @Test
  void formsThatTrainingDidNotSeeHaveTheirVectorsAfterLoading() throws IOException {
    Sentence unseen = Sentence.ofForms(List.of("Hestur", "las", "bókina"));
    try (EncodersDecoders model = Bundle.read(bundle).load(ComputeDevice.cpu());
        Batch batch = new Batch(List.of(unseen), Mode.INFERENCE, 0)) {
      model.prepare(batch);
      batch.open(model.device());
      model.forward(batch);
      TokenEncoding vectors = (TokenEncoding) model.encoders().get(0);
      assertThat(Tensors.toFloats(batch.get(vectors.tokens())))
          .containsExactly(0, 1, 1, 1, 0, 1, 0, 0, 0);
    }
  }

  @Test
  void storeChangedAfterReadingIsNoticed() throws IOException {
    Bundle read = Bundle.read(bundle);
    Path store = bundle.resolve("components/dim/vectors.store");
    byte[] bytes = Files.readAllBytes(store);
    bytes[64]++;
    Files.write(store, bytes);
    assertThatThrownBy(() -> read.load(ComputeDevice.cpu()))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("vectors.store: expected SHA-256");
  }

  @Test
  void damagedStoreIsNoticedBeforeItIsMapped() throws IOException {
    Path store = bundle.resolve("components/dim/vectors.store");
    byte[] bytes = Files.readAllBytes(store);
    ByteBuffer.wrap(bytes).putInt(bytes.length - 20, -1);
    Files.write(store, bytes);
    assertThatThrownBy(() -> Bundle.read(bundle))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("vectors.store: expected SHA-256");
  }
}
