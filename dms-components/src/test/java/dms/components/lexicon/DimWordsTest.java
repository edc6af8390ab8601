package dms.components.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words as a corpus. */
class DimWordsTest {
  private static final String[] LINES = {
    "hestur;1;kk;alm;hest;ÞFET",
    "hestur;2;kk;alm;hest;ÞFET2",
    "Jón;3;kk;ism;Jóni;ÞGFET",
    "annar hver;4;fn;alm;annar hver;KK-NFET",
    "hestur;5;kk;alm;hesturinn;NFXX"
  };

  @TempDir private Path folder;

  private static DimWords words(TagStyle style, boolean properNouns, String... lines)
      throws IOException {
    return DimWords.read(DimFiles.reader(lines), style, properNouns, line -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"words.tsv", "words.tsv.gz"})
  void theFileIsACorpusOfSentencesOfOneToken(String name) throws IOException {
    Path file = folder.resolve(name);
    words(TagStyle.ICEPAHC, true, LINES).write(file);
    try (SentenceReader reader = CorpusFormat.ofFile(file).reader(file)) {
      List<Sentence> sentences = reader.readAll();
      assertThat(sentences).hasSize(2).allMatch(sentence -> sentence.size() == 1);
      assertThat(sentences.get(1).tokens().get(0).value(Column.LEMMA)).hasValue("jón");
      assertThat(sentences.get(1).tokens().get(0).value(Column.parse("upos+feats")))
          .hasValue("PROPN\tCase=Dat|Definite=Ind|Gender=Masc|Number=Sing");
    }
  }

  @Test
  void mimGoldKeepsTheCapitalsOfLemmas() throws IOException {
    assertThat(words(TagStyle.MIM, true, LINES).words())
        .extracting(DimWord::lemma)
        .containsExactly("hestur", "Jón");
  }

  @Test
  void whatNoWordIsMadeOfIsCountedByItsReason() throws IOException {
    assertThat(words(TagStyle.MIM, false, LINES).leftOut().lines())
        .containsExactly(
            "1 left out: form or lemma of several words (first: line 4: fn;annar hver;KK-NFET)",
            "1 left out: mark that the table does not have (first: line 5: kk;hesturinn;NFXX)",
            "1 left out: proper noun (first: line 3: kk;Jóni;ÞGFET)");
  }

  private static String[] many() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add("nafn%d;1;hk;alm;nafn%d;NFET".formatted(i, i));
      lines.add("lo%d;1;lo;alm;lo%d;FSB-KK-NFET".formatted(i, i));
      lines.add("ég;1;pfn;alm;ég%d;NFET".formatted(i % 10));
      lines.add("so%d;1;so;alm;so%d;GM-NH".formatted(i % 5, i % 5));
    }
    return lines.toArray(String[]::new);
  }

  @Test
  void aSampleHasAllClosedClassesAndEquallyManyOfTheOthers() throws IOException {
    DimWords sample = words(TagStyle.MIM, true, many()).sample(61, 1);
    assertThat(sample.words().stream().collect(Collectors.groupingBy(DimWord::group)))
        .satisfies(groups -> assertThat(groups.get(DimWord.Group.CLOSED)).hasSize(10))
        .satisfies(groups -> assertThat(groups.get(DimWord.Group.VERBS)).hasSize(5))
        .satisfies(groups -> assertThat(groups.get(DimWord.Group.NOUNS)).hasSize(23))
        .satisfies(groups -> assertThat(groups.get(DimWord.Group.ADJECTIVES)).hasSize(23));
  }

  @Test
  void theSeedDecidesTheSample() throws IOException {
    DimWords words = words(TagStyle.MIM, true, many());
    List<DimWord> one = List.copyOf(words.sample(60, 1).words());
    assertThat(List.copyOf(words.sample(60, 1).words())).isEqualTo(one);
    assertThat(List.copyOf(words.sample(60, 2).words())).isNotEqualTo(one).hasSize(60);
    assertThat(words.sample(1_000, 1).words()).hasSize(words.words().size());
    assertThat(words.sample(3, 1).words()).hasSize(3);
  }
}
