package dms.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Table TABLE =
      new Table(
          List.of("without", "accuracy %", "difference"),
          List.of(List.of("words", "96.53", "+0.10"), List.of("c\td", "7.00", "–")));

  @Test
  void tsvHasAHeaderAndQuotesTabs() throws IOException {
    assertThat(TABLE.toTsv())
        .isEqualTo("without\taccuracy %\tdifference\nwords\t96.53\t+0.10\n\"c\td\"\t7.00\t–\n");
  }

  @Test
  void textIsAlignedNumbersToTheRightAndTextToTheLeft() {
    assertThat(
            new Table(
                    List.of("without", "accuracy %", "difference", "note"),
                    List.of(
                        List.of("words", "96.53", "+0.10", "rewired"),
                        List.of("þ", "7.00", "–", "")))
                .toText())
        .isEqualTo(
            """
            without  accuracy %  difference  note
            words         96.53       +0.10  rewired
            þ              7.00           –
            """);
  }

  @Test
  void rowOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table(List.of("a"), List.of(List.of("1", "2"))))
        .withMessage("table: expected 1 cells, found [1, 2]");
  }
}
