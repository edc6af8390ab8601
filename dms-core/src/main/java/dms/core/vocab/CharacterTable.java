package dms.core.vocab;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The ids of symbols of one character, found without making a string of it. */
final class CharacterTable {
  private static final int ID_BITS = 32;

  /** Code point above, id below; ascending. */
  private final long[] characters;

  /**
   * @param symbols of any length, each once
   * @param first id of the first of them
   */
  CharacterTable(List<String> symbols, int first) {
    this.characters =
        IntStream.range(0, symbols.size())
            .filter(i -> isOneCharacter(symbols.get(i)))
            .mapToLong(i -> (long) symbols.get(i).codePointAt(0) << ID_BITS | (first + i))
            .sorted()
            .toArray();
  }

  private static boolean isOneCharacter(String symbol) {
    return !symbol.isEmpty() && symbol.length() == Character.charCount(symbol.codePointAt(0));
  }

  int id(int character, int fallback) {
    int place = Arrays.binarySearch(characters, (long) character << ID_BITS);
    int next = place < 0 ? -place - 1 : place;
    boolean there = next < characters.length && (int) (characters[next] >> ID_BITS) == character;
    return there ? (int) characters[next] : fallback;
  }
}
