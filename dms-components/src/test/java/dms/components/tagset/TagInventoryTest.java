package dms.components.tagset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.corpus.Column;
import dms.core.vocab.Vocabulary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagInventoryTest {
  private static final Column BOTH = Column.parse("upos+feats");
  private static final TagScheme SCHEME = UdScheme.of(BOTH);
  private static final Map<String, Long> COUNTS =
      Map.of("N\tA=x|B=y", 5L, "N\tA=z|B=y", 1L, "X\t_", 2L);

  @TempDir Path folder;

  private static TagInventory learn(boolean keep, long wholeCount, String... more) {
    return TagInventory.learn(COUNTS, List.of(more), SCHEME, keep, wholeCount);
  }

  @Test
  void folderInPlaceOfAFileIsNamedWithTheSetting(@TempDir Path folder) {
    assertThatThrownBy(() -> TagSchemes.list(folder.toString(), Column.XPOS, List.of()))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(folder + ": expected a file, found a folder")
        .hasMessageContaining("the setting inventory");
  }

  @Test
  void tagsAndValuesAreNumberedInTheirOrderAndNoneIsAValueWhereATagHasNone() {
    TagInventory inventory = learn(false, 0, "Y\tA=x");
    assertThat(inventory.tags().symbols())
        .containsExactly("N\tA=x|B=y", "N\tA=z|B=y", "X\t_", "Y\tA=x");
    assertThat(inventory.seen().symbols()).doesNotContain("Y\tA=x").hasSize(3);
    assertThat(inventory.categories().names()).containsExactly("A", "B", "upos");
    assertThat(inventory.categories().values().symbols())
        .containsExactly("A=", "A=x", "A=z", "B=", "B=y", "upos=N", "upos=X", "upos=Y");
    assertThat(inventory.values("N\tA=z|B=y")).containsExactly(2, 4, 5);
    assertThat(inventory.values("X\t_")).containsExactly(0, 3, 6);
  }

  @Test
  void tagOutsideOfTheInventoryHasTheValuesThatAreKnown() {
    TagInventory inventory = learn(false, 0);
    assertThat(inventory.values("V\tA=x|B=new"))
        .containsExactly(1, TagCategories.UNKNOWN, TagCategories.UNKNOWN);
    assertThat(inventory.values("no such tag")).containsOnly(TagCategories.UNKNOWN).hasSize(3);
  }

  @Test
  void valuesInACategoryAreThoseOfEveryTag() {
    TagInventory inventory = learn(false, 0);
    for (int category = 0; category < inventory.categories().size(); category++) {
      int[] values = inventory.valuesIn(category);
      assertThat(values).hasSize(inventory.tags().size());
      for (int tag = 0; tag < values.length; tag++) {
        assertThat(values[tag]).isEqualTo(inventory.values(inventory.tags().symbol(tag))[category]);
      }
    }
  }

  @Test
  void tagThatCannotBeSplitIsRefusedByNameOrKeptWhole() {
    assertThatThrownBy(() -> learn(false, 0, "N\tB=y|A=x", "broken"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot split 2 tags: N\tB=y|A=x, broken")
        .hasMessageContaining("unsplittable = keep");
    TagInventory kept = learn(true, 0, "N\tB=y|A=x", "broken");
    assertThat(kept.categories().values().symbols())
        .contains("whole=", "whole=broken", "whole=N\tB=y|A=x");
    assertThat(distinctValues(kept)).isEqualTo(kept.tags().size());
  }

  @Test
  void tagsSeenOftenEnoughHaveAValueOfTheirOwn() {
    TagInventory inventory = learn(false, 2);
    assertThat(inventory.categories().values().symbols())
        .contains("whole=", "whole=N\tA=x|B=y", "whole=X\t_")
        .doesNotContain("whole=N\tA=z|B=y");
    assertThat(distinctValues(inventory)).isEqualTo(3);
  }

  private static long distinctValues(TagInventory inventory) {
    return inventory.tags().symbols().stream()
        .map(tag -> Arrays.toString(inventory.values(tag)))
        .distinct()
        .count();
  }

  @Test
  void keptValuesGiveTheSameCategories() {
    TagInventory inventory = learn(true, 2, "broken");
    Vocabulary values = inventory.categories().values();
    TagInventory again =
        new TagInventory(inventory.tags(), inventory.seen(), TagCategories.of(SCHEME, values));
    for (String tag : List.of("N\tA=x|B=y", "N\tA=z|B=y", "broken", "V\tA=x", "other")) {
      assertThat(again.values(tag)).as(tag).isEqualTo(inventory.values(tag));
    }
  }

  @Test
  void keptFilesThatDoNotBelongTogetherAreRefused() {
    TagInventory inventory = learn(false, 0);
    TagCategories fewer = TagCategories.of(SCHEME, Vocabulary.of(List.of("A=x", "upos=N")));
    assertThatThrownBy(() -> new TagInventory(inventory.tags(), inventory.seen(), fewer))
        .hasMessageContaining("has values that the categories [A, upos] lack");
    assertThatThrownBy(() -> TagCategories.of(SCHEME, Vocabulary.of(List.of("A=x", "B=y", "A=z"))))
        .hasMessageContaining("category 'A' stand apart");
    assertThatThrownBy(() -> TagCategories.of(SCHEME, Vocabulary.of(List.of("A"))))
        .hasMessageContaining("expected category=value, found 'A'");
  }

  @Test
  void tooManyTagsAreRefused() {
    List<String> many = IntStream.range(0, 50_001).mapToObj(i -> "N" + i + "\t_").toList();
    assertThatThrownBy(() -> TagInventory.learn(COUNTS, many, SCHEME, false, 0))
        .hasMessageContaining("expected at most 50000 tags, found 50004");
  }

  @Test
  void listOfTagsIsReadLineByLine() throws IOException {
    Path file = Files.writeString(folder.resolve("tags.txt"), "N\tA=x\nX\t_\n");
    assertThat(TagSchemes.list(file.toString(), BOTH, List.of())).containsExactly("N\tA=x", "X\t_");
  }

  @ParameterizedTest
  @CsvSource({"''", "N A=x", "'N\tA=x '", "'N\t_\t_'"})
  void damagedListIsRefusedWithLine(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("tags.txt"), "N\tA=x\n" + line + "\n");
    assertThatExceptionOfType(TagsetFormatException.class)
        .isThrownBy(() -> TagSchemes.list(file.toString(), BOTH, List.of()))
        .withMessageStartingWith(file + ":2: expected a value of the column upos+feats");
  }

  @Test
  void missingFileIsRefusedWithTheNearestNames() {
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> TagSchemes.list("gramar", BOTH, List.of("training", "grammar")))
        .withMessageContaining("no file 'gramar'; did you mean grammar?");
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> TagSchemes.description("mim-gold"))
        .withMessageStartingWith("scheme: expected ud, mim-gold-2.0, ifd or a file");
  }
}
