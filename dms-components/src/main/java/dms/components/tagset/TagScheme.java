package dms.components.tagset;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Takes a tag apart into categories, such as gender and case, and puts it together again (paper
 * section 2.3, the sub-categories of a PoS tag). Exact: where {@code split} gives values, {@code
 * join} gives the same tag back, and no two tags have the same values.
 */
public interface TagScheme {
  /** Most tags that a scheme or an inventory may have; scores are computed for each of them. */
  int MAX_TAGS = 50_000;

  /**
   * Takes a tag apart.
   *
   * @return the value of each category that the tag has, by the category's name; empty when the tag
   *     is not one of this scheme
   */
  Optional<SortedMap<String, String>> split(String tag);

  /**
   * Puts a tag together.
   *
   * @param values value by category, as {@link #split} gives them
   * @return the tag; empty when no tag has these values
   */
  Optional<String> join(Map<String, String> values);

  /**
   * The tags that the scheme allows, seen or not.
   *
   * @param seen tags seen in training, of which some schemes learn what goes together
   * @throws IllegalArgumentException when there are more than {@link #MAX_TAGS}
   */
  Set<String> grammar(Collection<String> seen);
}
