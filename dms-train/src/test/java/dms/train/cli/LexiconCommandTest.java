package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.components.lexicon.DimFeature;
import dms.hub.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code dms lexicon} on a small DIM. */
class LexiconCommandTest {
  private static final String DIM =
      """
      hestur;1;kk;alm;hestur;NFET
      hestur;1;kk;alm;hestinum;ÞGFETgr
      hestur;1;kk;alm;hestinn;NFXX
      Jón;2;kk;ism;Jón;NFET
      annar hver;3;fn;alm;annar hver;KK-NFET
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int lexicon(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[arguments.length + 1];
    all[0] = "lexicon";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.execute(all);
  }

  private String dim(String content) throws IOException {
    return Files.writeString(folder.resolve("dim.csv"), content).toString();
  }

  private String output(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void vectorsAreWrittenAndWhatIsLeftOutIsTold() throws IOException {
    assertThat(lexicon("vectors", "--dim", dim(DIM), "-o", output("dim.vec"))).isZero();
    assertThat(Files.readAllLines(folder.resolve("dim.vec")))
        .hasSize(4)
        .first()
        .isEqualTo("3 " + DimFeature.values().length);
    assertThat(err.toString())
        .contains("1 left out: unknown word class or mark (first: line 3: kk;hestinn;NFXX)")
        .contains("1 forms of several words left out");
  }

  @Test
  void wordsAreWrittenInTheStyleAskedFor() throws IOException {
    assertThat(lexicon("words", "--dim", dim(DIM), "--tags", "modern", "-o", output("words.tsv")))
        .isZero();
    assertThat(Files.readAllLines(folder.resolve("words.tsv")))
        .isEqualTo(
            List.of(
                "form\tlemma\tupos\txpos\tfeats",
                "hestur\thestur\tNOUN\tN-N\tCase=Nom|Definite=Ind|Number=Sing",
                "",
                "hestinum\thestur\tNOUN\tN-D\tCase=Dat|Definite=Ind|Number=Sing",
                "",
                "Jón\tjón\tPROPN\tNPR-N\t_",
                ""));
    assertThat(err.toString()).contains("mark that the table does not have");
  }

  @Test
  void lemmasAreWrittenAndMeasured() throws IOException {
    assertThat(lexicon("lemmas", "--dim", dim(DIM), "-o", output("lemmas.bin"))).isZero();
    assertThat(err.toString()).contains("wrote 5 forms of 5 entries");
    Path data =
        Files.writeString(
            folder.resolve("data.conllu"),
            """
            1\tHestinum\thestur\tNOUN\tN-D\t_\t0\troot\t_\t_
            2\tJón\tjóni\tPROPN\tNPR-N\t_\t1\tdep\t_\t_

            """);
    assertThat(
            lexicon(
                "coverage",
                "--lemmas",
                output("lemmas.bin"),
                "--tags",
                "modern",
                "--data",
                data.toString()))
        .isZero();
    assertThat(out.toString())
        .containsPattern("all +2 +100.00% +50.00% +1.00 +50.00%")
        .contains("1\tjón NPR-N: jóni instead of jón");
  }

  @Test
  void aFileThatIsNoneOfLemmasIsRefused() throws IOException {
    String other = dim(DIM);
    assertThat(lexicon("coverage", "--lemmas", other, "--tags", "modern", "--data", other))
        .isEqualTo(ExitCodes.DATA);
    assertThat(err.toString()).contains("expected a file of lemmas");
  }

  @Test
  void theLayoutNamesEveryDimension() {
    assertThat(lexicon("layout")).isZero();
    assertThat(out.toString())
        .startsWith("0\tword class\tnoun\n")
        .hasLineCount(DimFeature.values().length);
  }

  @Test
  void agreementIsShownByWordClass() throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("train.conllu"),
            "1\tHestinum\thestur\tNOUN\tN-D\tCase=Dat|Definite=Ind|Number=Sing\t0\troot\t_\t_\n\n");
    assertThat(
            lexicon("agreement", "--dim", dim(DIM), "--tags", "modern", "--data", data.toString()))
        .isZero();
    assertThat(out.toString()).containsPattern("NOUN +1 +1 +100.0% +100.0% +100.0%");
  }

  @Test
  void aDamagedLineEndsTheCommandAndLeavesNoFile() throws IOException {
    String damaged = dim(DIM + "hestur;1;kk;alm;hesti\n");
    assertThat(lexicon("vectors", "--dim", damaged, "-o", output("dim.vec")))
        .isEqualTo(ExitCodes.DATA);
    assertThat(lexicon("words", "--dim", damaged, "--tags", "mim", "-o", output("words.tsv")))
        .isEqualTo(ExitCodes.DATA);
    assertThat(err.toString())
        .contains("error: " + damaged + ":6: expected 6 columns")
        .contains("found 5 in \"hestur;1;kk;alm;hesti\"");
    assertThat(folder).isDirectoryNotContaining("glob:**.{vec,tsv}");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(lexicon("vectors", "--dim", output("none.csv"), "-o", output("dim.vec")))
        .isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err.toString()).contains("none.csv: there is no such file");
  }

  @Test
  void wrongArgumentsAreRefusedBeforeAnythingIsRead() throws IOException {
    assertThat(lexicon()).isEqualTo(ExitCodes.USAGE);
    assertThat(lexicon("vectors", "--dim", dim(DIM), "-o", output("dim.txt")))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(lexicon("words", "--dim", dim(DIM), "--tags", "mim", "-o", output("w.conllu")))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(
            lexicon(
                "words",
                "--dim",
                dim(DIM),
                "--tags",
                "mim",
                "--sample",
                "0",
                "-o",
                output("w.tsv")))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("name what to make")
        .contains("dim.txt: expected a file named .vec")
        .contains("--output: expected a file named .tsv or .tsv.gz")
        .contains("--sample: expected at least 1, found 0");
  }
}
