package dms.hub.text;

import dms.hub.text.Abbreviations.Abbreviation;
import dms.hub.text.Piece.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins full stops to the abbreviations, initials and ordinals before them.
 *
 * <p>Where an abbreviation ends a sentence its full stop is a token of its own, as the treebanks
 * have it.
 */
final class FullStops {
  private final LanguageRules rules;
  private final int maxLength;

  FullStops(LanguageRules rules, int maxLength) {
    this.rules = rules;
    this.maxLength = maxLength;
  }

  /** The pieces with each full stop that belongs to the piece before it joined to that. */
  List<Piece> join(String text, List<Piece> pieces) {
    List<Piece> joined = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      boolean stopped =
          i + 1 < pieces.size()
              && pieces.get(i + 1).is(Kind.FULL_STOP)
              && piece.touches(pieces.get(i + 1))
              && isWordLike(piece)
              && piece.end() - piece.begin() < maxLength;
      if (!stopped) {
        addCut(text, piece, piece.kind(), joined);
        continue;
      }
      boolean begins = joined.isEmpty() || joined.get(joined.size() - 1).isTerminal();
      Piece next = i + 2 < pieces.size() ? pieces.get(i + 2) : null;
      Optional<Kind> kind = next == null ? Optional.empty() : kindOf(text, piece, begins, next);
      int end = kind.isPresent() ? pieces.get(i + 1).end() : piece.end();
      addCut(text, new Piece(piece.begin(), end, piece.kind()), kind.orElse(piece.kind()), joined);
      if (kind.isPresent()) {
        i++;
      }
    }
    return joined;
  }

  private static boolean isWordLike(Piece piece) {
    return piece.is(Kind.WORD) || piece.is(Kind.DOTTED) || piece.is(Kind.NUMBER);
  }

  /** Letters with full stops between them. */
  static boolean isAcronym(String form) {
    for (int at = 0; at < form.length(); at++) {
      boolean fits = at % 2 == 0 ? Character.isLetter(form.charAt(at)) : form.charAt(at) == '.';
      if (!fits) {
        return false;
      }
    }
    return form.length() % 2 == 1;
  }

  /** What a piece becomes together with the full stop behind it; nothing if they stay apart. */
  private Optional<Kind> kindOf(String text, Piece piece, boolean begins, Piece next) {
    String form = piece.in(text);
    int follower = text.codePointAt(next.begin());
    boolean apart = next.begin() > piece.end() + 1;
    Optional<Abbreviation> known = rules.abbreviations().find(form);
    if (known.isPresent()) {
      boolean ends = known.get().endsSentence() && apart && Character.isUpperCase(follower);
      boolean misses = known.get().beforeNumber() && !Character.isDigit(follower);
      return ends || misses ? Optional.empty() : Optional.of(Kind.ABBREVIATION);
    }
    if (rules.ordinal().matcher(form).matches()
        && (begins || Character.isLowerCase(follower) || !apart && next.is(Kind.OTHER))) {
      return Optional.of(Kind.ORDINAL);
    }
    boolean initial =
        piece.is(Kind.DOTTED)
            || form.length() == 1
                && Character.isUpperCase(form.charAt(0))
                && !rules.notInitials().contains(form);
    return initial ? Optional.of(Kind.ABBREVIATION) : Optional.empty();
  }

  /** Adds a piece, or the several that the list of abbreviations makes of it. */
  private void addCut(String text, Piece piece, Kind kind, List<Piece> pieces) {
    int begin = piece.begin();
    if (piece.is(Kind.DOTTED)) {
      String form = piece.in(text);
      String bare = form.endsWith(".") ? form.substring(0, form.length() - 1) : form;
      for (int cut : rules.abbreviations().find(bare).map(Abbreviation::cuts).orElse(List.of())) {
        pieces.add(new Piece(begin, piece.begin() + cut, Kind.ABBREVIATION));
        begin = piece.begin() + cut;
      }
    }
    pieces.add(new Piece(begin, piece.end(), kind));
  }
}
