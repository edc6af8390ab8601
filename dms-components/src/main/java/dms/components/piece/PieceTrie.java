package dms.components.piece;

import java.util.Arrays;
import java.util.List;

/**
 * All pieces as one trie of UTF-16 characters, its edges in an open hash table. One walk finds the
 * longest piece that begins at a place, and makes no object. The walk for a piece within a word
 * starts at the node of the continuing prefix.
 */
final class PieceTrie {
  private static final int FIRST_SLOTS = 1 << 12;
  private static final int ROOT = 0;
  private static final int NONE = -1;

  /** Source node times 2^16 plus character, plus one; zero where a slot is empty. */
  private long[] edges = new long[FIRST_SLOTS];

  private int[] targets = new int[FIRST_SLOTS];

  /** The piece that ends at each node, or {@link #NONE}. */
  private int[] pieceAt = new int[FIRST_SLOTS];

  private int nodes = 1;
  private final int continuing;

  /** Makes the trie of the pieces, whose ids are their places in the list. */
  PieceTrie(List<String> pieces, String continuingPrefix) {
    pieceAt[ROOT] = NONE;
    continuing = insert(continuingPrefix);
    for (int id = 0; id < pieces.size(); id++) {
      // First the node: to make it may replace the array.
      int node = insert(pieces.get(id));
      pieceAt[node] = id;
    }
  }

  /**
   * Splits a word, longest match first.
   *
   * @param text where the word stands, from {@code from} (inclusive) to {@code to} (exclusive)
   * @param found where its pieces are added
   * @return whether the whole word is made of pieces; if not, {@code found} is as it was
   */
  boolean split(String text, int from, int to, PieceBuffer found) {
    int before = found.size();
    int start = from;
    int root = ROOT;
    while (start < to) {
      int piece = NONE;
      int end = start;
      int node = root;
      for (int i = start; i < to; i++) {
        node = next(node, text.charAt(i));
        if (node == NONE) {
          break;
        }
        if (pieceAt[node] != NONE) {
          piece = pieceAt[node];
          end = i + 1;
        }
      }
      if (end == start) {
        found.cutTo(before);
        return false;
      }
      found.add(piece);
      start = end;
      root = continuing;
    }
    return true;
  }

  private int next(int node, char character) {
    int slot = slot(edge(node, character));
    return edges[slot] == 0 ? NONE : targets[slot];
  }

  /** The node of a piece, made where it is missing. */
  private int insert(String piece) {
    int node = ROOT;
    for (int i = 0; i < piece.length(); i++) {
      int next = next(node, piece.charAt(i));
      node = next == NONE ? grow(node, piece.charAt(i)) : next;
    }
    return node;
  }

  private int grow(int node, char character) {
    if (2 * nodes > edges.length) {
      rehash();
    }
    int slot = slot(edge(node, character));
    edges[slot] = edge(node, character);
    targets[slot] = nodes;
    pieceAt[nodes] = NONE;
    return nodes++;
  }

  private void rehash() {
    long[] oldEdges = edges;
    int[] oldTargets = targets;
    edges = new long[2 * oldEdges.length];
    targets = new int[edges.length];
    pieceAt = Arrays.copyOf(pieceAt, edges.length);
    for (int i = 0; i < oldEdges.length; i++) {
      if (oldEdges[i] != 0) {
        int slot = slot(oldEdges[i]);
        edges[slot] = oldEdges[i];
        targets[slot] = oldTargets[i];
      }
    }
  }

  private static long edge(int node, char character) {
    return (((long) node << Character.SIZE) | character) + 1;
  }

  /** The slot that holds the edge, or the empty one where it would go. */
  private int slot(long edge) {
    int mask = edges.length - 1;
    // The upper half of the product is where all lower bits of the edge are mixed.
    int slot = (int) ((edge * 0x9E3779B97F4A7C15L) >>> Integer.SIZE) & mask;
    while (edges[slot] != 0 && edges[slot] != edge) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
