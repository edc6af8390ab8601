package dms.components.decoder;

import java.util.Arrays;

/**
 * The gold lemma of a token.
 *
 * @param characters ids of its characters and the end
 */
record LemmaTarget(int[] characters) {
  @Override
  public boolean equals(Object other) {
    return other instanceof LemmaTarget target && Arrays.equals(characters, target.characters);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(characters);
  }
}
