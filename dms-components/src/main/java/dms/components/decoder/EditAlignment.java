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
    int[] source = characters(from);
    int[] target = characters(to);
    int width = target.length + 1;
    int[] costs = costs(source, target);
    List<Edit> edits = new ArrayList<>();
    StringBuilder put = new StringBuilder();
    int left = 0;
    int taken = 0;
    int s = source.length;
    int t = target.length;
    while (s > 0 || t > 0) {
      int cost = costs[s * width + t];
      if (s > 0 && cost == costs[(s - 1) * width + t] + 1) {
        taken++;
        s--;
      } else if (t > 0 && cost == costs[s * width + t - 1] + 1) {
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
    int cost = costs[costs.length - 1];
    return new EditAlignment(List.copyOf(edits), cost, (source.length + target.length - cost) / 2);
  }

  /** The code points; a stream of them would take more memory than they do. */
  private static int[] characters(String text) {
    int[] characters = new int[text.codePointCount(0, text.length())];
    int at = 0;
    for (int i = 0; i < characters.length; i++) {
      characters[i] = text.codePointAt(at);
      at += Character.charCount(characters[i]);
    }
    return characters;
  }

  /**
   * Cost from each beginning of the source to each beginning of the target, shape (source + 1,
   * target + 1).
   */
  private static int[] costs(int[] source, int[] target) {
    int width = target.length + 1;
    int[] costs = new int[(source.length + 1) * width];
    for (int s = 0; s <= source.length; s++) {
      for (int t = 0; t <= target.length; t++) {
        int at = s * width + t;
        if (s == 0 || t == 0) {
          costs[at] = s + t;
        } else if (source[s - 1] == target[t - 1]) {
          costs[at] = costs[at - width - 1];
        } else {
          costs[at] = 1 + Math.min(costs[at - width], costs[at - 1]);
        }
      }
    }
    return costs;
  }
}
