package dms.hub.text;

import dms.hub.text.Piece.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Takes apart what a language writes as one and its treebank holds for several tokens. */
final class Compounds {
  private final LanguageRules rules;

  Compounds(LanguageRules rules) {
    this.rules = rules;
  }

  /** The pieces with words joined by dots or hyphens, and contractions, taken apart. */
  List<Piece> takeApart(String text, List<Piece> pieces) {
    List<Piece> parts = new ArrayList<>(pieces.size() + 16);
    for (Piece piece : pieces) {
      switch (piece.kind()) {
        case DOTTED -> addDotted(text, piece, parts);
        case HYPHENATED -> addHyphenated(text, piece, parts);
        case WORD -> addContracted(text, piece, parts);
        default -> parts.add(piece);
      }
    }
    return parts;
  }

  private void addDotted(String text, Piece piece, List<Piece> parts) {
    String form = piece.in(text);
    if (rules.abbreviations().find(form).isPresent() || FullStops.isAcronym(form)) {
      parts.add(piece);
    } else if (isName(form)) {
      parts.add(new Piece(piece.begin(), piece.end(), Kind.OTHER));
    } else {
      addParts(text, piece, at -> text.charAt(at) == '.', Kind.FULL_STOP, parts);
    }
  }

  /** True for names of hosts, newsgroups, files and versions. */
  private boolean isName(String form) {
    String[] labels = form.split("\\.");
    String last = labels[labels.length - 1];
    if (Character.isDigit(last.charAt(0))) {
      return labels[0].chars().anyMatch(Character::isDigit);
    }
    return rules.suffixes().contains(last.toLowerCase(Locale.ROOT)) && !startsSentence(last)
        || labels.length > 2 && form.chars().allMatch(c -> c == '.' || Character.isLowerCase(c));
  }

  /** A capital and small letters: more likely a word after a full stop without a blank. */
  private static boolean startsSentence(String label) {
    return Character.isUpperCase(label.charAt(0))
        && label.chars().skip(1).anyMatch(Character::isLowerCase);
  }

  private void addHyphenated(String text, Piece piece, List<Piece> parts) {
    if (!rules.splitsHyphens()) {
      parts.add(new Piece(piece.begin(), piece.end(), Kind.WORD));
      return;
    }
    int first = piece.begin();
    while (!isHyphen(text.charAt(first))) {
      first++;
    }
    String prefix = LanguageRules.folded(text.substring(piece.begin(), first));
    int kept = rules.hyphenPrefixes().contains(prefix) ? first : -1;
    addParts(text, piece, at -> at != kept && isHyphen(text.charAt(at)), Kind.OTHER, parts);
  }

  private static boolean isHyphen(char unit) {
    return unit == '-' || unit == '\u2010' || unit == '\u2011';
  }

  /** Adds the words between separators of one character, and the separators as pieces of a kind. */
  private void addParts(
      String text, Piece piece, IntPredicate separates, Kind separator, List<Piece> parts) {
    int begin = piece.begin();
    for (int at = begin; at < piece.end(); at++) {
      if (separates.test(at)) {
        addContracted(text, new Piece(begin, at, kindOf(text, begin)), parts);
        parts.add(new Piece(at, at + 1, separator));
        begin = at + 1;
      }
    }
    addContracted(text, new Piece(begin, piece.end(), kindOf(text, begin)), parts);
  }

  private static Kind kindOf(String text, int begin) {
    return Character.isDigit(text.codePointAt(begin)) ? Kind.NUMBER : Kind.WORD;
  }

  private void addContracted(String text, Piece piece, List<Piece> parts) {
    if (rules.endings().isEmpty() && rules.contractions().isEmpty()) {
      parts.add(piece);
      return;
    }
    String folded = LanguageRules.folded(piece.in(text));
    if (folded.length() != piece.end() - piece.begin()) {
      parts.add(piece);
      return;
    }
    Optional<String> ending = endingOf(folded);
    if (ending.isPresent()) {
      int cut = piece.end() - ending.get().length();
      addContracted(text, new Piece(piece.begin(), cut, Kind.WORD), parts);
      parts.add(new Piece(cut, piece.end(), Kind.WORD));
      return;
    }
    int begin = piece.begin();
    for (int cut : rules.contractions().getOrDefault(folded, List.of())) {
      parts.add(new Piece(begin, piece.begin() + cut, Kind.WORD));
      begin = piece.begin() + cut;
    }
    parts.add(new Piece(begin, piece.end(), piece.kind()));
  }

  private Optional<String> endingOf(String folded) {
    return rules.endings().stream()
        .filter(ending -> folded.length() > ending.length() && folded.endsWith(ending))
        .findFirst();
  }
}
