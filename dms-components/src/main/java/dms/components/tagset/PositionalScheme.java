package dms.components.tagset;

import dms.components.tagset.PositionalPattern.SplitTag;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tagset whose tags are a word class and then one character for each category, such as {@code
 * nkeng}: noun, masculine, singular, nominative, with article. The tagset stands in a file:
 *
 * <pre>
 * # nouns: masculine, feminine, neuter; singular, plural; …
 * n  gender=kvh number=ef case=noþe article=g- proper=s-
 * c  type=nt-
 * </pre>
 *
 * <p>A line gives a word class and its positions in order: the category's name and its values, one
 * character each. A hyphen means that the tag has no value there; hyphens at the end of a tag are
 * not written, so the first line gives {@code nken}, {@code nkeng}, {@code nken-s} and {@code
 * nkengs} among others. A class may have several lines. The word class is the category {@code
 * class}. Empty lines and those that begin with {@code #} say nothing. The grammar is every tag
 * that a line gives.
 */
public final class PositionalScheme implements TagScheme {
  private static final String COMMENT = "#";

  private final Map<String, SortedMap<String, String>> valuesOfTag = new TreeMap<>();
  private final Map<SortedMap<String, String>, String> tagOfValues = new HashMap<>();

  private PositionalScheme() {}

  /**
   * Reads the description of a tagset.
   *
   * @param content the file, UTF-8
   * @param source its name, for messages
   * @throws TagsetFormatException naming line and reason: a line that breaks the format, a tag that
   *     two lines give, two tags with the same values, more than {@link #MAX_TAGS} tags, or none
   */
  public static PositionalScheme parse(byte[] content, String source) throws TagsetFormatException {
    PositionalScheme scheme = new PositionalScheme();
    List<String> lines = TagsetLines.of(content, source);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith(COMMENT)) {
        try {
          scheme.add(PositionalPattern.parse(line));
        } catch (IllegalArgumentException e) {
          throw new TagsetFormatException(source, i + 1, e.getMessage());
        }
      }
    }
    if (scheme.valuesOfTag.isEmpty()) {
      throw new TagsetFormatException(source, "expected a line for each word class, found none");
    }
    return scheme;
  }

  private void add(PositionalPattern pattern) {
    if (valuesOfTag.size() + pattern.count() > MAX_TAGS) {
      throw new IllegalArgumentException(
          "the lines up to here give more than %d tags; allow fewer values".formatted(MAX_TAGS));
    }
    pattern.tags().forEach(this::add);
  }

  private void add(SplitTag split) {
    if (valuesOfTag.putIfAbsent(split.tag(), split.values()) != null) {
      throw new IllegalArgumentException(
          "the tag '%s' is given twice, here or by a line above".formatted(split.tag()));
    }
    String other = tagOfValues.putIfAbsent(split.values(), split.tag());
    if (other != null) {
      throw new IllegalArgumentException(
          "the tags '%s' and '%s' have the same values %s"
              .formatted(other, split.tag(), split.values()));
    }
  }

  @Override
  public Optional<SortedMap<String, String>> split(String tag) {
    return Optional.ofNullable(valuesOfTag.get(tag)).map(TreeMap::new);
  }

  @Override
  public Optional<String> join(Map<String, String> values) {
    return Optional.ofNullable(tagOfValues.get(new TreeMap<>(values)));
  }

  @Override
  public Set<String> grammar(Collection<String> seen) {
    return Collections.unmodifiableSet(valuesOfTag.keySet());
  }
}
