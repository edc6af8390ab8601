package dms.hub.text;

import java.util.List;

/** Finds the sentences of a block of text that has no blank line. */
@FunctionalInterface
interface SentenceFinder {
  /** For each sentence the number of the piece after its last, rising; the last is all of them. */
  List<Integer> ends(String text, List<Piece> pieces);
}
