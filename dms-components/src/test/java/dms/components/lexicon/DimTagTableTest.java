package dms.components.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The DIM's marks in the tag sets of corpora. */
class DimTagTableTest {
  @ParameterizedTest
  @CsvSource({
    "hestur,kk,hestinum,ÞGFETgr,nkeþg",
    "kona,kvk,kvenna,EFFT2,nvfe",
    "Ísland,hk,Íslandi,ÞGFET,nheþ-s",
    "Esja,kvk,Esjan,NFETgr,nvengs",
    "góður,lo,góðum,FSB-KK-ÞGFET,lkeþsf",
    "góður,lo,góðu,FVB-HK-NFFT,lhfnvf",
    "góður,lo,betri,MST-KVK-NFET,lvenvm",
    "góður,lo,besta,EVB-KK-ÞFET,lkeove",
    "fara,so,fer,GM-FH-NT-3P-ET,sfg3en",
    "fara,so,færust,MM-VH-ÞT-3P-FT,svm3fþ",
    "fara,so,fara,GM-NH,sng",
    "mun,so,mundu,GM-NH-ÞT,sng--þ",
    "fara,so,farðu,GM-BH-ET,sbg2en",
    "fara,so,far,GM-BH-ST,sbg2en",
    "fara,so,farið,GM-SAGNB,sþghen",
    "fara,so,farandi,LHNT,slg",
    "fara,so,farna,LHÞT-SB-KK-ÞFFT,sþgkfo",
    "vanta,so,vantar,OP-ÞF-GM-FH-NT-1P-FT,sfg3en",
    "vera,so,ertu,SP-GM-FH-NT-2P-ET,sfg2en",
    "ég,pfn,mér,ÞGFET,fp1eþ",
    "þú,pfn,ykkur,ÞFFT,fp2fo",
    "hún,pfn,hennar,EFET,fpvee",
    "sá,fn,þann,KK-ÞFET,fakeo",
    "sinn,fn,sína,KVK-ÞFET,feveo",
    "enginn,fn,ekkert,HK-NFET,fohen",
    "sérhver,fn,sérhvað,HK-NFET-SERST,fohen",
    "slíkur,fn,slík,KVK-NFET,fbven",
    "hinn,gr,hins,KK-EFET,gkee",
    "tveir,to,tveim,KK-ÞGFFT2,tfkfþ",
    "þriðji,rt,þriðja,KVK-NFET,lvenvf",
    "vel,ao,betur,MST,aam",
    "vel,ao,best,EST,aae",
    "hér,ao,hér,OBEYGJANLEGT,aa",
    "til,fs,til,OBEYGJANLEGT,af",
    "og,st,og,OBEYGJANLEGT,c",
    "sem,st,sem,OBEYGJANLEGT,ct",
    "að,nhm,að,OBEYGJANLEGT,cn",
    "jæja,uh,jæja,OBEYGJANLEGT,au"
  })
  void mimGold(String lemma, String wordClass, String form, String mark, String tag) {
    DimTagTable table = DimTagTable.of(TagStyle.MIM);
    assertThat(table.tags(DimFiles.entry(lemma, wordClass, form, mark)).tags())
        .extracting(DimTag::xpos)
        .containsExactly(tag);
  }

  @ParameterizedTest
  @CsvSource({
    "ICEPAHC,hestur,kk,hestinum,ÞGFETgr,NOUN,N-D,Case=Dat|Definite=Def|Gender=Masc|Number=Sing",
    "MODERN,hestur,kk,hestar,NFFT,NOUN,NS-N,Case=Nom|Definite=Ind|Number=Plur",
    "ICEPAHC,Jón,kk,Jóni,ÞGFET,PROPN,NPR-D,Case=Dat|Definite=Ind|Gender=Masc|Number=Sing",
    "MODERN,Jón,kk,Jóni,ÞGFET,PROPN,NPR-D,_",
    "ICEPAHC,góður,lo,betri,MST-KVK-NFET,ADJ,ADJR-N,Case=Nom|Definite=Def|Degree=Cmp|Gender=Fem|Number=Sing",
    "MODERN,mikill,lo,mesta,EVB-KK-ÞFET,DET,QS-A,Case=Acc|Degree=Pos",
    "ICEPAHC,fara,so,fór,GM-FH-ÞT-3P-ET,VERB,VBDI,Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin|Voice=Act",
    "MODERN,fara,so,fari,GM-VH-NT-3P-ET,VERB,VBPS,Mood=Sub|Tense=Pres",
    "MODERN,vera,so,er,GM-FH-NT-3P-ET,AUX,BEPI,Mood=Ind|Tense=Pres",
    "MODERN,geta,so,getað,GM-SAGNB,AUX,MDN,Tense=Past|VerbForm=Part",
    "ICEPAHC,fara,so,fara,GM-NH,VERB,VB,VerbForm=Inf|Voice=Act",
    "ICEPAHC,hann,pfn,hans,EFET,PRON,PRO-G,Case=Gen|Gender=Masc|Number=Sing|PronType=Prs",
    "MODERN,ég,pfn,mig,ÞFET,PRON,PRO-A,Case=Acc",
    "ICEPAHC,tveir,to,tveir,KK-NFFT,NUM,NUM-N,Case=Nom|Gender=Masc|Number=Plur|NumType=Card",
    "MODERN,vel,ao,betur,MST,ADV,ADVR,Degree=Cmp",
    "MODERN,ekki,ao,ekki,OBEYGJANLEGT,ADV,NEG,_",
    "ICEPAHC,hinn,gr,hins,KK-EFET,DET,D-G,Case=Gen|Gender=Masc|Number=Sing"
  })
  void treebanks(
      TagStyle style,
      String lemma,
      String wordClass,
      String form,
      String mark,
      String upos,
      String xpos,
      String feats) {
    assertThat(DimTagTable.of(style).tags(DimFiles.entry(lemma, wordClass, form, mark)).tags())
        .containsExactly(new DimTag(upos, xpos, feats));
  }

  @Test
  void aWordCanHaveSeveralTags() {
    DimTagTable table = DimTagTable.of(TagStyle.MODERN);
    assertThat(table.tags(DimFiles.entry("sex", "to", "sex", "OBEYGJANLEGT")).tags())
        .extracting(DimTag::xpos)
        .containsExactly("NUM-N", "NUM-A", "NUM-D", "NUM-G");
    assertThat(table.tags(DimFiles.entry("til", "fs", "til", "OBEYGJANLEGT")).tags())
        .extracting(DimTag::xpos)
        .containsExactly("P", "RP");
  }

  @Test
  void aMarkThatIsNotInTheTableHasNoTagAndAReason() {
    DimTagTable.Tagging tagging =
        DimTagTable.of(TagStyle.MIM).tags(DimFiles.entry("a", "kk", "a", "NFXX"));
    assertThat(tagging.tags()).isEmpty();
    assertThat(tagging.reason()).hasValue("mark that the table does not have");
  }

  @Test
  void everyMarkOfTheRealFileIsKnownAndHasATagInEveryStyle() throws IOException {
    Map<TagStyle, DimTagTable> tables = new EnumMap<>(TagStyle.class);
    for (TagStyle style : TagStyle.values()) {
      tables.put(style, DimTagTable.of(style));
    }
    Set<String> seen = new HashSet<>();
    List<String> failures = new ArrayList<>();
    long lines = 0;
    try (DimReader reader = DimReader.open(DimFiles.real())) {
      for (Optional<DimEntry> next = reader.read(); next.isPresent(); next = reader.read()) {
        DimEntry entry = next.get();
        lines++;
        if (seen.add(entry.wordClass() + " " + entry.mark())) {
          if (DimMark.of(entry).isEmpty()) {
            failures.add(entry.toString());
          }
          tables.forEach(
              (style, table) -> {
                if (table.tags(entry).tags().isEmpty()) {
                  failures.add(style + " " + entry + " " + table.tags(entry).reason());
                }
              });
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThat(lines).isEqualTo(7_426_759);
    assertThat(seen).hasSize(779);
  }
}
