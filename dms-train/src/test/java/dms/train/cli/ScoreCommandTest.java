package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.hub.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScoreCommandTest {
  private static final String GOLD =
      "1\ta\ta\tDET\t_\t_\t_\t_\t_\t_\n2\tdog\tdog\tNOUN\t_\t_\t_\t_\t_\t_\n\n";
  private static final String SYSTEM = GOLD.replace("NOUN", "VERB");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int score(String system, String... options) throws IOException {
    Path gold = Files.writeString(folder.resolve("gold.conllu"), GOLD);
    Path found = Files.writeString(folder.resolve("system.conllu"), system);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] arguments = new String[options.length + 3];
    arguments[0] = "score";
    arguments[1] = gold.toString();
    arguments[2] = found.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return line.execute(arguments);
  }

  @Test
  void taggedFilesAreScoredWithoutTheirTrees() throws IOException {
    Path json = folder.resolve("scores.json");
    assertThat(score(SYSTEM, "--no-trees", "--json", json.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("UPOS       |     50.00 |     50.00 |     50.00 |     50.00\n")
        .doesNotContain("UAS");
    assertThat(json).content().contains("\"UPOS\":{\"precision\":0.5,");
  }

  @Test
  void countsAreShownInPlaceOfPercentages() throws IOException {
    assertThat(score(SYSTEM, "--no-trees", "--counts")).isZero();
    assertThat(out.toString())
        .contains("UPOS       |         1 |         2 |         2 |         2\n");
  }

  @Test
  void filesWithoutTreesAreRefusedUnlessToldSo() throws IOException {
    assertThat(score(SYSTEM)).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString())
        .contains("gold.conllu:1: expected a number as HEAD, found _")
        .contains("without");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anotherTextIsRefused() throws IOException {
    assertThat(score(SYSTEM.replace("dog", "cat"), "--no-trees")).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString()).contains("system.conllu: its tokens must be made of", "\"cat\"");
  }
}
