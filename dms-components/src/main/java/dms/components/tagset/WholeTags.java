package dms.components.tagset;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A scheme with one category more, {@value #WHOLE}, that holds chosen tags as they are. So tags
 * that the scheme cannot split have a place, and frequent ones can have a score of their own; all
 * others have no value there.
 */
public final class WholeTags implements TagScheme {
  /** Name of the category. */
  public static final String WHOLE = "whole";

  private final TagScheme scheme;
  private final Set<String> whole;

  /**
   * @param whole tags that are a value of the category
   */
  public WholeTags(TagScheme scheme, Collection<String> whole) {
    this.scheme = scheme;
    this.whole = Set.copyOf(whole);
  }

  @Override
  public Optional<SortedMap<String, String>> split(String tag) {
    Optional<SortedMap<String, String>> parts = scheme.split(tag);
    if (!whole.contains(tag)) {
      return parts;
    }
    SortedMap<String, String> values = new TreeMap<>(parts.orElseGet(TreeMap::new));
    values.put(WHOLE, tag);
    return Optional.of(values);
  }

  @Override
  public Optional<String> join(Map<String, String> values) {
    Optional<String> tag =
        values.containsKey(WHOLE) ? Optional.of(values.get(WHOLE)) : scheme.join(values);
    return tag.filter(candidate -> split(candidate).filter(values::equals).isPresent());
  }

  @Override
  public Set<String> grammar(Collection<String> seen) {
    return scheme.grammar(seen);
  }
}
