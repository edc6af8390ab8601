package dms.components.config;

import dms.components.config.ComponentType.Input;
import dms.components.decoder.StructuredTagger;
import dms.components.decoder.StructuredTagger.Unsplittable;
import dms.components.encoder.TokenEncoding;
import dms.components.tagset.TagCategories;
import dms.components.tagset.TagInventory;
import dms.components.tagset.TagScheme;
import dms.components.tagset.TagSchemes;
import dms.components.tagset.ValueCounts;
import dms.core.component.Component;
import dms.core.corpus.Column;
import dms.core.file.FileContent;
import dms.core.vocab.Vocabulary;
import dms.core.vocab.VocabularyFormatException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The component type {@code structured-tagger}. It keeps the tags to choose from, those seen in
 * training, the values of all categories, how often they were seen, and the description of a
 * positional scheme.
 */
final class StructuredTaggerType {
  private static final String TAGS = "tags.json";
  private static final String SEEN = "seen.json";
  private static final String VALUES = "values.json";
  private static final String COUNTS = "counts.txt";
  private static final String SCHEME = "scheme.tagset";
  private static final String TRAINING = "training";
  private static final String GRAMMAR = "grammar";

  private StructuredTaggerType() {}

  static ComponentType<StructuredTagger.Config> type() {
    return new ComponentType<>(
        "structured-tagger",
        StructuredTagger.class,
        StructuredTagger.Config.class,
        config -> List.of(new Input(config.input(), TokenEncoding.class)),
        StructuredTaggerType::learn,
        StructuredTaggerType::create);
  }

  private static Map<String, FileContent> learn(
      StructuredTagger.Config config, TrainingCorpus corpus) throws IOException {
    Column column = Column.parse(config.column());
    Map<String, Long> counts = corpus.counts(column);
    if (counts.isEmpty()) {
      throw new IllegalArgumentException(
          "column %s: expected values in the training corpus, found none; choose another column"
              .formatted(column));
    }
    Optional<byte[]> description = TagSchemes.description(config.scheme());
    TagScheme scheme = TagSchemes.of(column, description, config.scheme());
    TagInventory inventory =
        TagInventory.learn(
            counts,
            unseen(config, column, scheme, counts.keySet()),
            scheme,
            config.unsplittable() == Unsplittable.KEEP,
            config.wholeCount());
    Map<String, FileContent> files = new HashMap<>();
    files.put(TAGS, FileContent.of(inventory.tags().toJson()));
    files.put(SEEN, FileContent.of(inventory.seen().toJson()));
    files.put(VALUES, FileContent.of(inventory.categories().values().toJson()));
    files.put(COUNTS, FileContent.of(ValueCounts.of(inventory, counts).toText()));
    description.ifPresent(bytes -> files.put(SCHEME, FileContent.of(bytes)));
    return files;
  }

  private static Collection<String> unseen(
      StructuredTagger.Config config, Column column, TagScheme scheme, Collection<String> seen)
      throws IOException {
    return switch (config.inventory()) {
      case TRAINING -> List.of();
      case GRAMMAR -> scheme.grammar(seen);
      default -> TagSchemes.list(config.inventory(), column, List.of(TRAINING, GRAMMAR));
    };
  }

  private static Component create(StructuredTagger.Config config, Parts parts) throws IOException {
    String folder = "components/" + parts.name() + "/";
    Column column = Column.parse(config.column());
    Optional<byte[]> description =
        config.scheme().equals(TagSchemes.UD) ? Optional.empty() : Optional.of(parts.file(SCHEME));
    TagScheme scheme = TagSchemes.of(column, description, folder + SCHEME);
    Vocabulary values = parts.vocabulary(VALUES);
    Vocabulary tags = parts.vocabulary(TAGS);
    Vocabulary seen = parts.vocabulary(SEEN);
    try {
      TagCategories categories = TagCategories.of(scheme, values);
      Optional<ValueCounts> counts = counts(parts, values.size());
      return new StructuredTagger(
          parts.name(),
          config,
          parts.input(config.input(), TokenEncoding.class),
          new TagInventory(tags, seen, categories),
          counts,
          parts.parameters());
    } catch (IllegalArgumentException e) {
      throw new VocabularyFormatException(folder + VALUES, e.getMessage(), e);
    }
  }

  /** Older bundles have none and need none, as their weights replace the first ones. */
  private static Optional<ValueCounts> counts(Parts parts, int values) throws IOException {
    return parts.files().containsKey(COUNTS)
        ? Optional.of(ValueCounts.parse(parts.file(COUNTS), values, parts.where(COUNTS)))
        : Optional.empty();
  }
}
