package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTableTest {
  @Test
  void columnsAreAsWideAsTheirWidestValueAndAbsentValuesAreBlank() {
    Sentence sentence = Sentence.ofForms(List.of("Hún", "las"));
    sentence =
        sentence.withTokens(
            List.of(sentence.tokens().get(0).with(Column.UPOS, "PRON"), sentence.tokens().get(1)));
    assertThat(new SentenceTable(List.of(Column.FORM, Column.UPOS)).of(sentence))
        .isEqualTo(
            """
            form  upos
            ────  ────
            Hún   PRON
            las
            """);
  }
}
