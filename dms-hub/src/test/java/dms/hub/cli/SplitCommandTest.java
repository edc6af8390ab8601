package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.corpus.CorpusFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code split} from file to file and through pipes. */
class SplitCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @Test
  void pipesGiveASentenceALine() {
    assertThat(run("Hún las t.d. 3. grein.\nHann\nsvaf.\n\nFyrirsögn\n\nLok", "-l", "is")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("Hún las t. d. 3. grein .\nHann svaf .\nFyrirsögn\nLok\n");
  }

  @Test
  void linesCanBeSentences() {
    assertThat(run("one\r\ntwo. Three", "-l", "en", "--lines")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo .\nThree\n");
  }

  @Test
  void filesAreReadAndWritten() throws IOException {
    Path input = Files.writeString(folder.resolve("in.txt"), "I don't.");
    Path output = folder.resolve("out.txt");

    assertThat(run("", "-l", "en", "-i", input.toString(), "-o", output.toString())).isZero();

    assertThat(output).hasContent("I do n't .");
  }

  @Test
  void severalFilesFoldersAndGlobsAreReadAndAPackedFileIsWritten() throws IOException {
    Path folder = Files.createDirectories(this.folder.resolve("texts"));
    Files.writeString(folder.resolve("b.txt"), "He can't.");
    Files.writeString(folder.resolve("a.txt"), "\uFEFFOne.\n\n  \n");
    Files.writeString(folder.resolve("c.md"), "No.");
    Path output = this.folder.resolve("out.txt.gz");

    assertThat(run("", "-l", "en", folder.toString(), "-o", output.toString())).isZero();
    assertThat(CorpusFormat.open(output)).hasContent("One .\nHe ca n't .\n");

    assertThat(run("", "-l", "en", folder + "/*.md", folder.resolve("b.txt").toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("No .\nHe ca n't .\n");
  }

  @Test
  void textWithoutBlankLinesIsSplitToo() {
    assertThat(run("A dog sleeps.\n".repeat(200_000), "-l", "en")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("A dog sleeps .\n".repeat(200_000));
  }

  @Test
  void whatIsNoLanguageIsAUsageError() {
    assertThat(run("", "-l", "??")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).startsWith("error: \"??\" is no language");
  }

  @Test
  void absentFileAndMalformedTextHaveTheirCodes() throws IOException {
    Path malformed = Files.write(folder.resolve("bad.txt"), new byte[] {'a', '\n', (byte) 0xFF});

    assertThat(run("", "-l", "en", "-i", folder.resolve("no.txt").toString()))
        .isEqualTo(ExitCodes.NO_INPUT);
    assertThat(run("", "-l", "en", "-i", malformed.toString())).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString()).contains("bad.txt:2");
  }

  private int run(String stdin, String... arguments) {
    StandardStreams streams =
        new StandardStreams(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)), out, false, false);
    return new CommandLine(new SplitCommand(streams))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(new ErrorReport())
        .execute(arguments);
  }
}
