package dms.components.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.components.lexicon.LemmaCandidates.Match;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lemmas of a form and a tag. */
class DimLemmasTest {
  private static final String[] LINES = {
    "björn;1;kk;alm;björn;NFET",
    "björn;1;kk;alm;birni;ÞGFET",
    "Björn;2;kk;ism;Björn;NFET",
    "Björn;2;kk;ism;Birni;ÞGFET",
    "á;3;kvk;alm;á;NFET",
    "á;3;kvk;alm;á;ÞFET",
    "á;4;fs;alm;á;OBEYGJANLEGT",
    "eiga;5;so;alm;á;GM-FH-NT-1P-ET",
    "eiga;5;so;alm;á;GM-FH-NT-3P-ET",
    "ær;6;kvk;alm;á;ÞFET",
    "ær;6;kvk;alm;á;ÞGFET",
    "vér;7;pfn;alm;oss;ÞFFT",
    "gjöra;8;so;alm;gjörir;GM-FH-NT-3P-ET",
    "gjarna;9;ao;alm;heldur;MST",
    "gjarna;9;ao;alm;gjarna;FST"
  };

  @TempDir private Path folder;

  private DimLexicon lexicon;

  @BeforeEach
  void build() throws IOException {
    Path file = folder.resolve("lemmas.bin");
    DimLexicon.build(DimFiles.reader(LINES), file, line -> {});
    lexicon = DimLexicon.open(file);
  }

  private LemmaCandidates lemmas(TagStyle style, String column, String form, String tag) {
    return new DimLemmas(lexicon, style, Column.parse(column)).lemmas(form, tag);
  }

  @ParameterizedTest
  @CsvSource({
    "á,P,FORM_AND_TAG,á",
    "á,VBPI,FORM_AND_TAG,eiga",
    "á,N-N,FORM_AND_TAG,á",
    "á,N-A,FORM_AND_TAG,á ær",
    "á,N-D,FORM_AND_TAG,ær",
    "á,N-G,FORM_AND_CLASS,á ær",
    "á,VBDI,FORM_AND_CLASS,eiga",
    "á,ADJ-N,FORM,á eiga ær",
    "á,FW,FORM,á eiga ær",
    "Á,VBPI,FORM_AND_TAG,eiga",
    "Björn,NPR-N,FORM_AND_TAG,björn",
    "Björn,N-N,FORM_AND_TAG,björn",
    "BIRNI,NPR-D,FORM_AND_TAG,björn",
    "birni,NPR-D,FORM_AND_TAG,björn",
    "hestur,N-N,NONE,",
    "oss,PRO-A,FORM_AND_TAG,ég",
    "gjörir,DOPI,FORM_AND_TAG,gera",
    "heldur,ADVR,FORM_AND_TAG,heldur",
    "gjarna,ADV,FORM_AND_TAG,gjarna"
  })
  void theTagDecidesAsFarAsItCan(String form, String tag, Match match, String lemmas) {
    LemmaCandidates found = lemmas(TagStyle.ICEPAHC, "xpos", form, tag);
    assertThat(found.match()).isEqualTo(match);
    assertThat(found.lemmas())
        .containsExactlyInAnyOrder(lemmas == null ? new String[0] : lemmas.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "Björn,nken-s,FORM_AND_TAG,Björn",
    "Björn,nken,FORM_AND_TAG,björn",
    "BJÖRN,nkee-s,FORM_AND_CLASS,Björn",
    "BJÖRN,nkee,FORM_AND_CLASS,björn",
    "oss,fp1fo,FORM_AND_TAG,vér"
  })
  void mimGoldKeepsTheCapitalAndTheDimsLemmas(String form, String tag, Match match, String lemma) {
    LemmaCandidates found = lemmas(TagStyle.MIM, "misc.IFD_tag", form, tag);
    assertThat(found).isEqualTo(new LemmaCandidates(match, List.of(lemma)));
  }

  @ParameterizedTest
  @CsvSource({
    "upos, VERB, eiga",
    "upos, ADP, á",
    "upos+feats, VERB|Mood=Ind;Tense=Pres, eiga",
    "feats, Case=Dat;Definite=Ind;Number=Sing, ær"
  })
  void tagsCanBeInOtherColumns(String column, String tag, String lemma) {
    String value = tag.replace('|', '\t').replace(';', '|');
    assertThat(lemmas(TagStyle.MODERN, column, "á", value))
        .isEqualTo(new LemmaCandidates(Match.FORM_AND_TAG, List.of(lemma)));
  }

  @Test
  void entriesHaveTheTagsOfTheStyle() {
    DimLemmas modern = new DimLemmas(lexicon, TagStyle.MODERN, Column.XPOS);
    assertThat(modern.find("Birni"))
        .containsExactly(
            new LexiconEntry("björn", List.of(new DimTag("PROPN", "NPR-D", "_"))),
            new LexiconEntry(
                "björn", List.of(new DimTag("NOUN", "N-D", "Case=Dat|Definite=Ind|Number=Sing"))));
    assertThat(modern.find("")).isEmpty();
  }

  @Test
  void columnsThatTheStyleHasNoTagsForAreRefused() {
    assertThatThrownBy(() -> lemmas(TagStyle.MODERN, "deprel", "á", "obj"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected upos, xpos, feats or several of them");
    assertThatThrownBy(() -> lemmas(TagStyle.MIM, "upos+feats", "á", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Token token(String form, String lemma, String tag) {
    return Sentence.ofForms(List.of(form))
        .tokens()
        .get(0)
        .with(Column.UPOS, "X")
        .with(Column.LEMMA, lemma)
        .with(Column.XPOS, tag);
  }

  @Test
  void coverageCountsWhatIsKnownAndWhatCanBeReached() {
    List<Token> tokens =
        List.of(
            token("á", "eiga", "VBPI"),
            token("á", "ær", "P"),
            token("hestur", "hestur", "N-N"),
            token("hesti", "hestur", "N-D"));
    LemmaCoverage coverage =
        LemmaCoverage.measure(
            List.of(Sentence.ofForms(List.of("a", "b", "c", "d")).withTokens(tokens)),
            List.of(),
            new DimLemmas(lexicon, TagStyle.MODERN, Column.XPOS),
            Column.XPOS);
    assertThat(coverage.total()).isEqualTo(new LemmaCoverage.Counts(4, 2, 1, 2, 2));
    assertThat(coverage.byWordClass()).containsOnlyKeys("X");
    assertThat(coverage.byMatch()).containsOnlyKeys(Match.FORM_AND_TAG, Match.NONE);
    assertThat(coverage.differences(5)).containsExactly(Map.entry("á P: ær instead of á", 1L));
  }
}
