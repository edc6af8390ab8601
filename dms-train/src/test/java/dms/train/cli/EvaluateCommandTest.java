package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.hub.cli.ExitCodes;
import dms.train.SmallRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Data that cannot be scored are refused, instead of giving a table without numbers. */
class EvaluateCommandTest {
  @TempDir static Path folder;
  private static Path bundle;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static int dms(StringWriter out, StringWriter err, String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @BeforeAll
  static void train() throws IOException {
    SmallRun run = SmallRun.in(folder);
    StringWriter err = new StringWriter();
    String[] arguments = run.arguments("small", "training.epochs=1").toArray(String[]::new);
    String[] all = new String[arguments.length + 1];
    all[0] = "train";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertThat(dms(new StringWriter(), err, all)).as(err.toString()).isZero();
    bundle = run.run("small").resolve("bundle");
  }

  private int evaluate(String name, String content) throws IOException {
    Path data = Files.writeString(folder.resolve(name), content);
    return dms(out, err, "evaluate", "-m", bundle.toString(), "--data", data.toString());
  }

  @Test
  void plainTextIsRefused() throws IOException {
    assertThat(evaluate("plain.txt", "hestur\n")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("plain.txt: plain text holds no gold values");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void fileWithoutSentencesIsRefused() throws IOException {
    assertThat(evaluate("empty.conllu", "")).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString()).contains("empty.conllu: expected sentences, found none");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void decodersWhoseColumnTheFileLacksAreNotScoredAndNamed() throws IOException {
    assertThat(evaluate("narrow.tsv", "form\txpos\nhestur\tN\n")).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("not scored: ")
        .contains("lemma (" + folder.resolve("narrow.tsv") + " has no column lemma)")
        .contains("feats (" + folder.resolve("narrow.tsv") + " has no column upos+feats)");
    assertThat(out.toString()).contains("xpos").doesNotContain("lemma", "feats");
  }

  @Test
  void aFileWithoutTheColumnOfAnyDecoderIsRefused() throws IOException {
    assertThat(evaluate("bare.tsv", "form\tmisc.X\nhestur\tN\n")).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString())
        .contains("bare.tsv: expected the column of a decoder, found TSV")
        .contains("xpos (");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aCorpusIsRefusedWhereThereWasNone() throws IOException {
    Path data = Files.writeString(folder.resolve("one.tsv"), "form\txpos\nhestur\tN\n");
    int code =
        dms(
            out,
            err,
            "evaluate",
            "-m",
            bundle.toString(),
            "--data",
            data.toString(),
            "--corpus",
            "first");
    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("corpus: expected none, since small was not trained on");
  }
}
