package dms.core.corpus;

import static dms.core.corpus.CorpusSamples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConlluDamageTest {
  /** Four sound lines before the damage, so that it is at line 5. */
  private static final String SOUND = "# sent_id = 1\n" + row("1", "a") + row("2", "b") + "\n";

  private static final String NINE = "1\ta" + "\t_".repeat(7);

  static Stream<Arguments> damages() {
    return Stream.concat(damagedLines(), damagedIds());
  }

  private static Stream<Arguments> damagedLines() {
    return Stream.of(
        arguments("nine columns", NINE + "\n", 5, "", "found 9"),
        arguments("eleven columns", NINE + "\t_\t_\n", 5, "", "found 11"),
        arguments("trailing tab", NINE + "\t_\t\n", 5, "", "remove the last tab"),
        arguments("blanks for tabs", "1 a _ _ _ _ _ _ _ _\n", 5, "", "found 1"),
        arguments("two tabs together", "1\t\ta" + "\t_".repeat(8) + "\n", 5, "", "found 11"),
        arguments("a line of prose", "Hello world\n", 5, "", "expected 10 columns"),
        arguments("a tab as empty line", row("1", "a") + "\t\n", 6, "", "blanks or tabs"),
        arguments("a blank as empty line", row("1", "a") + " \n", 6, "", "blanks or tabs"),
        arguments("nine tabs", "\t\t\t\t\t\t\t\t\t\n", 5, "", "blanks or tabs"),
        arguments("no-break space as empty line", "\u00A0\n", 5, "", "\\u00A0"),
        arguments("empty form", "1\t" + "\t_".repeat(8) + "\n", 5, "FORM", "found an empty one"),
        arguments("form of a blank", row("1", " "), 5, "FORM", "expected a word"),
        arguments("form of a no-break space", row("1", "\u00A0"), 5, "FORM", "\\u00A0"),
        arguments("empty lemma", "1\ta\t" + "\t_".repeat(7) + "\n", 5, "LEMMA", "write _"),
        arguments("empty tag", "1\ta\t_\t" + "\t_".repeat(6) + "\n", 5, "UPOS", "write _"),
        arguments("empty last column", NINE + "\t\n", 5, "MISC", "write _"),
        arguments("empty form of a range", "1-2\t" + "\t_".repeat(8) + "\n", 5, "FORM", "write _"),
        arguments("comment after a row", row("1", "a") + "# b\n", 6, "", "the comment \"# b\""),
        arguments("comment after a range", row("1-2", "a") + "# b\n", 6, "", "the comment"),
        arguments("comments only", "# a\n# b\n\n" + SOUND, 5, "", "one word or more"),
        arguments("comments at the end", "# a", 5, "", "one word or more"),
        arguments("range only", row("1-2", "a") + "\n", 5, "", "one word or more"),
        arguments("empty node only", row("0.1", "a") + "\n", 5, "", "one word or more"),
        arguments("lone CR in a form", row("1", "a\rb"), 5, "", "character 4"),
        arguments("lone CR as line end", "# a\r" + row("1", "a"), 5, "", "carriage return"),
        arguments("CR twice", "# a\r\r\n", 5, "", "carriage return"),
        arguments("CR at the very end", row("1", "a") + "# a\r", 6, "", "carriage return"),
        arguments("mark in the middle", "\uFEFF" + row("1", "a"), 5, "ID", "\\uFEFF"));
  }

  private static Stream<Arguments> damagedIds() {
    return Stream.of(
        arguments("no empty line between", SOUND.stripTrailing() + "\n" + SOUND, 8, "", "comment"),
        arguments("ID starts again", row("1", "a") + row("1", "b"), 6, "ID", "the word 2"),
        arguments("ID left out", row("1", "a") + row("3", "b"), 6, "ID", "found \"3\""),
        arguments("IDs from 0", row("0", "a"), 5, "ID", "the word 1"),
        arguments("IDs from 2", row("2", "a"), 5, "ID", "the word 1"),
        arguments("IDs out of order", row("2", "a") + row("1", "b"), 5, "ID", "the word 1"),
        arguments("negative ID", row("-1", "a"), 5, "ID", "found \"-1\""),
        arguments("leading zero", row("01", "a"), 5, "ID", "found \"01\""),
        arguments("blank in the ID", row("1 ", "a"), 5, "ID", "found \"1 \""),
        arguments("word as ID", row("x", "a"), 5, "ID", "found \"x\""),
        arguments("Arabic digit as ID", row("١", "a"), 5, "ID", "found"),
        arguments("underscore as ID", row("_", "a"), 5, "ID", "found"),
        arguments("empty ID", row("", "a"), 5, "ID", "an empty one"),
        arguments("huge ID", row("4294967297", "a"), 5, "ID", "found"),
        arguments("range backwards", row("1", "a") + row("2-1", "b"), 6, "ID", "begins with it"),
        arguments("range too late", row("1", "a") + row("1-2", "b"), 6, "ID", "begins with it"),
        arguments("range too early", row("2-3", "b") + row("1", "a"), 5, "ID", "begins with it"),
        arguments("range without end", row("1-", "a"), 5, "ID", "found \"1-\""),
        arguments("range of three", row("1-2-3", "a"), 5, "ID", "found"),
        arguments("range twice", row("1-2", "a") + row("1-2", "a"), 6, "ID", "overlap"),
        arguments(
            "ranges overlap",
            row("1-2", "x") + row("1", "a") + row("2-3", "y") + row("2", "b") + row("3", "c"),
            7,
            "ID",
            "overlap"),
        arguments("range past the end", row("1-3", "x") + row("1", "a"), 5, "", "up to 3"),
        arguments(
            "empty node after range",
            row("1-2", "x") + row("0.1", "a"),
            6,
            "ID",
            "after its range"),
        arguments("empty node of no word", row("1.1", "a"), 5, "ID", "empty node 0.1"),
        arguments("empty node from 2", row("1", "a") + row("1.2", "b"), 6, "ID", "node 1.1"),
        arguments("empty node from 0", row("1", "a") + row("1.0", "b"), 6, "ID", "node 1.1"),
        arguments(
            "empty nodes out of order",
            row("1", "a") + row("1.2", "b") + row("1.1", "c"),
            6,
            "ID",
            "node 1.1"),
        arguments("empty node without number", row("1", "a") + row("1.", "b"), 6, "ID", "found"),
        arguments("empty node 1.1.1", row("1", "a") + row("1.1.1", "b"), 6, "ID", "found"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void damageIsRefusedWithFileLineAndColumn(
      String name, String damaged, long line, String column, String message) {
    assertRefused((SOUND + damaged).getBytes(StandardCharsets.UTF_8), line, column, message);
  }

  static Stream<Arguments> malformedBytes() {
    return Stream.of(
        arguments("Latin-1", new byte[] {'a', (byte) 0xE6, 'b'}, "0xE6 at byte 4"),
        arguments("overlong", new byte[] {(byte) 0xC0, (byte) 0x80}, "0xC0 at byte 3"),
        arguments("cut short", new byte[] {(byte) 0xC3}, "0xC3 at byte 3"),
        arguments("surrogate", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, "0xED"),
        arguments("UTF-16 mark", new byte[] {(byte) 0xFF, (byte) 0xFE}, "0xFF"),
        arguments("lone continuation", new byte[] {(byte) 0x80}, "0x80"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformedBytes")
  void malformedUtf8IsRefusedWithItsLine(String name, byte[] form, String message) {
    byte[] before = (SOUND + "1\t").getBytes(StandardCharsets.UTF_8);
    byte[] after = ("\t_".repeat(8) + "\n\n" + SOUND).getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[before.length + form.length + after.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(form, 0, all, before.length, form.length);
    System.arraycopy(after, 0, all, before.length + form.length, after.length);

    assertRefused(all, 5, "", message);
  }

  private static void assertRefused(byte[] file, long line, String column, String message) {
    try (SentenceReader reader = new ConlluReader(new ByteArrayInputStream(file), "dev.conllu")) {
      if (line > 4) {
        assertThat(reader.read()).as("sound sentence before the damage").isPresent();
      }
      CorpusFormatException refusal =
          catchThrowableOfType(CorpusFormatException.class, reader::readAll);

      assertThat(refusal).as("refusal").isNotNull();
      assertThat(refusal.file()).isEqualTo("dev.conllu");
      assertThat(refusal.line()).isEqualTo(line);
      assertThat(refusal.column().orElse("")).isEqualTo(column);
      assertThat(refusal)
          .hasMessageStartingWith("dev.conllu:" + line + ": ")
          .hasMessageContaining(message)
          .hasMessageContaining("expected ");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readerThatFailedOrIsClosedSaysSo() throws IOException {
    SentenceReader reader = new ConlluReader(CorpusSamples.stream("x\n" + SOUND), "dev.conllu");
    catchThrowableOfType(CorpusFormatException.class, reader::read);

    assertThat(catchThrowableOfType(IllegalStateException.class, reader::read))
        .hasMessageContaining("dev.conllu: the reader failed at line 1");
    reader.close();
    assertThat(catchThrowableOfType(IllegalStateException.class, reader::read))
        .hasMessageContaining("is closed");
  }
}
