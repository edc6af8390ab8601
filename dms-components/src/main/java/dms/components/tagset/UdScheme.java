package dms.components.tagset;

import dms.core.corpus.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Universal Dependencies: the part of speech is one category, {@code upos}, and each feature
 * another one. Tags are values of the columns {@code upos}, {@code feats} or {@code upos+feats}.
 *
 * <p>Features stand in the order of UD, by name without regard to case, and none twice; a value
 * written otherwise is not split, since it would not come back as it was.
 *
 * <p>Its grammar goes by what is seen: a part of speech with the features that it was seen with
 * together, each feature with all values that it was seen with at that part of speech.
 */
public final class UdScheme implements TagScheme {
  private static final String UPOS = "upos";
  private static final String NONE = "_";
  private static final Set<String> COLUMNS = Set.of("upos", "feats", "upos+feats");

  /** Capital as UD has it, so that no feature is taken for {@code upos}. */
  private static final Pattern FEATURE = Pattern.compile("[^\\p{Ll}=|][^=|]*");

  private final boolean hasUpos;
  private final boolean hasFeatures;

  /** Part of speech and names of features that were seen together. */
  private record Signature(String upos, List<String> features) {}

  private UdScheme(boolean hasUpos, boolean hasFeatures) {
    this.hasUpos = hasUpos;
    this.hasFeatures = hasFeatures;
  }

  /**
   * The scheme of a column.
   *
   * @throws IllegalArgumentException unless it is {@code upos}, {@code feats} or {@code upos+feats}
   */
  public static UdScheme of(Column column) {
    if (!COLUMNS.contains(column.spec())) {
      throw new IllegalArgumentException(
          ("column: expected upos, feats or \"upos+feats\" with the scheme ud, found '%s'; choose"
                  + " another scheme for it")
              .formatted(column));
    }
    return new UdScheme(column.spec().startsWith(UPOS), column.spec().endsWith("feats"));
  }

  @Override
  public Optional<SortedMap<String, String>> split(String tag) {
    SortedMap<String, String> values = new TreeMap<>();
    String features = tag;
    if (hasUpos) {
      String[] parts = tag.split(Column.JOINER, -1);
      if (parts.length != (hasFeatures ? 2 : 1)) {
        return Optional.empty();
      }
      values.put(UPOS, parts[0]);
      features = hasFeatures ? parts[1] : NONE;
    }
    if (!features.equals(NONE)) {
      for (String feature : features.split("\\|", -1)) {
        int equals = feature.indexOf('=');
        if (equals < 0 || !FEATURE.matcher(feature.substring(0, equals)).matches()) {
          return Optional.empty();
        }
        values.put(feature.substring(0, equals), feature.substring(equals + 1));
      }
    }
    // Another order, or a name given twice, would not come back.
    return join(values).filter(tag::equals).map(same -> values);
  }

  @Override
  public Optional<String> join(Map<String, String> values) {
    Map<String, String> features = new TreeMap<>(UdScheme::compareNames);
    features.putAll(values);
    String upos = features.remove(UPOS);
    boolean complete = hasUpos == (upos != null) && (hasFeatures || features.isEmpty());
    if (!complete || features.containsValue("") || (hasUpos && upos.isEmpty())) {
      return Optional.empty();
    }
    String written =
        features.isEmpty()
            ? NONE
            : features.entrySet().stream()
                .map(feature -> feature.getKey() + "=" + feature.getValue())
                .collect(Collectors.joining("|"));
    return Optional.of(!hasFeatures ? upos : hasUpos ? upos + Column.JOINER + written : written);
  }

  private static int compareNames(String left, String right) {
    int order = left.toLowerCase(Locale.ROOT).compareTo(right.toLowerCase(Locale.ROOT));
    return order != 0 ? order : left.compareTo(right);
  }

  @Override
  public Set<String> grammar(Collection<String> seen) {
    Set<Signature> signatures = new LinkedHashSet<>();
    Map<String, Map<String, Set<String>>> valuesSeen = new HashMap<>();
    for (String tag : seen) {
      split(tag)
          .ifPresent(
              values -> {
                String upos = values.getOrDefault(UPOS, "");
                List<String> names = new ArrayList<>(values.keySet());
                names.remove(UPOS);
                signatures.add(new Signature(upos, names));
                Map<String, Set<String>> known =
                    valuesSeen.computeIfAbsent(upos, key -> new HashMap<>());
                names.forEach(
                    name ->
                        known.computeIfAbsent(name, key -> new TreeSet<>()).add(values.get(name)));
              });
    }
    requireFew(signatures, valuesSeen);
    Set<String> tags = new TreeSet<>();
    for (Signature signature : signatures) {
      Map<String, String> values = new LinkedHashMap<>();
      if (hasUpos) {
        values.put(UPOS, signature.upos());
      }
      addTags(signature.features(), valuesSeen.get(signature.upos()), values, tags);
    }
    return tags;
  }

  /** Counts before anything is made. */
  private static void requireFew(
      Set<Signature> signatures, Map<String, Map<String, Set<String>>> valuesSeen) {
    double count = 0;
    for (Signature signature : signatures) {
      Map<String, Set<String>> known = valuesSeen.get(signature.upos());
      count +=
          signature.features().stream()
              .mapToDouble(name -> known.get(name).size())
              .reduce(1, (a, b) -> a * b);
    }
    if (count > MAX_TAGS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "inventory: the grammar of the features seen allows %.0f tags, more than %d; choose"
                  + " inventory = training, or a file that lists the tags",
              count,
              MAX_TAGS));
    }
  }

  private void addTags(
      List<String> names,
      Map<String, Set<String>> known,
      Map<String, String> values,
      Set<String> tags) {
    if (names.isEmpty()) {
      tags.add(join(values).orElseThrow());
      return;
    }
    String name = names.get(0);
    for (String value : known.get(name)) {
      values.put(name, value);
      addTags(names.subList(1, names.size()), known, values, tags);
    }
    values.remove(name);
  }
}
