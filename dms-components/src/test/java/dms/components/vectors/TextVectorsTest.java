package dms.components.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text files of vectors are read as they are written, or refused with file, line and reason. */
class TextVectorsTest {
  @TempDir private Path folder;

  static Stream<Arguments> sound() {
    return Stream.of(
        Arguments.of("first line", "2 3\nbók 1 -2.5 3e-2\nlas 0 0 1\n"),
        Arguments.of("no first line", "bók 1 -2.5 3e-2\nlas 0 0 1\n"),
        Arguments.of("no line end at the end", "bók 1 -2.5 3e-2\nlas 0 0 1"),
        Arguments.of("blank at the end of a line", "2 3\nbók 1 -2.5 3e-2 \nlas 0 0 1 \n"),
        Arguments.of("tabs", "bók\t1\t-2.5\t3e-2\nlas\t0\t0\t1\n"),
        Arguments.of("CRLF", "2 3\r\nbók 1 -2.5 3e-2\r\nlas 0 0 1\r\n"),
        Arguments.of("brackets", "bók;[1,-2.5,3e-2]\nlas;[0,0,1]\n"),
        Arguments.of("brackets with blanks", "bók;[1, -2.5 ,3e-2 ]\nlas;[ 0,0, 1]\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sound")
  void everyWayOfWritingIsRead(String what, String text) throws IOException {
    for (String name : new String[] {"v.vec", "v.vec.gz"}) {
      Map<String, float[]> read = VectorFiles.read(VectorFiles.write(folder.resolve(name), text));
      assertThat(read).as(what).containsOnlyKeys("bók", "las");
      assertThat(read.get("bók")).containsExactly(1f, -2.5f, 0.03f);
      assertThat(read.get("las")).containsExactly(0, 0, 1);
    }
  }

  @Test
  void formMayHoldWhatEndsAFormElsewhere() throws IOException {
    Path nHot = VectorFiles.write(folder.resolve("n.gz"), ";;[1,0]\na;[b;[0,1]\na b;[1,1]\n");
    assertThat(VectorFiles.read(nHot)).containsOnlyKeys(";", "a;[b", "a b");
    Path text = VectorFiles.write(folder.resolve("t.vec"), "a\u00a0b 1 2\nc\u2028;[ 3 4\n");
    assertThat(VectorFiles.read(text)).containsOnlyKeys("a\u00a0b", "c\u2028;[");
  }

  static Stream<Arguments> damaged() {
    return Stream.of(
        Arguments.of("", "v.vec: expected vectors, found an empty file"),
        Arguments.of("2 3\n", "v.vec:1: expected vectors, found none"),
        Arguments.of(
            "a 1 2\nb 1\n", "v.vec:2: expected 2 numbers, as in the lines before, found 1"),
        Arguments.of("1 2\na 1 2 3\n", "v.vec:2: expected 2 numbers"),
        Arguments.of("a 1 2\nb 1 2 3\n", "v.vec:2: expected 2 numbers"),
        Arguments.of("a 1 2\n\nb 1 2\n", "v.vec:2: expected a form, found none"),
        Arguments.of("a 1 2\nb 1 zwei\n", "v.vec:2: expected a number, found 'zwei'"),
        Arguments.of("a 1 NaN\n", "v.vec:1: expected a finite number, found 'NaN'"),
        Arguments.of("a 1 1e99\n", "v.vec:1: expected a finite number, found '1e99'"),
        Arguments.of("a 1 2\n 1 2\n", "v.vec:2: expected a form, found none before the numbers"),
        Arguments.of("a\nb\n", "v.vec:1: expected at least one number after the form"),
        Arguments.of("1 0\na\n", "v.vec:2: expected at least one number after the form"),
        Arguments.of(
            "3 1\na 1\nb 2\n", "v.vec:3: expected 3 vectors, as the first line says, found 2"),
        Arguments.of(
            "1 1\na 1\nb 2\n", "v.vec:3: expected 1 vectors, as the first line says, found 2"),
        Arguments.of("a;[1,0]\nb;[1]\n", "v.vec:2: expected 2 numbers"),
        Arguments.of("a;[1,0]\nb;[1,]\n", "v.vec:2: expected 2 numbers"),
        Arguments.of("a;[1,0]\nb;[,1]\n", "v.vec:2: expected a number, found ''"),
        Arguments.of("a;[1,0]\nb [1,0]\n", "v.vec:2: expected form;[0,1,…], found 'b [1,0]'"),
        Arguments.of("a;[]\n", "v.vec:1: expected at least one number"));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void damageIsNamedWithFileAndLine(String text, String message) throws IOException {
    Path file = VectorFiles.write(folder.resolve("v.vec"), text);
    assertThatThrownBy(() -> VectorFiles.read(file))
        .isInstanceOf(VectorFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    byte[] latin1 = "a 1 2\nbók 1 2\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("v.vec"), latin1);
    assertThatThrownBy(() -> VectorFiles.read(file))
        .hasMessageContaining("v.vec:2: expected UTF-8");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.01, 0.5, 0.999})
  void cutGzipIsRefused(double share) throws IOException {
    byte[] whole = Files.readAllBytes(VectorFiles.golden("demo-n-hot.vec.gz"));
    byte[] part = Arrays.copyOf(whole, (int) (share * whole.length));
    Path file = Files.write(folder.resolve("cut.vec.gz"), part);
    assertThatThrownBy(() -> VectorFiles.read(file))
        .isInstanceOf(VectorFormatException.class)
        .hasMessageContaining("cut.vec.gz:")
        .hasMessageContaining("expected gzip, found a damaged or cut file");
  }

  @Test
  void plainTextIsNoGzipAndAMissingFileIsMissing() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain.gz"), "a 1 2\n");
    assertThatThrownBy(() -> VectorFiles.read(plain)).hasMessageContaining("expected gzip");
    assertThatThrownBy(() -> VectorFiles.read(folder.resolve("none.vec")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
