package dms.components.config;

import dms.components.encoder.TreebankEncoder;
import dms.components.setting.Checks;
import dms.core.file.FileContent;
import dms.core.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The type {@code treebank}: learns the names of the corpora that a model is trained on. */
final class TreebankType {
  private static final String CORPORA = "corpora.json";

  private TreebankType() {}

  static ComponentType<TreebankEncoder.Config> type() {
    return new ComponentType<>(
        "treebank",
        TreebankEncoder.class,
        TreebankEncoder.Config.class,
        config -> List.of(),
        (config, corpus) -> Map.of(CORPORA, FileContent.of(corpora(config, corpus).toJson())),
        (config, parts) ->
            new TreebankEncoder(
                parts.name(), config, parts.vocabulary(CORPORA), parts.parameters()));
  }

  private static Vocabulary corpora(TreebankEncoder.Config config, TrainingCorpus corpus) {
    config.fallback().ifPresent(name -> Checks.oneOf("fallback", name, corpus.corpora()));
    return Vocabulary.of(List.of(Vocabulary.UNKNOWN), new ArrayList<>(corpus.corpora()));
  }
}
