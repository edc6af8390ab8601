package dms.hub.text;

import java.util.List;

/** Finds the pieces of a block of text that has no blank line. */
@FunctionalInterface
interface PieceFinder {
  /** The pieces between two offsets, in order; all that is not blank is in one of them. */
  List<Piece> pieces(String text, int begin, int end);
}
