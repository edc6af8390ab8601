package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.hub.TinyModel;
import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
  @TempDir private Path folder;

  @Test
  void bothParagraphsAreShownAsTables() throws IOException {
    Bundle tiny = Bundle.read(TinyModel.ofXpos().write(folder.resolve("tiny")));
    List<String> asked = new ArrayList<>();
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(
                new DemoCommand(
                    (name, spec) -> {
                      asked.add(name);
                      return tiny;
                    },
                    false))
            .setOut(new PrintWriter(out, true))
            .execute("--threads", "1");
    assertThat(code).isZero();
    assertThat(asked).containsExactly("is-small", "en-small");
    assertThat(out.toString())
        .contains("Icelandic, tagged by tiny 1.0.0:", "Amma bjó í litlu húsi", "English, tagged by")
        .containsPattern("\nfisherm?en +tag")
        .contains("form")
        .contains("dms tag --model is-small");
    assertThat(out.toString().split("\nform +xpos +lemma", -1)).hasSize(3);
  }

  @Test
  void aModelThatIsNotThereIsTold() {
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(
                new DemoCommand(
                    (name, spec) -> {
                      throw new NoSuchFileException(name, null, "there is no such model");
                    },
                    false))
            .setExecutionExceptionHandler(new ErrorReport())
            .setErr(new PrintWriter(err, true))
            .execute();
    assertThat(code).isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err.toString()).contains("is-small: there is no such model");
  }
}
