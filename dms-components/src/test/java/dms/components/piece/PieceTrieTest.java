package dms.components.piece;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceTrieTest {
  private static final String CHARACTERS = "abdehiknrsðþæö漢字";

  /** Sizes about and far beyond the table's first one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 2_000, 50_000})
  void everyPieceIsFoundByItself(int size) {
    Set<String> drawn = new LinkedHashSet<>();
    Random random = new Random(size);
    while (drawn.size() < size) {
      drawn.add(word(random, 1 + random.nextInt(8)));
    }
    List<String> pieces = List.copyOf(drawn);
    PieceTrie trie = new PieceTrie(pieces, "##");
    for (int id = 0; id < size; id++) {
      assertThat(split(trie, pieces.get(id))).as(pieces.get(id)).containsExactly(id);
    }
  }

  /** What BERT's own code does: try every end, the farthest first. */
  @Test
  void wordsAreSplitAsByTryingEachEnd() {
    Random random = new Random(7);
    Set<String> drawn = new LinkedHashSet<>();
    for (int i = 0; i < 9_000; i++) {
      String piece = word(random, 2 + random.nextInt(2));
      drawn.add(random.nextBoolean() ? piece : "##" + piece);
    }
    List<String> pieces = List.copyOf(drawn);
    PieceTrie trie = new PieceTrie(pieces, "##");
    int known = 0;
    for (int i = 0; i < 5_000; i++) {
      String word = word(random, 1 + random.nextInt(12));
      List<Integer> expected = new ArrayList<>();
      if (!tryEachEnd(word, pieces, expected)) {
        expected.clear();
      }
      known += expected.isEmpty() ? 0 : 1;
      assertThat(split(trie, word)).as(word).containsExactlyElementsOf(expected);
    }
    assertThat(known).isBetween(1_000, 4_999);
  }

  private static boolean tryEachEnd(String word, List<String> pieces, List<Integer> found) {
    int start = 0;
    while (start < word.length()) {
      int end = word.length();
      int id = -1;
      for (; end > start && id < 0; end--) {
        id = pieces.indexOf((start > 0 ? "##" : "") + word.substring(start, end));
      }
      if (id < 0) {
        return false;
      }
      found.add(id);
      start = end + 1;
    }
    return true;
  }

  private static List<Integer> split(PieceTrie trie, String word) {
    PieceBuffer found = new PieceBuffer();
    String within = "x" + word + "y";
    boolean complete = trie.split(within, 1, within.length() - 1, found);
    assertThat(complete).as(word).isEqualTo(found.size() > 0);
    return Arrays.stream(found.toArray()).boxed().toList();
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return word.toString();
  }
}
