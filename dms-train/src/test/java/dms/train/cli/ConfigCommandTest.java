package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.train.reference.ConfigurationReference;
import dms.train.reference.MarkdownPage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code dms config} also tells what can be configured. */
class ConfigCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int config(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("config"));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void describeTellsTheSettingsOfAComponentType() {
    assertThat(config("--describe", "tagger")).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("tagger (decoder): chooses one tag per token\n")
        .contains("  input           text; required\n")
        .contains("  labelSmoothing  number; default 0.0\n");
  }

  @Test
  void describeTellsTheSettingsOfASectionWithTheirUnits() {
    assertThat(config("--describe", "training")).isZero();
    assertThat(out.toString()).contains("integer (epochs); default 20\n");
  }

  @Test
  void describeWithoutANameListsComponentTypesAndSections() {
    assertThat(config("--describe")).isZero();
    assertThat(out.toString())
        .containsSubsequence(
            "Run\n", "schedule", "Encoders\n", "character ", "Decoders\n", "tagger");
  }

  @Test
  void describeRefusesAnUnknownNameWithTheNearest() {
    assertThat(config("--describe", "lemmatiser")).isEqualTo(64);
    assertThat(err.toString()).contains("lemmatiser").contains("did you mean lemmatizer?");
  }

  @Test
  void writeReferenceWritesThePage(@TempDir Path folder) {
    Path page = folder.resolve("configuration.md");
    assertThat(config("--write-reference", page.toString())).as(err.toString()).isZero();
    assertThat(page).content().isEqualTo(MarkdownPage.of(ConfigurationReference.load()));
  }

  @Test
  void withoutAConfigurationOrAnOptionItSaysWhatIsMissing() {
    assertThat(config()).isEqualTo(64);
    assertThat(err.toString()).contains("CONFIG").contains("--describe");
    assertThat(config("examples/demo.conf", "--describe", "tagger")).isEqualTo(64);
  }
}
