package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.hub.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion of the shells, asked as the shell asks it. */
class CompletionTest {
  @TempDir private Path folder;

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    int code = Main.commandLine().setOut(new PrintWriter(out, true)).execute("completion", shell);
    assertThat(code).isZero();
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dms l | 1 | lemmatize lexicon",
        "dms tag --out | 2 | --output --output-format --output-columns",
        "dms lexicon v | 2 | vectors",
        "dms completion | 2 | bash zsh"
      })
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there need be no bash")
  void bashCompletesCommandsAndOptions(String words, int index, String expected) throws Exception {
    Path file = Files.writeString(folder.resolve("dms.bash"), script("bash"));
    String ask =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_dms; echo ${COMPREPLY[@]}"
            .formatted(file, words, index);
    Process bash = new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(answer).isZero();
    assertThat(answer.strip().split("\\s+")).contains(expected.split(" "));
  }

  @Test
  void zshLoadsWhatTheScriptOfBashNeeds() throws IOException {
    assertThat(script("zsh"))
        .startsWith("autoload -U +X compinit && compinit\n")
        .contains("bashcompinit");
    assertThat(
            Main.commandLine()
                .setErr(new PrintWriter(new StringWriter()))
                .execute("completion", "fish"))
        .isEqualTo(ExitCodes.USAGE);
  }
}
