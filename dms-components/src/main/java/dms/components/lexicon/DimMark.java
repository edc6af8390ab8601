package dms.components.lexicon;

import static dms.components.lexicon.DimFeature.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The grammatical mark of an entry as features, its word class among them: {@code so
 * GM-FH-NT-3P-ET} is verb, active, indicative, present, third person, singular.
 */
public final class DimMark {
  private static final Map<String, List<DimFeature>> CLASSES =
      Map.ofEntries(
          Map.entry("kk", List.of(NOUN, MASCULINE)),
          Map.entry("kvk", List.of(NOUN, FEMININE)),
          Map.entry("hk", List.of(NOUN, NEUTER)),
          Map.entry("lo", List.of(ADJECTIVE)),
          Map.entry("so", List.of(VERB)),
          Map.entry("ao", List.of(ADVERB)),
          Map.entry("fn", List.of(PRONOUN)),
          Map.entry("pfn", List.of(PERSONAL_PRONOUN)),
          Map.entry("afn", List.of(REFLEXIVE_PRONOUN)),
          Map.entry("gr", List.of(FREE_ARTICLE)),
          Map.entry("to", List.of(NUMERAL)),
          Map.entry("rt", List.of(ORDINAL)),
          Map.entry("fs", List.of(PREPOSITION)),
          Map.entry("st", List.of(CONJUNCTION)),
          Map.entry("uh", List.of(INTERJECTION)),
          Map.entry("nhm", List.of(INFINITIVE_MARKER)));

  /** What stands between the hyphens of a mark, the OP of impersonal verbs joined with its case. */
  private static final Map<String, List<DimFeature>> PIECES = pieces();

  private final EnumSet<DimFeature> features;

  private DimMark(EnumSet<DimFeature> features) {
    this.features = features;
  }

  private static Map<String, List<DimFeature>> pieces() {
    Map<String, List<DimFeature>> pieces =
        new HashMap<>(
            Map.ofEntries(
                Map.entry("KK", List.of(MASCULINE)),
                Map.entry("KVK", List.of(FEMININE)),
                Map.entry("HK", List.of(NEUTER)),
                Map.entry("ET", List.of(SINGULAR)),
                Map.entry("FT", List.of(PLURAL)),
                Map.entry("FSB", List.of(POSITIVE, STRONG)),
                Map.entry("FVB", List.of(POSITIVE, WEAK)),
                Map.entry("ESB", List.of(SUPERLATIVE, STRONG)),
                Map.entry("EVB", List.of(SUPERLATIVE, WEAK)),
                Map.entry("FST", List.of(POSITIVE)),
                Map.entry("MST", List.of(COMPARATIVE)),
                Map.entry("EST", List.of(SUPERLATIVE)),
                Map.entry("SB", List.of(STRONG)),
                Map.entry("OBEYGJANLEGT", List.of(UNINFLECTED)),
                Map.entry("SERST", List.of(STANDS_ALONE))));
    pieces.putAll(verbPieces());
    pieces.putAll(casePieces());
    return Map.copyOf(pieces);
  }

  private static Map<String, List<DimFeature>> verbPieces() {
    return Map.ofEntries(
        Map.entry("GM", List.of(ACTIVE)),
        Map.entry("MM", List.of(MIDDLE)),
        Map.entry("FH", List.of(INDICATIVE)),
        Map.entry("VH", List.of(SUBJUNCTIVE)),
        Map.entry("BH", List.of(IMPERATIVE)),
        Map.entry("NH", List.of(INFINITIVE)),
        Map.entry("SAGNB", List.of(SUPINE)),
        Map.entry("LHNT", List.of(PRESENT_PARTICIPLE)),
        Map.entry("LHÞT", List.of(PAST_PARTICIPLE)),
        Map.entry("NT", List.of(PRESENT)),
        Map.entry("ÞT", List.of(PAST)),
        Map.entry("1P", List.of(FIRST_PERSON)),
        Map.entry("2P", List.of(SECOND_PERSON)),
        Map.entry("3P", List.of(THIRD_PERSON)),
        Map.entry("ST", List.of(CLIPPED)),
        Map.entry("SP", List.of(DimFeature.SUFFIXED_PRONOUN)),
        Map.entry("OP+ÞF", List.of(ACCUSATIVE_SUBJECT)),
        Map.entry("OP+ÞGF", List.of(DATIVE_SUBJECT)),
        Map.entry("OP+EF", List.of(GENITIVE_SUBJECT)),
        Map.entry("OP+það", List.of(DUMMY_SUBJECT)));
  }

  /** NF, NFET, NFETgr and so on. */
  private static Map<String, List<DimFeature>> casePieces() {
    Map<String, List<DimFeature>> pieces = new HashMap<>();
    Map.of("NF", NOMINATIVE, "ÞF", ACCUSATIVE, "ÞGF", DATIVE, "EF", GENITIVE)
        .forEach(
            (caseCode, kase) -> {
              pieces.put(caseCode, List.of(kase));
              Map.of("ET", SINGULAR, "FT", PLURAL)
                  .forEach(
                      (numberCode, number) -> {
                        String code = caseCode + numberCode;
                        pieces.put(code, List.of(kase, number));
                        pieces.put(code + "gr", List.of(kase, number, SUFFIXED_ARTICLE));
                      });
            });
    return pieces;
  }

  /**
   * The features of an entry, or empty if its word class or mark is none that is known: a piece
   * between hyphens means nothing, or two exclude each other.
   */
  public static Optional<DimMark> of(DimEntry entry) {
    String mark = entry.unnumberedMark().replaceFirst("^OP-", "OP+");
    List<DimFeature> found = new ArrayList<>(CLASSES.getOrDefault(entry.wordClass(), List.of()));
    boolean known = !found.isEmpty();
    for (String piece : mark.split("-", -1)) {
      List<DimFeature> more = PIECES.getOrDefault(piece, List.of());
      known &= !more.isEmpty();
      found.addAll(more);
    }
    long categories = found.stream().map(DimFeature::category).distinct().count();
    if (!known || categories < found.size()) {
      return Optional.empty();
    }
    if (entry.isVariant()) {
      found.add(VARIANT);
    }
    return Optional.of(new DimMark(EnumSet.copyOf(found)));
  }

  /** The features in the order of the dimensions. */
  public Set<DimFeature> features() {
    return Collections.unmodifiableSet(features);
  }

  /** The features as bits: that of dimension i has the value 2^i. */
  public long bits() {
    return features.stream().mapToLong(DimFeature::bit).reduce(0, (left, right) -> left | right);
  }

  @Override
  public String toString() {
    return features.toString();
  }
}
