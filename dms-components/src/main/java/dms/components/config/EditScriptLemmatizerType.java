package dms.components.config;

import dms.components.config.ComponentType.Input;
import dms.components.decoder.EditScript;
import dms.components.decoder.EditScriptLemmatizer;
import dms.components.decoder.EditScriptLemmatizer.Config;
import dms.components.decoder.TagSource;
import dms.components.encoder.TokenEncoding;
import dms.components.lexicon.DimLemmas;
import dms.components.lexicon.DimLexicon;
import dms.components.lexicon.LemmaLexicon;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.corpus.Column;
import dms.core.file.FileContent;
import dms.core.vocab.Vocabulary;
import dms.core.vocab.VocabularyFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The component type {@code edit-script-lemmatizer}. It keeps the scripts to choose from. */
final class EditScriptLemmatizerType {
  private static final String SCRIPTS = "scripts.json";
  private static final String LEXICON = "lemmas.dim";

  private EditScriptLemmatizerType() {}

  static ComponentType<Config> type() {
    return new ComponentType<>(
        "edit-script-lemmatizer",
        EditScriptLemmatizer.class,
        Config.class,
        EditScriptLemmatizerType::inputs,
        EditScriptLemmatizerType::learn,
        EditScriptLemmatizerType::create);
  }

  private static List<Input> inputs(Config config) {
    List<Input> inputs = new ArrayList<>();
    config.inputs().forEach(name -> inputs.add(new Input(name, TokenEncoding.class)));
    config.tag().ifPresent(name -> inputs.add(new Input(name, TagSource.class)));
    return inputs;
  }

  private static Map<String, FileContent> learn(Config config, TrainingCorpus corpus)
      throws IOException {
    Column column = Column.parse(config.column());
    Map<String, Long> scripts = new HashMap<>();
    corpus
        .counts(Column.parse(Column.FORM + "+" + column))
        .forEach(
            (pair, count) -> {
              String[] formAndLemma = pair.split(Column.JOINER, 2);
              EditScript script = EditScript.between(formAndLemma[0], formAndLemma[1]);
              scripts.merge(script.toString(), count, Long::sum);
            });
    Vocabulary learnt = Vocabulary.learn(scripts, config.minCount(), List.of());
    Map<String, FileContent> files = new HashMap<>();
    files.put(
        SCRIPTS,
        PaperComponents.kept(PaperComponents.choices(config.column(), config.minCount(), learnt)));
    if (config.lexicon().isPresent()) {
      // Opened so that a damaged file is found before the training.
      DimLexicon.open(config.lexicon().get());
      files.put(LEXICON, FileContent.at(config.lexicon().get()));
    }
    return files;
  }

  private static Component create(Config config, Parts parts) throws IOException {
    Vocabulary scripts = parts.vocabulary(SCRIPTS);
    Optional<LemmaLexicon> lexicon = lexicon(config, parts);
    try {
      return new EditScriptLemmatizer(
          parts.name(),
          config,
          config.inputs().stream().map(name -> parts.input(name, TokenEncoding.class)).toList(),
          config.tag().map(name -> parts.input(name, TagSource.class)),
          scripts,
          lexicon,
          parts.parameters());
    } catch (IllegalArgumentException e) {
      throw new VocabularyFormatException(parts.where(SCRIPTS), e.getMessage(), e);
    }
  }

  private static Optional<LemmaLexicon> lexicon(Config config, Parts parts) throws IOException {
    if (config.lexicon().isEmpty()) {
      return Optional.empty();
    }
    Column tags = parts.input(config.tag().orElseThrow(), Decoder.class).column();
    DimLexicon dim = DimLexicon.open(parts.content(LEXICON));
    try {
      return Optional.of(new DimLemmas(dim, config.lexiconTags(), tags));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "decoders.%s.lexicon: the tags of %s, which %s reads, are not %s's: %s"
              .formatted(
                  parts.name(),
                  config.tag().orElseThrow(),
                  parts.name(),
                  config.lexiconTags().name().toLowerCase(Locale.ROOT),
                  e.getMessage()),
          e);
    }
  }
}
