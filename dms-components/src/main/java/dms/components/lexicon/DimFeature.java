package dms.components.lexicon;

import java.util.Locale;

/**
 * What an entry of the DIM can say of a form, in the order of the dimensions of its vector: the
 * ordinal is the dimension.
 */
public enum DimFeature {
  /** Word classes kk, kvk and hk. */
  NOUN(Category.WORD_CLASS),
  /** Word class lo. */
  ADJECTIVE(Category.WORD_CLASS),
  /** Word class so. */
  VERB(Category.WORD_CLASS),
  /** Word class ao. */
  ADVERB(Category.WORD_CLASS),
  /** Word class fn. */
  PRONOUN(Category.WORD_CLASS),
  /** Word class pfn. */
  PERSONAL_PRONOUN(Category.WORD_CLASS),
  /** Word class afn. */
  REFLEXIVE_PRONOUN(Category.WORD_CLASS),
  /** Word class gr. */
  FREE_ARTICLE(Category.WORD_CLASS),
  /** Word class to. */
  NUMERAL(Category.WORD_CLASS),
  /** Word class rt. */
  ORDINAL(Category.WORD_CLASS),
  /** Word class fs. */
  PREPOSITION(Category.WORD_CLASS),
  /** Word class st. */
  CONJUNCTION(Category.WORD_CLASS),
  /** Word class uh. */
  INTERJECTION(Category.WORD_CLASS),
  /** Word class nhm. */
  INFINITIVE_MARKER(Category.WORD_CLASS),
  /** KK, and word class kk. */
  MASCULINE(Category.GENDER),
  /** KVK, and word class kvk. */
  FEMININE(Category.GENDER),
  /** HK, and word class hk. */
  NEUTER(Category.GENDER),
  /** ET. */
  SINGULAR(Category.NUMBER),
  /** FT. */
  PLURAL(Category.NUMBER),
  /** NF. */
  NOMINATIVE(Category.CASE),
  /** ÞF. */
  ACCUSATIVE(Category.CASE),
  /** ÞGF. */
  DATIVE(Category.CASE),
  /** EF. */
  GENITIVE(Category.CASE),
  /** gr. */
  SUFFIXED_ARTICLE(Category.ARTICLE),
  /** FSB and FVB of adjectives, FST of adverbs. */
  POSITIVE(Category.DEGREE),
  /** MST. */
  COMPARATIVE(Category.DEGREE),
  /** ESB and EVB of adjectives, EST of adverbs. */
  SUPERLATIVE(Category.DEGREE),
  /** FSB, ESB and SB. */
  STRONG(Category.DECLENSION),
  /** FVB and EVB. */
  WEAK(Category.DECLENSION),
  /** GM. */
  ACTIVE(Category.VOICE),
  /** MM. */
  MIDDLE(Category.VOICE),
  /** FH. */
  INDICATIVE(Category.VERB_FORM),
  /** VH. */
  SUBJUNCTIVE(Category.VERB_FORM),
  /** BH. */
  IMPERATIVE(Category.VERB_FORM),
  /** NH. */
  INFINITIVE(Category.VERB_FORM),
  /** SAGNB. */
  SUPINE(Category.VERB_FORM),
  /** LHNT. */
  PRESENT_PARTICIPLE(Category.VERB_FORM),
  /** LHÞT. */
  PAST_PARTICIPLE(Category.VERB_FORM),
  /** NT. */
  PRESENT(Category.TENSE),
  /** ÞT. */
  PAST(Category.TENSE),
  /** 1P. */
  FIRST_PERSON(Category.PERSON),
  /** 2P. */
  SECOND_PERSON(Category.PERSON),
  /** 3P. */
  THIRD_PERSON(Category.PERSON),
  /** ST: an imperative without the pronoun, as in far beside farðu. */
  CLIPPED(Category.IMPERATIVE_FORM),
  /** SP: the verb with the pronoun suffixed, as in ertu. */
  SUFFIXED_PRONOUN(Category.SUFFIXED_PRONOUN),
  /** OP-ÞF: impersonal, its subject in the accusative. */
  ACCUSATIVE_SUBJECT(Category.IMPERSONAL),
  /** OP-ÞGF. */
  DATIVE_SUBJECT(Category.IMPERSONAL),
  /** OP-EF. */
  GENITIVE_SUBJECT(Category.IMPERSONAL),
  /** OP-það: impersonal, its subject the dummy það. */
  DUMMY_SUBJECT(Category.IMPERSONAL),
  /** OBEYGJANLEGT. */
  UNINFLECTED(Category.INFLECTION),
  /** SERST: a pronoun that stands alone, as in sérhvað beside sérhvert. */
  STANDS_ALONE(Category.USE),
  /** 2 or 3 after the mark: another form with the same mark. */
  VARIANT(Category.VARIANT);

  private final Category category;

  DimFeature(Category category) {
    this.category = category;
  }

  /** What the feature is a value of; a form of a word has at most one value of each. */
  public Category category() {
    return category;
  }

  /** The feature's bit in {@link DimMark#bits}. */
  long bit() {
    return 1L << ordinal();
  }

  /** The name in the documentation, as in {@code past participle}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Groups of features that exclude each other. */
  public enum Category {
    /** Noun, adjective and so on. */
    WORD_CLASS,
    /** Of a noun, or what it agrees with. */
    GENDER,
    /** Singular or plural. */
    NUMBER,
    /** Of four cases. */
    CASE,
    /** Whether a noun has its article suffixed. */
    ARTICLE,
    /** Of adjectives and adverbs. */
    DEGREE,
    /** Strong or weak. */
    DECLENSION,
    /** Active or middle. */
    VOICE,
    /** Mood of finite forms, and which of the others it is. */
    VERB_FORM,
    /** Present or past. */
    TENSE,
    /** Of verbs. */
    PERSON,
    /** Whether an imperative is clipped. */
    IMPERATIVE_FORM,
    /** Whether a verb has its pronoun suffixed. */
    SUFFIXED_PRONOUN,
    /** The subject of an impersonal verb. */
    IMPERSONAL,
    /** Whether there is any. */
    INFLECTION,
    /** Whether a pronoun stands alone. */
    USE,
    /** Whether it is another form with the same mark. */
    VARIANT;

    /** The name in the documentation, as in {@code verb form}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
