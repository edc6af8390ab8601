package dms.hub.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.RuleBasedBreakIterator;
import dms.hub.text.Piece.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces that a language's rules and lists make of a text.
 *
 * <p>The break iterator sees at most {@code maxLength} characters without a blank at once: a rule
 * that reads far ahead and fails, as that of e-mail addresses can, is tried again at each piece,
 * and the time it takes would grow as the square of a run's length.
 */
final class RulePieces implements PieceFinder {
  private final LanguageRules rules;
  private final Compounds compounds;
  private final FullStops fullStops;
  private final int maxLength;

  RulePieces(LanguageRules rules, int maxLength) {
    this.rules = rules;
    this.compounds = new Compounds(rules);
    this.fullStops = new FullStops(rules, maxLength);
    this.maxLength = maxLength;
  }

  @Override
  public List<Piece> pieces(String text, int begin, int end) {
    RuleBasedBreakIterator iterator = rules.tokens().clone();
    List<Piece> pieces = new ArrayList<>();
    for (int from = begin; from < end; ) {
      int to = Runs.boundedEnd(text, from, end, maxLength);
      addPieces(iterator, text, from, to, pieces);
      from = to;
    }
    return fullStops.join(text, compounds.takeApart(text, pieces));
  }

  /** A line end is put behind the text, for the rules that ask for a blank. */
  private static void addPieces(
      RuleBasedBreakIterator iterator, String text, int begin, int end, List<Piece> pieces) {
    iterator.setText(text.substring(begin, end) + "\n");
    int from = iterator.first();
    for (int to = iterator.next(); to != BreakIterator.DONE; from = to, to = iterator.next()) {
      if (begin + from < end && !Blanks.isBlank(text.charAt(begin + from))) {
        pieces.add(new Piece(begin + from, begin + to, Kind.ofStatus(iterator.getRuleStatus())));
      }
    }
  }
}
