package dms.components.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.corpus.ConlluReader;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table measured on a treebank. */
class DimAgreementTest {
  private static List<Sentence> sentences() throws IOException {
    String text =
        """
        1	Hest	hestur	NOUN	N-A	Case=Acc|Definite=Ind|Number=Sing	0	root	_	IFD_tag=nkeo
        2	til	til	ADP	P	_	1	case	_	IFD_tag=ae
        3	hest	hestur	NOUN	N-N	Case=Nom|Definite=Ind|Number=Sing	1	obj	_	IFD_tag=nken
        4	hest	merar	NOUN	N-A	Case=Acc|Definite=Ind|Number=Sing	1	obj	_	IFD_tag=nkeo

        """;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (SentenceReader reader = new ConlluReader(new ByteArrayInputStream(bytes), "tiny.conllu")) {
      return reader.readAll();
    }
  }

  private static DimAgreement measure(TagStyle style) throws IOException {
    return DimAgreement.measure(
        sentences(),
        DimFiles.reader("hestur;1;kk;alm;hest;ÞFET", "til;2;fs;alm;til;OBEYGJANLEGT"),
        style,
        line -> {});
  }

  @Test
  void aTokenAgreesIfItsTagIsAmongThoseOfItsFormAndLemma() throws IOException {
    DimAgreement agreement = measure(TagStyle.MODERN);
    assertThat(agreement.byWordClass())
        .containsOnly(
            Map.entry("NOUN", new DimAgreement.Counts(3, 2, 1, 1, 1)),
            Map.entry("ADP", new DimAgreement.Counts(1, 1, 1, 1, 1)));
    assertThat(agreement.differences(9))
        .containsExactly(
            Map.entry(
                "NOUN: NOUN N-N Case=Nom|Definite=Ind|Number=Sing"
                    + " instead of NOUN N-A Case=Acc|Definite=Ind|Number=Sing",
                1L));
  }

  @Test
  void theOlderTagsOfTheTreebankAreReadAsRevisedOnes() throws IOException {
    assertThat(measure(TagStyle.MIM).total()).isEqualTo(new DimAgreement.Counts(4, 3, 2, 3, 2));
  }
}
