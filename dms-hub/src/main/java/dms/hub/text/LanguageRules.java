package dms.hub.text;

import com.ibm.icu.text.RuleBasedBreakIterator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All that is known of a language, read from the files of its folder beside this class.
 *
 * @param tokens the rules of the pieces; a prototype that is cloned for each text
 * @param abbreviations words with a full stop
 * @param contractions words to take apart and where, in small letters
 * @param endings ends of words to cut off, in small letters
 * @param suffixes last labels of host and file names
 * @param splitsHyphens true if hyphenated words are taken apart
 * @param hyphenPrefixes first parts that stay with the word behind their hyphen
 * @param ordinal what is one token with a full stop behind it
 * @param notInitials capitals that are words
 * @param endsBeforeSmallLetter true if a sentence may begin with a small letter
 */
record LanguageRules(
    RuleBasedBreakIterator tokens,
    Abbreviations abbreviations,
    Map<String, List<Integer>> contractions,
    List<String> endings,
    Set<String> suffixes,
    boolean splitsHyphens,
    Set<String> hyphenPrefixes,
    Pattern ordinal,
    Set<String> notInitials,
    boolean endsBeforeSmallLetter) {

  /** True if there are rules for the language. */
  static boolean exist(String language) {
    return LanguageResource.text(language + "/language.properties").isPresent();
  }

  /**
   * Reads the rules of a language.
   *
   * @throws IllegalStateException if a file is missing or wrong
   */
  static LanguageRules of(String language) {
    String folder = language + "/";
    Properties properties = LanguageResource.properties(folder + "language.properties");
    List<String> contractions = LanguageResource.lines(folder + "contractions.txt");
    return new LanguageRules(
        new RuleBasedBreakIterator(
            LanguageResource.require("tokens.rbbi")
                + LanguageResource.require(folder + "tokens.rbbi")),
        new Abbreviations(LanguageResource.lines(folder + "abbreviations.txt")),
        contractedWords(contractions),
        contractions.stream()
            .filter(line -> line.startsWith("|"))
            .map(e -> e.substring(1))
            .toList(),
        Set.copyOf(LanguageResource.lines("suffixes.txt")),
        property(properties, "hyphens").equals("split"),
        Set.copyOf(LanguageResource.lines(folder + "hyphen-prefixes.txt")),
        Pattern.compile(property(properties, "ordinal")),
        Set.of(property(properties, "not-initials").split(" ")),
        Boolean.parseBoolean(property(properties, "sentence-before-small-letter")));
  }

  private static Map<String, List<Integer>> contractedWords(List<String> lines) {
    Map<String, List<Integer>> words = new HashMap<>();
    for (String line : lines) {
      if (!line.startsWith("|")) {
        words.put(line.replace("|", ""), Abbreviations.cuts(line));
      }
    }
    return Map.copyOf(words);
  }

  private static String property(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalStateException("language.properties has no \"" + key + "\"");
    }
    return value;
  }

  /** A text as it stands in the lists of words: small letters, one kind of apostrophe. */
  static String folded(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replace('\u2019', '\'')
        .replace('\u02BC', '\'')
        .replace('`', '\'');
  }
}
