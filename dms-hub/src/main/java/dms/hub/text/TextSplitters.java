package dms.hub.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.Locale;

/**
 * The splitters of each language.
 *
 * <p>Icelandic and English have rules and word lists of their own, which follow their treebanks;
 * any other language, {@code und} among them, is split by ICU's rules and dictionaries.
 */
public final class TextSplitters {
  /** The tag of a language of which nothing is known, as of a model whose author named none. */
  private static final String UNDETERMINED = "und";

  private TextSplitters() {}

  /**
   * The splitter of a language with {@link SplitOptions#DEFAULT}.
   *
   * @param language BCP 47 tag, such as {@code is}, {@code en-GB} or {@code ja}
   * @return a splitter to keep: making one takes far longer than splitting a sentence
   * @throws IllegalArgumentException if the tag is not well-formed or names no language
   */
  public static TextSplitter of(String language) {
    return of(language, SplitOptions.DEFAULT);
  }

  /**
   * The splitter of a language.
   *
   * @param language BCP 47 tag, such as {@code is}, {@code en-GB} or {@code ja}
   * @param options limits, and what a line end means
   * @return a splitter to keep: making one takes far longer than splitting a sentence
   * @throws IllegalArgumentException if the tag is not well-formed or names no language
   */
  public static TextSplitter of(String language, SplitOptions options) {
    Locale locale = localeOf(language);
    if (LanguageRules.exist(locale.getLanguage())) {
      LanguageRules rules = LanguageRules.of(locale.getLanguage());
      return new BlockSplitter(
          new RulePieces(rules, options.maxTokenLength()), new RuleSentences(rules), options);
    }
    ULocale icu = ULocale.forLocale(locale);
    return new BlockSplitter(
        new IcuPieces(BreakIterator.getWordInstance(icu), options.maxTokenLength()),
        new IcuSentences(BreakIterator.getSentenceInstance(icu)),
        options);
  }

  /**
   * As {@link #of(String)}, but made when a text is split for the first time: for programs that
   * perhaps split none.
   *
   * @param language BCP 47 tag, such as {@code is}, {@code en-GB} or {@code ja}
   * @throws IllegalArgumentException if the tag is not well-formed or names no language
   */
  public static TextSplitter onFirstUse(String language) {
    localeOf(language);
    return new LateSplitter(() -> of(language));
  }

  private static Locale localeOf(String language) {
    Locale locale = Locale.forLanguageTag(language);
    if (locale.getLanguage().isEmpty() && !language.equals(UNDETERMINED)) {
      throw new IllegalArgumentException(
          "\"" + language + "\" is no language: expected a BCP 47 tag such as is, en-GB or ja");
    }
    return locale;
  }
}
