package dms.components.lexicon;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Entries of the DIM that something could not be made of: how many, why, and the first of each. */
public final class LeftOut {
  private final Map<String, Reason> reasons = new TreeMap<>();

  /** Nothing left out so far. */
  LeftOut() {}

  private record Reason(long count, String first) {}

  void add(String reason, DimEntry entry, long line) {
    Reason before = reasons.get(reason);
    String first =
        before != null
            ? before.first
            : "line %d: %s;%s;%s".formatted(line, entry.wordClass(), entry.form(), entry.mark());
    reasons.put(reason, new Reason(before == null ? 1 : before.count + 1, first));
  }

  /** How many entries were left out. */
  public long count() {
    return reasons.values().stream().mapToLong(Reason::count).sum();
  }

  /** A line for each reason, sorted: how many, why, and the first such entry. */
  public List<String> lines() {
    return reasons.entrySet().stream()
        .map(
            e ->
                "%d left out: %s (first: %s)"
                    .formatted(e.getValue().count, e.getKey(), e.getValue().first))
        .toList();
  }
}
