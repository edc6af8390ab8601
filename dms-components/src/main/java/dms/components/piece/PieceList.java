package dms.components.piece;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers the pieces of a vocabulary and refuses what cannot be one. */
final class PieceList {
  private final String file;
  private final Map<String, Integer> ids = new HashMap<>();
  private final TreeMap<Integer, String> pieces = new TreeMap<>();

  PieceList(String file) {
    this.file = file;
  }

  void add(String piece, int id) throws WordPieceFormatException {
    require(!piece.isEmpty(), "piece " + id + " is empty");
    Integer other = ids.putIfAbsent(piece, id);
    require(other == null, "piece '" + piece + "' is there twice, as " + other + " and as " + id);
    String same = pieces.putIfAbsent(id, piece);
    require(same == null, "pieces '" + same + "' and '" + piece + "' have the same id " + id);
  }

  /** Adds a token that stands beside the vocabulary or is in it already, under the same id. */
  void addToken(String content, int id) throws WordPieceFormatException {
    if (find(content).isEmpty()) {
      add(content, id);
    }
    require(
        ids.get(content) == id,
        "added token '" + content + "' has id " + id + ", but as a piece " + ids.get(content));
  }

  Optional<Integer> find(String piece) {
    return Optional.ofNullable(ids.get(piece));
  }

  int special(String name) throws WordPieceFormatException {
    return find(name)
        .orElseThrow(
            () ->
                new WordPieceFormatException(
                    file, "the special token '" + name + "' is not in the vocabulary"));
  }

  /** All pieces by id. */
  List<String> toList() throws WordPieceFormatException {
    require(!pieces.isEmpty(), "the vocabulary is empty");
    require(
        pieces.lastKey() == pieces.size() - 1,
        "the vocabulary has %d pieces, but ids to %d".formatted(pieces.size(), pieces.lastKey()));
    return List.copyOf(pieces.values());
  }

  private void require(boolean correct, String reason) throws WordPieceFormatException {
    if (!correct) {
      throw new WordPieceFormatException(file, reason);
    }
  }
}
