package dms.components.tagset;

import dms.core.vocab.CodePointOrder;
import dms.core.vocab.Vocabulary;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The full tags that may be given, numbered, each with its value in every category. */
public final class TagInventory {
  private static final int SHOWN = 20;

  private final Vocabulary tags;
  private final Vocabulary seen;
  private final TagCategories categories;
  private final int[][] valuesOfTag;

  /**
   * @param tags the tags to choose from
   * @param seen those of them seen in training
   * @param categories has every value of every tag
   * @throws IllegalArgumentException when a tag has a value that the categories lack
   */
  public TagInventory(Vocabulary tags, Vocabulary seen, TagCategories categories) {
    this.tags = tags;
    this.seen = seen;
    this.categories = categories;
    this.valuesOfTag = tags.symbols().stream().map(categories::split).toArray(int[][]::new);
    for (int tag = 0; tag < valuesOfTag.length; tag++) {
      if (Arrays.stream(valuesOfTag[tag]).anyMatch(value -> value == TagCategories.UNKNOWN)) {
        throw new IllegalArgumentException(
            "the tag '%s' has values that the categories %s lack"
                .formatted(tags.symbol(tag), categories.names()));
      }
    }
  }

  /**
   * The inventory of a training corpus.
   *
   * @param counts how often each tag was seen
   * @param more tags that may be given besides
   * @param keep whether tags that the scheme cannot split are kept whole; otherwise they are
   *     refused
   * @param wholeCount tags seen that often have a value of their own; 0 for none
   * @throws IllegalArgumentException listing the tags that cannot be split, or telling that there
   *     are more than {@link TagScheme#MAX_TAGS} tags
   */
  public static TagInventory learn(
      Map<String, Long> counts,
      Collection<String> more,
      TagScheme scheme,
      boolean keep,
      long wholeCount) {
    Set<String> seen = new TreeSet<>(CodePointOrder::compare);
    seen.addAll(counts.keySet());
    Set<String> all = new TreeSet<>(seen);
    all.addAll(more);
    List<String> sorted = all.stream().sorted(CodePointOrder::compare).toList();
    if (sorted.size() > TagScheme.MAX_TAGS) {
      throw new IllegalArgumentException(
          "inventory: expected at most %d tags, found %d; choose a smaller one"
              .formatted(TagScheme.MAX_TAGS, sorted.size()));
    }
    Set<String> whole = new LinkedHashSet<>();
    for (String tag : sorted) {
      if (scheme.split(tag).isEmpty()) {
        whole.add(tag);
      }
    }
    if (!keep && !whole.isEmpty()) {
      throw new IllegalArgumentException(unsplittable(List.copyOf(whole)));
    }
    seen.stream()
        .filter(tag -> wholeCount > 0 && counts.get(tag) >= wholeCount)
        .forEach(whole::add);
    return new TagInventory(
        Vocabulary.of(sorted),
        Vocabulary.of(List.copyOf(seen)),
        TagCategories.learn(new WholeTags(scheme, whole), sorted));
  }

  private static String unsplittable(List<String> tags) {
    String shown = String.join(", ", tags.subList(0, Math.min(SHOWN, tags.size())));
    return ("scheme: cannot split %d tags: %s%s; correct them, describe them in a tagset file of"
            + " your own, or set unsplittable = keep")
        .formatted(tags.size(), shown, tags.size() > SHOWN ? ", …" : "");
  }

  /** The tags to choose from. */
  public Vocabulary tags() {
    return tags;
  }

  /** The tags seen in training. */
  public Vocabulary seen() {
    return seen;
  }

  /** The categories of the tags. */
  public TagCategories categories() {
    return categories;
  }

  /**
   * The number of a tag's value in each category, {@link TagCategories#UNKNOWN} where it is not
   * known; the tag may be one that the inventory lacks.
   */
  public int[] values(String tag) {
    return tags.find(tag).isPresent()
        ? valuesOfTag[tags.find(tag).getAsInt()].clone()
        : categories.split(tag);
  }

  /** The number of every tag's value in one category, by the number of the tag. */
  public int[] valuesIn(int category) {
    return Arrays.stream(valuesOfTag).mapToInt(values -> values[category]).toArray();
  }
}
