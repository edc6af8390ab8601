package dms.components.decoder;

import dms.components.decoder.EditScript.Edit;
import java.util.ArrayList;
import java.util.List;

/**
 * The cheapest way from one string to another by leaving characters, taking some off and putting
 * some in, told from the end; where several are equally cheap, the one that leaves the beginning as
 * it is.
 *
 * @param edits from the end towards the beginning; what is before the last one stays
 * @param cost characters taken off and put in
 * @param shared characters that stay
 */
record EditAlignment(List<Edit> edits, int cost, int shared) {
  static EditAlignment of(String from, String to) {
    int[] source = from.codePoints().toArray();
    int[] target = to.codePoints().toArray();
    int[][] costs = costs(source, target);
    List<Edit> edits = new ArrayList<>();
    StringBuilder put = new StringBuilder();
    int left = 0;
    int taken = 0;
    int s = source.length;
    int t = target.length;
    while (s > 0 || t > 0) {
      if (s > 0 && costs[s][t] == costs[s - 1][t] + 1) {
        taken++;
        s--;
      } else if (t > 0 && costs[s][t] == costs[s][t - 1] + 1) {
        put.insert(0, Character.toString(target[--t]));
      } else {
        if (taken > 0 || put.length() > 0) {
          edits.add(new Edit(left, taken, put.toString()));
          put.setLength(0);
          taken = 0;
          left = 0;
        }
        left++;
        s--;
        t--;
      }
    }
    if (taken > 0 || put.length() > 0) {
      edits.add(new Edit(left, taken, put.toString()));
    }
    int cost = costs[source.length][target.length];
    return new EditAlignment(List.copyOf(edits), cost, (source.length + target.length - cost) / 2);
  }

  /** Cost from each beginning of the source to each beginning of the target. */
  private static int[][] costs(int[] source, int[] target) {
    int[][] costs = new int[source.length + 1][target.length + 1];
    for (int s = 0; s <= source.length; s++) {
      for (int t = 0; t <= target.length; t++) {
        if (s == 0 || t == 0) {
          costs[s][t] = s + t;
        } else if (source[s - 1] == target[t - 1]) {
          costs[s][t] = costs[s - 1][t - 1];
        } else {
          costs[s][t] = 1 + Math.min(costs[s - 1][t], costs[s][t - 1]);
        }
      }
    }
    return costs;
  }
}
