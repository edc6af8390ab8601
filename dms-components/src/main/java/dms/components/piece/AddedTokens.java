package dms.components.piece;

import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Cuts added tokens out of a text: the leftmost first, of those that begin there the longest. */
final class AddedTokens {
  private static final int NONE = -1;

  private final List<AddedToken> longestFirst;
  private final String firstCharacters;

  AddedTokens(List<AddedToken> tokens) {
    longestFirst =
        tokens.stream()
            .sorted(
                Comparator.comparingInt((AddedToken token) -> token.content().length()).reversed())
            .toList();
    firstCharacters =
        tokens.stream()
            .map(token -> token.content().substring(0, 1))
            .distinct()
            .collect(Collectors.joining());
  }

  /** Adds the pieces of a text; {@code rest} adds those of what stands between added tokens. */
  void split(String text, PieceBuffer found, BiConsumer<String, PieceBuffer> rest) {
    int done = 0;
    int at = 0;
    while (at < text.length()) {
      int index = beginningAt(text, at);
      if (index == NONE) {
        at++;
        continue;
      }
      if (at > done) {
        rest.accept(text.substring(done, at), found);
      }
      AddedToken token = longestFirst.get(index);
      found.add(token.id());
      at += token.content().length();
      done = at;
    }
    if (done < text.length()) {
      rest.accept(text.substring(done), found);
    }
  }

  private int beginningAt(String text, int at) {
    if (firstCharacters.indexOf(text.charAt(at)) >= 0) {
      for (int i = 0; i < longestFirst.size(); i++) {
        if (text.startsWith(longestFirst.get(i).content(), at)) {
          return i;
        }
      }
    }
    return NONE;
  }
}
