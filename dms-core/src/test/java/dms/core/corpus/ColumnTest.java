package dms.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTest {
  @ParameterizedTest
  @ValueSource(strings = {"form", "upos", "misc", "misc.IFD_tag", "named-entity", "aðal_mark"})
  void singleNameIsItsOwnOnlyPart(String spec) {
    Column column = Column.parse(spec);

    assertThat(column.spec()).isEqualTo(spec);
    assertThat(column.joined()).isFalse();
    assertThat(column.parts()).containsExactly(column);
    assertThat(column.split("a+b")).containsExactly("a+b");
  }

  @Test
  void joinedColumnListsItsPartsInOrder() {
    Column column = Column.parse("upos+feats+misc.IFD_tag");

    assertThat(column.joined()).isTrue();
    assertThat(column.parts())
        .containsExactly(Column.UPOS, Column.FEATS, Column.parse("misc.IFD_tag"));
  }

  @Test
  void splittingIsExactEvenForTagsThatHoldAPlus() {
    Column column = Column.parse("xpos+feats");

    assertThat(column.split(String.join(Column.JOINER, "ADV+WQ", "_")))
        .containsExactly("ADV+WQ", "_");
  }

  @Test
  void splittingAnotherNumberOfValuesIsRefused() {
    assertThatThrownBy(() -> Column.parse("upos+feats").split("NOUN"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("upos+feats: expected 2 values")
        .hasMessageContaining("found 1");
    assertThatThrownBy(() -> Column.UPOS.split("NOUN\t_"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void columnsWithTheSameSpecAreEqual() {
    assertThat(Column.parse("upos")).isEqualTo(Column.UPOS).hasSameHashCodeAs(Column.UPOS);
    assertThat(Column.parse("upos+feats")).isEqualTo(Column.parse("upos+feats"));
    assertThat(Column.parse("feats+upos")).isNotEqualTo(Column.parse("upos+feats"));
    assertThat(List.of(Column.FORM, Column.LEMMA, Column.XPOS)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "+",
        "upos+",
        "+upos",
        "upos++feats",
        "up os",
        "upos\t",
        "a\u00A0b",
        "misc.",
        "misc.a=b",
        "misc.a|b",
        "upos+upos",
        "x\n",
        "x\u0000"
      })
  void malformedSpecIsRefusedSayingWhatIsAllowed(String spec) {
    assertThatThrownBy(() -> Column.parse(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed are form, lemma, upos")
        .hasMessageContaining("misc.KEY");
  }
}
