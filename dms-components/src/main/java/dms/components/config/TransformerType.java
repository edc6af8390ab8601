package dms.components.config;

import dms.components.encoder.TransformerEncoder;
import dms.components.encoder.TransformerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The component type {@code transformer}. */
final class TransformerType {
  private TransformerType() {}

  static ComponentType<TransformerEncoder.Config> type() {
    return new ComponentType<>(
        "transformer",
        TransformerEncoder.class,
        TransformerEncoder.Config.class,
        config -> List.of(),
        (config, corpus) -> files(config),
        (config, parts) ->
            new TransformerEncoder(
                parts.name(),
                config,
                TransformerFiles.of(parts.files(), "components/" + parts.name()),
                parts.parameters()));
  }

  /** Nothing is learnt from the corpus: the vocabulary is that of the pretraining. */
  private static Map<String, byte[]> files(TransformerEncoder.Config config) {
    try {
      return TransformerFiles.read(config).files();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
