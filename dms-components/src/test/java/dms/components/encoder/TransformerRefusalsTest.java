package dms.components.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dms.components.TestModel;
import dms.components.TinyTransformer;
import dms.components.config.ConfigurationException;
import dms.components.layer.TransformerFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings and files that do not fit are refused, naming what is wrong. */
class TransformerRefusalsTest {
  @TempDir Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    TinyTransformer.write(folder, 8, 1);
  }

  private String hocon(String settings) {
    return TinyTransformer.hocon(folder, settings)
        + "decoders.xpos { type = tagger, input = bert, column = xpos, dropout = 0 }\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", format = torchscript|trust: expected true",
        ", format = torchscript, trust = true, layers = 2|layers: expected 1",
        ", format = torchscript, trust = true, dropout = 0.1|dropout: expected none",
        ", format = pickle|format",
        ", tuned = some|tuned: expected all or a number of layers",
        ", tuned = -1|tuned: expected all or a number of layers",
        ", cache = true|cache: expected false",
        ", rate = 0|rate: expected a positive number",
        ", layerDecay = -1|layerDecay: expected a positive number",
      })
  void settingsThatDoNotFitAreRefused(String settings, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint(hocon(settings)))
        .withMessageContaining("encoders.bert")
        .withMessageContaining(message.substring(message.indexOf(' ') + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {", layers = 3", ", tuned = 3"})
  void moreLayersThanThereAreAreRefused(String settings) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> TestModel.assemble(hocon(settings), 1))
        .withMessageContaining("bert: expected layers and tuned to be at most 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", tuned = 1|found none of layer.0. among [pieces]",
        ", layerDecay = 0.9|found none of layer.0. among [pieces]",
        ", tuned = 0|",
        "|",
      })
  void scriptWhoseLayersCannotBeToldApartIsRefusedWhereTheyMustBe(String settings, String found)
      throws IOException {
    String hocon = script(TinyTransformer.SCRIPT, settings == null ? "" : settings);
    if (found == null) {
      TestModel.assemble(hocon, 1).close();
    } else {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> TestModel.assemble(hocon, 1))
          .withCauseInstanceOf(TransformerFormatException.class)
          .withMessageContaining("encoder.ts: expected parameters of 2 layers as in config.json")
          .withMessageContaining(found);
    }
  }

  @Test
  void frozenScriptIsRefusedUnlessNothingIsTrained() throws IOException {
    Path file = folder.resolve("encoder.ts");
    TinyTransformer.writeFrozenScript(file, 8);
    String settings = ", format = torchscript, trust = true";
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> TestModel.assemble(hocon(settings), 1))
        .withMessageContaining("encoder.ts: expected parameters to train, found none");
    TestModel.assemble(hocon(settings + ", tuned = 0"), 1).close();
  }

  @Test
  void errorOfAScriptNamesAFileThatIsThere() throws IOException {
    String hocon = script("def other(self, a: Tensor) -> Tensor:\n  return a\n", "");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> TestModel.assemble(hocon, 1))
        .satisfies(
            e -> {
              String message = e.getCause().getMessage();
              assertThat(Path.of(message.substring(0, message.indexOf(": ")))).isRegularFile();
            });
  }

  private String script(String source, String settings) {
    TinyTransformer.writeScript(folder.resolve("encoder.ts"), 8, source);
    return hocon(", format = torchscript, trust = true" + settings);
  }

  @Test
  void vocabularyThatDoesNotMatchTheWeightsIsRefused() throws IOException {
    Path vocabulary = folder.resolve("vocab.txt");
    Files.writeString(vocabulary, Files.readString(vocabulary) + "more\n");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> TestModel.assemble(hocon(""), 1))
        .withCauseInstanceOf(TransformerFormatException.class)
        .withMessageContaining(folder + ": the vocabulary has 81 pieces, config.json says")
        .withMessageContaining("vocab_size 80");
  }

  @ParameterizedTest
  @CsvSource({
    "config.json, ''",
    "vocab.txt, ''",
    "model.safetensors, ''",
    "encoder.ts, ', format = torchscript, trust = true'",
  })
  void missingFileIsNamed(String file, String settings) throws IOException {
    Files.deleteIfExists(folder.resolve(file));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> TestModel.assemble(hocon(settings), 1))
        .withCauseInstanceOf(NoSuchFileException.class)
        .withMessageContaining(folder.resolve(file).toString());
  }
}
