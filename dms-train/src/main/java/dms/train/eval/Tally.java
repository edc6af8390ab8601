package dms.train.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tokens grouped by something that they share, the largest group first.
 *
 * @param <K> what they share
 * @param groups in the order of their size, equal ones in that of their keys
 */
public record Tally<K extends Comparable<K>>(List<Group<K>> groups) {
  /**
   * Tokens that share something.
   *
   * @param key what they share
   * @param tokens in the order of the corpus
   */
  public record Group<K>(K key, List<TokenResult> tokens) {
    /** How many there are. */
    public int size() {
      return tokens.size();
    }
  }

  /** Copies the list. */
  public Tally {
    groups = List.copyOf(groups);
  }

  /** Groups tokens by a key. */
  public static <K extends Comparable<K>> Tally<K> of(
      List<TokenResult> tokens, Function<TokenResult, K> key) {
    Map<K, List<TokenResult>> byKey = new HashMap<>();
    for (TokenResult token : tokens) {
      byKey.computeIfAbsent(key.apply(token), k -> new ArrayList<>()).add(token);
    }
    List<Group<K>> groups = new ArrayList<>();
    byKey.forEach((k, group) -> groups.add(new Group<>(k, List.copyOf(group))));
    Comparator<Group<K>> bySize = Comparator.comparing(Group::size, Comparator.reverseOrder());
    groups.sort(bySize.thenComparing(Group::key));
    return new Tally<>(groups);
  }

  /** The largest groups. */
  public List<Group<K>> top(int limit) {
    return groups.subList(0, Math.min(limit, groups.size()));
  }
}
