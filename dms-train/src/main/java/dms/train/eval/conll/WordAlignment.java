package dms.train.eval.conll;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which word of a system is which word of the gold file.
 *
 * <p>Words that are tokens are the same when they cover the same characters. Where either side has
 * a multiword token, the words within the smallest stretch that no multiword token sticks out of
 * are aligned by the longest common subsequence of their forms in lower case.
 */
final class WordAlignment {
  /** In place of a gold word's index where a system's word has none. */
  static final int NONE = -2;

  private final List<ConllWord> gold;
  private final List<ConllWord> system;
  private final int[] goldOfSystem;
  private int size;

  private WordAlignment(List<ConllWord> gold, List<ConllWord> system) {
    this.gold = gold;
    this.system = system;
    this.goldOfSystem = new int[system.size()];
    Arrays.fill(goldOfSystem, NONE);
  }

  /** Aligns two files of the same characters. */
  static WordAlignment of(List<ConllWord> gold, List<ConllWord> system) {
    WordAlignment alignment = new WordAlignment(gold, system);
    alignment.align();
    return alignment;
  }

  /** Index of the gold word that a system's word is, {@link #NONE}, or the root for the root. */
  int goldOf(int systemWord) {
    return systemWord == ConllWord.ROOT ? ConllWord.ROOT : goldOfSystem[systemWord];
  }

  /** How many words are aligned. */
  int size() {
    return size;
  }

  private void put(int goldWord, int systemWord) {
    goldOfSystem[systemWord] = goldWord;
    size++;
  }

  private void align() {
    int g = 0;
    int s = 0;
    while (g < gold.size() && s < system.size()) {
      ConllWord goldWord = gold.get(g);
      ConllWord systemWord = system.get(s);
      if (goldWord.partOfToken() || systemWord.partOfToken()) {
        Stretch stretch = stretch(g, s);
        alignForms(stretch);
        g = stretch.goldEnd;
        s = stretch.systemEnd;
      } else if (goldWord.span().coversSame(systemWord.span())) {
        put(g++, s++);
      } else if (goldWord.span().start() <= systemWord.span().start()) {
        g++;
      } else {
        s++;
      }
    }
  }

  /** Words of both sides, the ends not included. */
  private record Stretch(int gold, int goldEnd, int system, int systemEnd) {}

  /** The smallest one around the multiword token that begins at one of two words. */
  private Stretch stretch(int goldWord, int systemWord) {
    int goldStart = goldWord;
    int systemStart = systemWord;
    ConllWord ofGold = gold.get(goldWord);
    ConllWord ofSystem = system.get(systemWord);
    int end;
    // A plain token that begins before the multiword token of the other side is not a part of it.
    if (ofGold.partOfToken()) {
      end = ofGold.span().end();
      boolean before = ofSystem.span().start() < ofGold.span().start();
      systemStart += !ofSystem.partOfToken() && before ? 1 : 0;
    } else {
      end = ofSystem.span().end();
      boolean before = ofGold.span().start() < ofSystem.span().start();
      goldStart += before ? 1 : 0;
    }
    int g = goldStart;
    int s = systemStart;
    while (isWithin(gold, g, end) || isWithin(system, s, end)) {
      boolean fromGold =
          g < gold.size()
              && (s >= system.size() || gold.get(g).span().start() <= system.get(s).span().start());
      ConllWord word = fromGold ? gold.get(g++) : system.get(s++);
      if (word.partOfToken()) {
        end = Math.max(end, word.span().end());
      }
    }
    return new Stretch(goldStart, g, systemStart, s);
  }

  private static boolean isWithin(List<ConllWord> words, int index, int end) {
    if (index >= words.size()) {
      return false;
    }
    ConllWord word = words.get(index);
    return word.partOfToken() ? word.span().start() < end : word.span().end() <= end;
  }

  private void alignForms(Stretch stretch) {
    String[] ofGold = forms(gold, stretch.gold, stretch.goldEnd);
    String[] ofSystem = forms(system, stretch.system, stretch.systemEnd);
    int[][] common = commonLengths(ofGold, ofSystem);
    int g = 0;
    int s = 0;
    while (g < ofGold.length && s < ofSystem.length) {
      if (ofGold[g].equals(ofSystem[s])) {
        put(stretch.gold + g++, stretch.system + s++);
      } else if (common[g][s] == common[g + 1][s]) {
        g++;
      } else {
        s++;
      }
    }
  }

  private static String[] forms(List<ConllWord> words, int start, int end) {
    return words.subList(start, end).stream()
        .map(word -> word.form().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  /** Length of the longest common subsequence of what begins at each pair of places. */
  private static int[][] commonLengths(String[] left, String[] right) {
    int[][] lengths = new int[left.length + 1][right.length + 1];
    for (int l = left.length - 1; l >= 0; l--) {
      for (int r = right.length - 1; r >= 0; r--) {
        int longest = Math.max(lengths[l + 1][r], lengths[l][r + 1]);
        boolean same = left[l].equals(right[r]);
        lengths[l][r] = same ? Math.max(longest, lengths[l + 1][r + 1] + 1) : longest;
      }
    }
    return lengths;
  }
}
