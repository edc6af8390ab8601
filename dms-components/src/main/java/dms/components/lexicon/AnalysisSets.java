package dms.components.lexicon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of numbers that grow one by one; equal ones have the same number, so that millions of forms
 * need few of them. The numbers are objects, to be shared by who keeps them.
 */
final class AnalysisSets {
  /** The number of the empty set. */
  static final Integer EMPTY = 0;

  private final List<int[]> sets = new ArrayList<>();
  private final Map<List<Integer>, Integer> numbers = new HashMap<>();
  private final Map<Long, Integer> grown = new HashMap<>();

  AnalysisSets() {
    numberOf(new int[0]);
  }

  /** The number of the set with one more element, or of itself if it has it. */
  Integer with(int set, int element) {
    long key = (long) set << Integer.SIZE | element;
    Integer known = grown.get(key);
    if (known == null) {
      known = numberOf(union(sets.get(set), element));
      grown.put(key, known);
    }
    return known;
  }

  /** The elements of a set, ascending; not to be changed. */
  int[] elements(int set) {
    return sets.get(set);
  }

  private static int[] union(int[] set, int element) {
    int place = Arrays.binarySearch(set, element);
    if (place >= 0) {
      return set;
    }
    int[] union = Arrays.copyOf(set, set.length + 1);
    union[set.length] = element;
    Arrays.sort(union);
    return union;
  }

  private Integer numberOf(int[] set) {
    return numbers.computeIfAbsent(
        Arrays.stream(set).boxed().toList(),
        elements -> {
          sets.add(set);
          return sets.size() - 1;
        });
  }
}
