package dms.components.lexicon;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The word class that a tag tells, coarse enough to be the same in all tag sets: a tag of UPOS, of
 * the IcePaHC tag set or of MIM-GOLD, which have no tag in common but those that mean the same.
 */
enum TagClass {
  PROPER_NOUN("PROPN|NPRS?|n.*s"),
  NOUN("NOUN|NS?|n.*"),
  ADJECTIVE("ADJ[RS]?|l.*"),
  /** With determiners, articles and quantifiers, which the tag sets draw lines between. */
  PRONOUN("PRON|DET|W?D|W?PRO|ES|MAN|OTHERS?|ONES?|SUCH|Q[RS]?|[fg].*"),
  NUMERAL("NUM|t.*"),
  VERB("VERB|AUX|(VB|VA|BE|BA|HV|HA|MD|DO|DA|RD|RA).*|s.*"),
  UNINFLECTED("ADV[RS]?|ADP|PART|[SC]CONJ|INTJ|WADV|NEG|ALSO|FP|R?P|C|CONJ|WQ|TO|[ac].*");

  /** Case and, of MIM-GOLD's proper nouns, what comes after the hyphen. */
  private static final String AFTER_HYPHEN = "(-.*)?";

  private final Pattern pattern;

  TagClass(String pattern) {
    this.pattern = Pattern.compile("(" + pattern + ")" + AFTER_HYPHEN);
  }

  /** The class of a tag; if columns are joined, the first tells it. */
  static Optional<TagClass> of(String tag) {
    int end = tag.indexOf('\t');
    String first = end < 0 ? tag : tag.substring(0, end);
    return Arrays.stream(values()).filter(c -> c.pattern.matcher(first).matches()).findFirst();
  }

  /** Whether two words can be the same; proper nouns are nouns. */
  boolean fits(TagClass other) {
    return common() == other.common();
  }

  private TagClass common() {
    return this == PROPER_NOUN ? NOUN : this;
  }
}
