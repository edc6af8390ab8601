package dms.hub.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The splitters of languages. */
public final class TextSplitters {
  private TextSplitters() {}

  /** The splitter of a language, by the rules that the JDK has for it. */
  public static TextSplitter of(String language) {
    Locale locale = Locale.forLanguageTag(language);
    return text -> {
      List<TextSentence> sentences = new ArrayList<>();
      BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
      breaks.setText(text);
      int begin = breaks.first();
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        List<TextToken> tokens = tokens(text, begin, end, locale);
        if (!tokens.isEmpty()) {
          int last = tokens.get(tokens.size() - 1).end();
          sentences.add(new TextSentence(tokens.get(0).begin(), last, tokens));
        }
        begin = end;
      }
      return List.copyOf(sentences);
    };
  }

  private static List<TextToken> tokens(String text, int from, int to, Locale locale) {
    List<TextToken> tokens = new ArrayList<>();
    BreakIterator breaks = BreakIterator.getWordInstance(locale);
    breaks.setText(text.substring(from, to));
    int begin = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      String form = text.substring(from + begin, from + end);
      if (!form.isBlank()) {
        tokens.add(new TextToken(from + begin, from + end, form));
      }
      begin = end;
    }
    return tokens;
  }
}
