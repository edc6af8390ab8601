package dms.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TSV in which every line is a sentence of its own, and sentences that name their corpus. */
class WordListTest {
  private static List<Sentence> words(String text, String... columns) throws IOException {
    List<Column> parsed = List.of(columns).stream().map(Column::parse).toList();
    try (SentenceReader reader =
        TsvReader.ofWords(CorpusSamples.stream(text), "words.tsv", parsed)) {
      return reader.readAll();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "form\tlemma\nhesta\thestur\nkonu\tkona\n",
        "form\tlemma\nhesta\thestur\n\nkonu\tkona\n\n",
        "form\tlemma\n\n\nhesta\thestur\nkonu\tkona"
      })
  void everyLineIsASentenceAndEmptyLinesArePassedOver(String text) throws IOException {
    List<Sentence> words = words(text);
    assertThat(words).hasSize(2).allMatch(word -> word.size() == 1);
    assertThat(words.get(1).tokens().get(0).value(Column.LEMMA)).contains("kona");
  }

  @Test
  void theColumnsCanBeNamedAndTheSourceIsTheLine() throws IOException {
    List<Sentence> words = words("hesta\thestur\nkonu\tkona\n", "form", "lemma");
    assertThat(words).extracting(Sentence::source).containsExactly("words.tsv:1", "words.tsv:2");
  }

  @Test
  void aLineWithTooFewCellsIsNamed() {
    assertThatThrownBy(() -> words("form\tlemma\nhesta\thestur\nkonu\n"))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageContaining("words.tsv:3")
        .hasMessageContaining("expected 2 cells");
  }

  @Test
  void aSentenceKeepsItsCorpusWhenItsTokensAreReplaced() {
    Sentence sentence = Sentence.ofForms(List.of("hesta"));
    assertThat(sentence.corpus()).isEmpty();
    Sentence named = sentence.inCorpus("modern");
    assertThat(named.withTokens(named.tokens()).corpus()).contains("modern");
    assertThat(named.source()).isEqualTo(sentence.source());
  }

  @ParameterizedTest
  @ValueSource(strings = {"xpos", "feats", "upos+feats", "misc.Gloss", "lemma"})
  void withoutValuesTheFormsAreLeftAndTheColumnIsEmpty(String spec) throws IOException {
    Column column = Column.parse(spec);
    Sentence full =
        CorpusSamples.conllu("1\thesta\thestur\tNOUN\tN\tCase=Acc\t0\troot\t_\tGloss=horse\n\n")
            .get(0)
            .inCorpus("modern");
    assertThat(full.tokens().get(0).value(column)).isPresent();
    Sentence bare = full.withoutValues(column);
    assertThat(bare.tokens().get(0).value(column)).isEmpty();
    assertThat(bare.tokens().get(0).form()).isEqualTo("hesta");
    assertThat(bare.corpus()).contains("modern");
    assertThat(bare.has(column)).isTrue();
  }

  @Test
  void aColumnIsThereOnlyWithAllOfItsParts() throws IOException {
    Sentence word = words("form\tupos\nhesta\tNOUN\n").get(0);
    assertThat(word.has(Column.UPOS)).isTrue();
    assertThat(word.has(Column.parse("upos+feats"))).isFalse();
    assertThat(Sentence.ofForms(List.of("a")).has(Column.parse("misc.Any"))).isTrue();
  }
}
