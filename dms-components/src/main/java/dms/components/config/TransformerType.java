package dms.components.config;

import dms.components.encoder.TransformerEncoder;
import dms.components.encoder.TransformerFiles;
import dms.core.file.DurableFile;
import dms.core.file.FileContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The component type {@code transformer}. It learns nothing from the corpus: the vocabulary is that
 * of the pretraining. TorchScript is copied at once, as the bundle at the end needs the very code
 * that was trained.
 */
final class TransformerType {
  private TransformerType() {}

  static ComponentType<TransformerEncoder.Config> type() {
    return new ComponentType<>(
        "transformer",
        TransformerEncoder.class,
        TransformerEncoder.Config.class,
        config -> List.of(),
        TransformerType::learn,
        (config, parts) ->
            new TransformerEncoder(
                parts.name(),
                config,
                TransformerFiles.of(parts.files(), "components/" + parts.name()),
                parts.parameters()));
  }

  private static Map<String, FileContent> learn(
      TransformerEncoder.Config config, TrainingCorpus corpus) throws IOException {
    Map<String, FileContent> files = new HashMap<>(TransformerFiles.read(config).files());
    if (config.format() == TransformerEncoder.Format.TORCHSCRIPT) {
      Path name = Path.of(config.script()).getFileName();
      Path copy = corpus.workFolder().resolve(name);
      byte[] script = files.get(config.script()).bytes();
      DurableFile.writeBytes(copy, script);
      files.put(config.script(), FileContent.at(copy));
    }
    return files;
  }
}
