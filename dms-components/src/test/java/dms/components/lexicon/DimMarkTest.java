package dms.components.lexicon;

import static dms.components.lexicon.DimFeature.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Marks as features. */
class DimMarkTest {
  static Stream<Arguments> marks() {
    return Stream.of(
        arguments(
            "kk", "ÞGFETgr2", Set.of(NOUN, MASCULINE, DATIVE, SINGULAR, SUFFIXED_ARTICLE, VARIANT)),
        arguments(
            "lo",
            "ESB-HK-NFFT",
            Set.of(ADJECTIVE, SUPERLATIVE, STRONG, NEUTER, NOMINATIVE, PLURAL)),
        arguments(
            "lo", "MST-KVK-EFET", Set.of(ADJECTIVE, COMPARATIVE, FEMININE, GENITIVE, SINGULAR)),
        arguments(
            "so",
            "GM-FH-NT-1P-ET",
            Set.of(VERB, ACTIVE, INDICATIVE, PRESENT, FIRST_PERSON, SINGULAR)),
        arguments(
            "so",
            "OP-það-MM-VH-ÞT-3P-ET",
            Set.of(VERB, DUMMY_SUBJECT, MIDDLE, SUBJUNCTIVE, PAST, THIRD_PERSON, SINGULAR)),
        arguments(
            "so",
            "OP-ÞF-GM-FH-NT-3P-FT",
            Set.of(VERB, ACCUSATIVE_SUBJECT, ACTIVE, INDICATIVE, PRESENT, THIRD_PERSON, PLURAL)),
        arguments(
            "so",
            "SP-GM-FH-NT-2P-ET",
            Set.of(
                VERB,
                DimFeature.SUFFIXED_PRONOUN,
                ACTIVE,
                INDICATIVE,
                PRESENT,
                SECOND_PERSON,
                SINGULAR)),
        arguments("so", "GM-BH-ST", Set.of(VERB, ACTIVE, IMPERATIVE, CLIPPED)),
        arguments("so", "GM-NH-ÞT", Set.of(VERB, ACTIVE, INFINITIVE, PAST)),
        arguments("so", "MM-SAGNB3", Set.of(VERB, MIDDLE, SUPINE, VARIANT)),
        arguments("so", "LHNT", Set.of(VERB, PRESENT_PARTICIPLE)),
        arguments(
            "so",
            "LHÞT-SB-KK-NFET",
            Set.of(VERB, PAST_PARTICIPLE, STRONG, MASCULINE, NOMINATIVE, SINGULAR)),
        arguments(
            "fn", "HK-NFET-SERST", Set.of(PRONOUN, NEUTER, NOMINATIVE, SINGULAR, STANDS_ALONE)),
        arguments("afn", "ÞGF", Set.of(REFLEXIVE_PRONOUN, DATIVE)),
        arguments("ao", "EST", Set.of(ADVERB, SUPERLATIVE)),
        arguments("nhm", "OBEYGJANLEGT", Set.of(INFINITIVE_MARKER, UNINFLECTED)));
  }

  @ParameterizedTest
  @MethodSource("marks")
  void aMarkSaysItsFeatures(String wordClass, String mark, Set<DimFeature> features) {
    DimEntry entry = DimFiles.entry("a", wordClass, "a", mark);
    assertThat(DimMark.of(entry).orElseThrow().features()).isEqualTo(features);
  }

  @ParameterizedTest
  @CsvSource({
    "kk,NFXX",
    "xx,NFET",
    "kk,KVK-NFET",
    "so,GM-FH-VH-NT-3P-ET",
    "so,OP-GM-FH-NT-3P-ET",
    "so,GM--NH"
  })
  void whatIsNoMarkIsUnknown(String wordClass, String mark) {
    assertThat(DimMark.of(DimFiles.entry("a", wordClass, "a", mark))).isEmpty();
  }

  @Test
  void aBitIsADimension() {
    DimMark mark = DimMark.of(DimFiles.entry("a", "kk", "a", "NFET")).orElseThrow();
    List<DimFeature> features = List.copyOf(mark.features());
    assertThat(mark.bits()).isEqualTo(features.stream().mapToLong(f -> 1L << f.ordinal()).sum());
    assertThat(DimFeature.values()).hasSizeLessThan(Long.SIZE);
  }
}
