package dms.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
  private static final String WORDS = "Hún las bókina 😀 ";

  private static LineReader of(String text) {
    return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "a.txt");
  }

  private static List<String> parts(LineReader lines, int bytes) throws IOException {
    List<String> parts = new ArrayList<>();
    while (lines.nextPart(bytes)) {
      parts.add(lines.text() + (lines.endsLine() ? "$" : ""));
    }
    return parts;
  }

  @Test
  void aShortLineIsOnePart() throws IOException {
    assertThat(parts(of("\uFEFFeitt\r\ntvö og þrjú\n\nfjögur"), 20))
        .containsExactly("eitt$", "tvö og þrjú$", "$", "fjögur$");
  }

  @Test
  void aLongLineIsCutBehindBlanks() throws IOException {
    assertThat(parts(of("aa bbb cccc dd\ne"), 4)).containsExactly("aa bbb ", "cccc ", "dd$", "e$");
    assertThat(parts(of("aa bbb cccc \n"), 4)).containsExactly("aa bbb ", "cccc $");
    assertThat(parts(of("aa bbb "), 4)).containsExactly("aa bbb $");
  }

  @Test
  void aLineWithoutBlanksIsCutBetweenCharacters() throws IOException {
    assertThat(parts(of("a" + "😀".repeat(5) + "b\n"), 1)).containsExactly("a😀😀😀😀", "😀b$");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1 << 10, 1 << 16, 1 << 20})
  void partsMakeUpTheLines(int bytes) throws IOException {
    String text = WORDS.repeat(20_000) + "\n" + "ð".repeat(300_000) + "\r\n\n" + WORDS;
    String joined =
        String.join("", parts(of(text), bytes)).replace("$", "\n").replaceAll("\n$", "");
    assertThat(joined.equals(text.replace("\r", ""))).isTrue();
  }

  @Test
  void restOfALineAndItsNumberAreThoseOfTheLine() throws IOException {
    LineReader lines = of("aa bb cc\ndd\n");
    assertThat(lines.nextPart(2)).isTrue();
    assertThat(lines.line()).isEqualTo(1);
    assertThat(lines.next()).isTrue();
    assertThat(lines.text()).isEqualTo("bb cc");
    assertThat(lines.line()).isEqualTo(1);
    assertThat(lines.next()).isTrue();
    assertThat(lines.line()).isEqualTo(2);
    assertThat(lines.next()).isFalse();
  }

  @Test
  void faultsOfALaterPartAreToldByTheirPlaceInTheLine() {
    assertThatThrownBy(() -> parts(of("áa bb c\rc\n"), 3))
        .hasMessageContaining("a.txt:1")
        .hasMessageContaining("at character 8");
    byte[] bytes = "áa bb c?c\n".getBytes(StandardCharsets.UTF_8);
    bytes[8] = (byte) 0xFF;
    assertThatThrownBy(() -> parts(new LineReader(new ByteArrayInputStream(bytes), "a.txt"), 3))
        .hasMessageContaining("0xFF at byte 9");
  }
}
