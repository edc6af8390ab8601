package dms.components.config;

import dms.components.config.ComponentType.Input;
import dms.components.decoder.Lemmatizer;
import dms.components.decoder.TagSource;
import dms.components.decoder.Tagger;
import dms.components.encoder.CharacterEncoder;
import dms.components.encoder.CharacterEncoding;
import dms.components.encoder.CharactersAsTokenEncoder;
import dms.components.encoder.FormEncoding;
import dms.components.encoder.SentenceEncoder;
import dms.components.encoder.TokenEncoding;
import dms.components.encoder.WordEncoder;
import dms.core.corpus.Column;
import dms.core.file.FileContent;
import dms.core.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The encoders and decoders of the paper (sections 2.2 and 2.3), by the name a configuration gives
 * them.
 */
public final class PaperComponents implements ComponentProvider {
  private static final String CHARACTERS = "characters.json";
  private static final String FORMS = "forms.json";
  private static final String TAGS = "tags.json";

  @Override
  public List<ComponentType<?>> types() {
    return List.of(
        character(),
        charactersAsToken(),
        word(),
        PretrainedWordType.type(),
        sentence(),
        TransformerType.type(),
        TreebankType.type(),
        tagger(),
        StructuredTaggerType.type(),
        lemmatizer(),
        EditScriptLemmatizerType.type());
  }

  private static ComponentType<CharacterEncoder.Config> character() {
    return new ComponentType<>(
        "character",
        CharacterEncoder.class,
        CharacterEncoder.Config.class,
        config -> List.of(),
        (config, corpus) ->
            Map.of(
                CHARACTERS,
                kept(
                    corpus.characters(
                        Column.FORM, config.minCount(), Vocabulary.PADDING, Vocabulary.UNKNOWN))),
        (config, parts) ->
            new CharacterEncoder(
                parts.name(), config, parts.vocabulary(CHARACTERS), parts.parameters()));
  }

  private static ComponentType<CharactersAsTokenEncoder.Config> charactersAsToken() {
    return new ComponentType<>(
        "characters-as-token",
        CharactersAsTokenEncoder.class,
        CharactersAsTokenEncoder.Config.class,
        config -> List.of(new Input(config.input(), CharacterEncoding.class)),
        (config, corpus) -> Map.of(),
        (config, parts) ->
            new CharactersAsTokenEncoder(
                parts.name(),
                config,
                parts.input(config.input(), CharacterEncoding.class),
                parts.parameters()));
  }

  private static ComponentType<WordEncoder.Config> word() {
    return new ComponentType<>(
        "word",
        WordEncoder.class,
        WordEncoder.Config.class,
        config -> List.of(),
        (config, corpus) ->
            Map.of(
                FORMS,
                kept(
                    corpus.values(
                        Column.FORM, config.minCount(), Vocabulary.PADDING, Vocabulary.UNKNOWN))),
        (config, parts) ->
            new WordEncoder(parts.name(), config, parts.vocabulary(FORMS), parts.parameters()));
  }

  private static ComponentType<SentenceEncoder.Config> sentence() {
    return new ComponentType<>(
        "sentence",
        SentenceEncoder.class,
        SentenceEncoder.Config.class,
        config ->
            config.inputs().stream().map(name -> new Input(name, TokenEncoding.class)).toList(),
        (config, corpus) -> Map.of(),
        (config, parts) ->
            new SentenceEncoder(
                parts.name(),
                config,
                config.inputs().stream()
                    .map(name -> parts.input(name, TokenEncoding.class))
                    .toList(),
                parts.parameters()));
  }

  private static ComponentType<Tagger.Config> tagger() {
    return new ComponentType<>(
        "tagger",
        Tagger.class,
        Tagger.Config.class,
        config -> List.of(new Input(config.input(), TokenEncoding.class)),
        (config, corpus) ->
            Map.of(
                TAGS,
                kept(choices(config.column(), 1, corpus.values(Column.parse(config.column()), 1)))),
        (config, parts) ->
            new Tagger(
                parts.name(),
                config,
                parts.input(config.input(), TokenEncoding.class),
                parts.vocabulary(TAGS),
                parts.parameters()));
  }

  private static ComponentType<Lemmatizer.Config> lemmatizer() {
    return new ComponentType<>(
        "lemmatizer",
        Lemmatizer.class,
        Lemmatizer.Config.class,
        PaperComponents::lemmatizerInputs,
        (config, corpus) ->
            Map.of(
                CHARACTERS,
                kept(
                    choices(
                        config.column(),
                        config.minCount(),
                        corpus.characters(
                            Column.parse(config.column()),
                            config.minCount(),
                            Vocabulary.PADDING,
                            Vocabulary.UNKNOWN,
                            Vocabulary.BEGIN,
                            Vocabulary.END)))),
        (config, parts) ->
            new Lemmatizer(
                parts.name(),
                config,
                parts.input(config.characters(), FormEncoding.class),
                config.context().stream()
                    .map(name -> parts.input(name, TokenEncoding.class))
                    .toList(),
                config.tag().map(name -> parts.input(name, TagSource.class)),
                parts.vocabulary(CHARACTERS),
                parts.parameters()));
  }

  static FileContent kept(Vocabulary vocabulary) {
    return FileContent.of(vocabulary.toJson());
  }

  /** A decoder cannot choose from nothing. */
  static Vocabulary choices(String column, int minCount, Vocabulary learnt) {
    if (learnt.size() == learnt.reservedSize()) {
      throw new IllegalArgumentException(
          ("column %s: expected something seen at least %d times in the training corpus, found"
                  + " nothing to learn; check the corpus or choose another column")
              .formatted(column, minCount));
    }
    return learnt;
  }

  private static List<Input> lemmatizerInputs(Lemmatizer.Config config) {
    List<Input> inputs = new ArrayList<>();
    inputs.add(new Input(config.characters(), FormEncoding.class));
    config.context().forEach(name -> inputs.add(new Input(name, TokenEncoding.class)));
    config.tag().ifPresent(name -> inputs.add(new Input(name, TagSource.class)));
    return inputs;
  }
}
