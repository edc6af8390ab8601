package dms.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
  private static List<Grid.Combination> grid(String... overrides) {
    return new Grid(List.of(overrides)).combinations();
  }

  @Test
  void everyCombinationIsThereAndTheLastSettingVariesFastest() {
    assertThat(grid("a=1,2", "fixed=7", "b=x,y"))
        .extracting(Grid.Combination::overrides)
        .containsExactly(
            List.of("a=1", "fixed=7", "b=x"),
            List.of("a=1", "fixed=7", "b=y"),
            List.of("a=2", "fixed=7", "b=x"),
            List.of("a=2", "fixed=7", "b=y"));
    assertThat(grid("a=1,2", "b=x,y").get(1).label()).isEqualTo("a=1,b=y");
  }

  @Test
  void commasInQuotesBracketsAndBracesBelongToAValue() {
    assertThat(grid("a=[1,2],[3]", "b=\"x, y\"", "~c", "+group/file", "d={e=1,f=2},{e=3}"))
        .extracting(Grid.Combination::overrides)
        .startsWith(List.of("a=[1,2]", "b=\"x, y\"", "~c", "+group/file", "d={e=1,f=2}"))
        .hasSize(4);
    assertThat(grid("a=\"x\\\",y\",z").get(0).overrides()).containsExactly("a=\"x\\\",y\"");
  }

  @Test
  void addedKeyGoesByItsNameInTheTable() {
    assertThat(grid("+a.b=1,2").get(0).values()).containsEntry("a.b", "1");
    assertThat(grid("+a.b=1,2").get(0).overrides()).containsExactly("+a.b=1");
  }

  @Test
  void nameOfTheFolderIsTheCombinationWhereAFolderCanBeCalledSo() {
    assertThat(grid("a=1,2").get(0).folderName()).isEqualTo("a=1");
    String slashed = grid("a=x/y,z").get(0).folderName();
    assertThat(slashed).matches("a=x_y-[0-9a-f]{8}");
    assertThat(grid("a=x:y,z").get(0).folderName()).isNotEqualTo(slashed);
    assertThat(grid("a=" + "long".repeat(60) + ",z").get(0).folderName()).hasSize(89);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1 | --multirun: expected a setting with several values, such as training.seed=1,2,3, found [a=1]",
        "a=1,,2 | --multirun: a=1,,2: expected different values with commas between them",
        "a=1,1 | --multirun: a=1,1: expected different values with commas between them"
      })
  void gridThatVariesNothingIsRefused(String override, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> grid(override)).withMessage(message);
  }

  @Test
  void keyThatIsVariedTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grid("a=1,2", "a=3,4"))
        .withMessage("--multirun: a is varied twice");
  }

  @ParameterizedTest
  @CsvSource({
    "a=1;2, a=3, a=3",
    "a=3, a=1;2, a=3",
    "+a=1;2, a=3, a=3",
    "a=1;2, +a=3, +a=3",
    "a=1;2, ~a, ~a"
  })
  void keyThatIsVariedAndFixedIsRefused(String first, String second, String fixed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grid(first.replace(';', ','), second.replace(';', ',')))
        .withMessage(
            "--multirun: %s: expected no other setting of a, which is varied; leave one of the two out"
                .formatted(fixed));
  }

  @Test
  void keyThatIsVariedTwiceIsRefusedWhetherItIsAddedOrNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grid("a=1,2", "+a=3,4"))
        .withMessage("--multirun: a is varied twice");
  }
}
