package dms.components.config;

import dms.components.encoder.TransformerEncoder;
import dms.components.encoder.TransformerFiles;
import java.util.List;

/**
 * The component type {@code transformer}. It learns nothing from the corpus: the vocabulary is that
 * of the pretraining.
 */
final class TransformerType {
  private TransformerType() {}

  static ComponentType<TransformerEncoder.Config> type() {
    return new ComponentType<>(
        "transformer",
        TransformerEncoder.class,
        TransformerEncoder.Config.class,
        config -> List.of(),
        (config, corpus) -> TransformerFiles.read(config).files(),
        (config, parts) ->
            new TransformerEncoder(
                parts.name(),
                config,
                TransformerFiles.of(parts.files(), "components/" + parts.name()),
                parts.parameters()));
  }
}
