package dms.train.eval.conll;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A syntactic word with what is compared of it.
 *
 * @param span of the token that it is, or of the multiword token that it is a part of
 * @param partOfToken whether it is a part of a multiword token
 * @param feats the universal features only, sorted
 * @param parent index of its head in {@link ConllTreebank#words}, or {@link #ROOT}
 * @param deprel relation to the head, without its subtype
 */
record ConllWord(
    Span span,
    boolean partOfToken,
    String form,
    String lemma,
    String upos,
    String xpos,
    String feats,
    int parent,
    String deprel) {
  /** In place of the parent's index where the word is the root of its sentence. */
  static final int ROOT = -1;

  private static final Set<String> CONTENT_RELATIONS =
      words(
          "acl advcl advmod amod appos ccomp compound conj csubj dep discourse dislocated expl",
          "fixed flat goeswith iobj list nmod nsubj nummod obj obl orphan parataxis reparandum",
          "root vocative xcomp");
  private static final Set<String> FUNCTION_RELATIONS = words("aux case cc clf cop det mark");
  private static final Set<String> UNIVERSAL_FEATURES =
      words(
          "Abbr Animacy Aspect Case Definite Degree Evident Foreign Gender Mood NumType Number",
          "Person Polarity Polite Poss PronType Reflex Tense VerbForm Voice");

  private static Set<String> words(String... lines) {
    return Set.of(String.join(" ", lines).split(" "));
  }

  /** Of a line's ten columns. */
  static ConllWord of(String[] columns, Span span, boolean partOfToken, int parent) {
    return new ConllWord(
        span,
        partOfToken,
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        universalFeatures(columns[5]),
        parent,
        columns[7].split(":", 2)[0]);
  }

  private static String universalFeatures(String feats) {
    if (feats.equals("_")) {
      return "";
    }
    return Arrays.stream(feats.split("\\|"))
        .filter(feature -> UNIVERSAL_FEATURES.contains(feature.split("=", 2)[0]))
        .sorted()
        .collect(Collectors.joining("|"));
  }

  /** Whether CLAS, MLAS and BLEX count it. */
  boolean isContentWord() {
    return CONTENT_RELATIONS.contains(deprel);
  }

  /** Whether it counts for its head in MLAS. */
  boolean isFunctionWord() {
    return FUNCTION_RELATIONS.contains(deprel);
  }

  boolean sameFeatures(ConllWord other) {
    return feats.equals(other.feats);
  }

  boolean sameUpos(ConllWord other) {
    return upos.equals(other.upos);
  }

  boolean sameTags(ConllWord other) {
    return sameUpos(other) && xpos.equals(other.xpos) && sameFeatures(other);
  }

  /** Any lemma will do where the gold word, which this is, has none. */
  boolean sameLemma(ConllWord system) {
    return lemma.equals("_") || lemma.equals(system.lemma);
  }
}
