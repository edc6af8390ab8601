package dms.hub.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The splitters that there are. */
public final class TextSplitters {
  private TextSplitters() {}

  /** The splitter for a language, given as its code, such as {@code is}. */
  public static TextSplitter of(String language) {
    Locale locale = Locale.forLanguageTag(language);
    return text -> sentences(text, locale);
  }

  private static List<TextSentence> sentences(String text, Locale locale) {
    List<TextSentence> sentences = new ArrayList<>();
    BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
    breaks.setText(text);
    for (int begin = breaks.first(), end = breaks.next();
        end != BreakIterator.DONE;
        begin = end, end = breaks.next()) {
      List<TextToken> tokens = tokens(text, begin, end, locale);
      if (!tokens.isEmpty()) {
        int last = tokens.get(tokens.size() - 1).end();
        sentences.add(new TextSentence(tokens.get(0).begin(), last, tokens));
      }
    }
    return sentences;
  }

  private static List<TextToken> tokens(String text, int from, int to, Locale locale) {
    List<TextToken> tokens = new ArrayList<>();
    BreakIterator breaks = BreakIterator.getWordInstance(locale);
    breaks.setText(text.substring(from, to));
    for (int begin = breaks.first(), end = breaks.next();
        end != BreakIterator.DONE;
        begin = end, end = breaks.next()) {
      String form = text.substring(from + begin, from + end);
      boolean blank =
          form.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
      if (!blank) {
        tokens.add(new TextToken(from + begin, from + end, form));
      }
    }
    return tokens;
  }
}
