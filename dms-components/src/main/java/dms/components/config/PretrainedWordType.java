package dms.components.config;

import dms.components.encoder.FrozenWordEncoder;
import dms.components.encoder.PretrainedWordEncoder;
import dms.components.encoder.PretrainedWordEncoder.Config;
import dms.components.encoder.PretrainedWordEncoder.Forms;
import dms.components.encoder.TrainedWordEncoder;
import dms.components.vectors.VectorFormatException;
import dms.components.vectors.VectorSelection;
import dms.components.vectors.VectorSource;
import dms.components.vectors.VectorStore;
import dms.core.corpus.Column;
import dms.core.file.FileContent;
import dms.core.vocab.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PretrainedWordEncoder. Frozen vectors are kept as a {@link VectorStore}, of trained ones the
 * forms and the size: their numbers are parameters.
 */
final class PretrainedWordType {
  private static final Logger LOG = LoggerFactory.getLogger(PretrainedWordType.class);

  private static final String STORE = "vectors.store";
  private static final String FORMS = "forms.json";
  private static final String DIM = "dim.txt";

  private PretrainedWordType() {}

  static ComponentType<Config> type() {
    return new ComponentType<>(
        "pretrained-word",
        PretrainedWordEncoder.class,
        Config.class,
        config -> List.of(),
        PretrainedWordType::learn,
        (config, parts) -> config.train() ? trained(config, parts) : frozen(config, parts));
  }

  private static Map<String, FileContent> learn(Config config, TrainingCorpus corpus)
      throws IOException {
    try (VectorSource source = VectorSource.open(config.file())) {
      VectorSelection selection = selection(config, corpus);
      warnOfParts(config, source);
      return config.train()
          ? forms(source, selection)
          : Map.of(STORE, store(source, selection, corpus.workFolder().resolve(STORE)));
    }
  }

  private static void warnOfParts(Config config, VectorSource source) {
    if (config.vocabulary() != Forms.COMPLETE && source.subwords().isPresent()) {
      LOG.warn(
          "{}: it makes vectors of unknown words from their parts, and vocabulary = training keeps"
              + " none of them: forms that are not in the training corpus will have zeros; set"
              + " vocabulary = complete to keep them",
          source.file());
    }
  }

  private static VectorSelection selection(Config config, TrainingCorpus corpus)
      throws IOException {
    if (config.vocabulary() == Forms.COMPLETE) {
      return VectorSelection.complete();
    }
    Set<String> forms = new HashSet<>(corpus.counts(Column.FORM).keySet());
    for (Path file : config.keep()) {
      forms.addAll(VectorSelection.readForms(file));
    }
    return VectorSelection.of(forms.stream().sorted().toList(), config.lowercaseFallback());
  }

  private static FileContent store(VectorSource source, VectorSelection selection, Path target)
      throws IOException {
    requireSome(VectorStore.write(target, source, selection), source);
    return FileContent.at(target);
  }

  private static Map<String, FileContent> forms(VectorSource source, VectorSelection selection)
      throws IOException {
    Map<String, Long> found = new HashMap<>();
    selection.select(source, vector -> found.put(vector.form(), 1L));
    requireSome(found.size(), source);
    Vocabulary forms = Vocabulary.learn(found, 1, List.of(Vocabulary.PADDING, Vocabulary.UNKNOWN));
    byte[] dim = "%d\n".formatted(source.dim()).getBytes(StandardCharsets.UTF_8);
    return Map.of(FORMS, FileContent.of(forms.toJson()), DIM, FileContent.of(dim));
  }

  private static void requireSome(int found, VectorSource source) {
    if (found == 0) {
      throw new IllegalArgumentException(
          ("file: expected vectors of forms of the training corpus in %s, found none; choose another"
                  + " file or vocabulary = complete")
              .formatted(source.file()));
    }
  }

  private static PretrainedWordEncoder frozen(Config config, Parts parts) throws IOException {
    VectorStore store = VectorStore.open(parts.content(STORE), parts.where(STORE));
    return new FrozenWordEncoder(parts.name(), config, store, parts.parameters());
  }

  private static PretrainedWordEncoder trained(Config config, Parts parts) throws IOException {
    String dim = new String(parts.file(DIM), StandardCharsets.UTF_8).strip();
    if (!dim.matches("[1-9]\\d{0,6}")) {
      throw new VectorFormatException(
          parts.where(DIM), "expected the size of a vector, found '" + dim + "'");
    }
    return new TrainedWordEncoder(
        parts.name(), config, parts.vocabulary(FORMS), Integer.parseInt(dim), parts.parameters());
  }
}
