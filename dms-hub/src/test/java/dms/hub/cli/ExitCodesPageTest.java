package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of the exit codes says what the commands do. */
class ExitCodesPageTest {
  private static List<Object> constants(Class<?> type) {
    return Arrays.stream(ExitCodes.class.getFields())
        .filter(field -> field.getType() == type && !field.getName().equals("HEADING"))
        .map(ExitCodesPageTest::value)
        .toList();
  }

  private static Object value(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theTableHasEveryCodeWithTheTextOfTheHelp() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/exit-codes.md")).stream()
            .filter(line -> line.matches("\\| [0-9]+ \\|.*"))
            .toList();
    List<String> expected =
        constants(String.class).stream()
            .map(text -> ((String) text).split(":", 2))
            .sorted((a, b) -> Integer.compare(Integer.parseInt(a[0]), Integer.parseInt(b[0])))
            .map(code -> "| %s | %s |".formatted(code[0], code[1]))
            .toList();
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void everyCodeHasAText() {
    List<String> texts = constants(String.class).stream().map(Object::toString).toList();
    assertThat(constants(int.class))
        .allSatisfy(code -> assertThat(texts).anyMatch(text -> text.startsWith(code + ":")))
        .hasSameSizeAs(texts);
  }
}
