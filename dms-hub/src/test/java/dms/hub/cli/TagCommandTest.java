package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.corpus.Column;
import dms.core.corpus.Schema;
import dms.hub.TinyModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code tag} from file to file and through pipes, and what it says when it cannot. */
class TagCommandTest {
  private static final String CONLLU =
      """
      # sent_id = 1
      # text = Hún las það.
      1-2\tHún\t_\t_\t_\t_\t_\t_\t_\t_
      1\tHún\tgull\tPRON\t_\tCase=Nom\t2\tnsubj\t_\tSpaceAfter=No
      2\tlas\t_\tVERB\t_\t_\t0\troot\t_\t_
      2.1\tx\t_\t_\t_\t_\t_\t_\t_\t_
      3\tþað\t_\t_\t_\t_\t_\t_\t_\t_

      1\tJá\t_\t_\t_\t_\t_\t_\t_\t_

      """;

  @TempDir private static Path shared;
  private static Path bundle;

  @TempDir private Path folder;
  private String stdin = "";
  private ByteArrayOutputStream out;
  private StringWriter err;

  @BeforeAll
  static void writeBundle() throws IOException {
    bundle = TinyModel.ofXpos().write(shared.resolve("tiny"));
  }

  @BeforeEach
  void empty() {
    out = new ByteArrayOutputStream();
    err = new StringWriter();
  }

  private int run(Object... arguments) {
    return run(out, arguments);
  }

  private int run(OutputStream stdout, Object... arguments) {
    List<String> all = new ArrayList<>(List.of("--threads", "1"));
    Arrays.stream(arguments).map(Object::toString).forEach(all::add);
    if (!all.contains("--model")) {
      all.addAll(List.of("--model", bundle.toString()));
    }
    ByteArrayInputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new TagCommand(new StandardStreams(in, stdout, false, false)))
        .setExecutionExceptionHandler(new ErrorReport())
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private String stdout() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void textBecomesConllu() throws IOException {
    Path input = file("a.txt", "Hún las bókina .\n\nJá 😀\n");
    Path output = folder.resolve("a.conllu");
    assertThat(run("--input", input, "--format", "text", "--output", output))
        .isEqualTo(ExitCodes.OK);
    String written = Files.readString(output);
    assertThat(written.lines()).hasSize(8);
    assertThat(written).startsWith("1\tHún\t").contains("\n2\t😀\t");
    assertThat(written.lines().filter(line -> !line.isEmpty()))
        .allSatisfy(line -> assertThat(line.split("\t")[4]).startsWith("tag"));
    assertThat(err.toString())
        .matches("tagged 2 sentences, 6 tokens in \\d+\\.\\d s \\(\\d+ tokens/s\\)\\R");
  }

  @Test
  void commentsRangesEmptyNodesAndOtherColumnsOfConlluStay() throws IOException {
    Path input = file("a.conllu", CONLLU);
    assertThat(run("--input", input)).isEqualTo(ExitCodes.OK);
    String written = stdout();
    assertThat(withoutPredictions(written)).isEqualTo(withoutPredictions(CONLLU));
    assertThat(written).doesNotContain("gull").contains("tag").contains("SpaceAfter=No");
  }

  private static String withoutPredictions(String conllu) {
    StringBuilder kept = new StringBuilder();
    conllu
        .lines()
        .forEach(
            line -> {
              String[] cells = line.split("\t");
              if (cells.length == 10) {
                cells[2] = "_";
                cells[4] = "_";
              }
              kept.append(String.join("\t", cells)).append('\n');
            });
    return kept.toString();
  }

  @Test
  void standardInputIsTaggedToStandardOutput() {
    stdin = "Hún las\n";
    assertThat(run("--format", "text", "--output-format", "tsv")).isEqualTo(ExitCodes.OK);
    assertThat(stdout()).startsWith("form\txpos\tlemma\nHún\ttag").endsWith("\n\n");
    assertThat(stdout().lines()).hasSize(4);
  }

  @Test
  void tsvWithAndWithoutHeaderIsTagged() throws IOException {
    Path headed = file("a.tsv", "form\tsense\nHún\ts1\nlas\t\n\nJá\ts2\n");
    assertThat(run("--input", headed)).isEqualTo(ExitCodes.OK);
    assertThat(stdout()).startsWith("form\tsense\txpos\tlemma\nHún\ts1\ttag");
    out.reset();
    Path bare = file("b.tsv", "Hún\told\nlas\told\n");
    assertThat(run("--input", bare, "--columns", "form,xpos", "--output-columns", "xpos,form"))
        .isEqualTo(ExitCodes.OK);
    assertThat(stdout()).startsWith("xpos\tform\ntag").doesNotContain("old");
  }

  @Test
  void columnThatConlluLacksGoesFromTextToTsv() throws IOException {
    Path senses = TinyModel.of(Column.parse("sense"), 7).write(folder.resolve("senses"));
    stdin = "Hún\n";
    assertThat(run("--model", senses, "--format", "text", "--output-format", "tsv"))
        .isEqualTo(ExitCodes.OK);
    assertThat(stdout()).contains("form\t").contains("sense").contains("Hún\t");
    assertThat(run("--model", senses, "--format", "text")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("error: column sense");
    assertThat(Schema.CONLLU.columns()).doesNotContain(Column.parse("sense"));
  }

  @Test
  void emptyInputGivesEmptyOutput() throws IOException {
    Path output = folder.resolve("a.conllu");
    assertThat(run("--format", "text", "--output", output)).isEqualTo(ExitCodes.OK);
    assertThat(output).isEmptyFile();
    assertThat(err.toString()).startsWith("tagged 0 sentences, 0 tokens");
  }

  @Test
  void anInputIsNeverOverwritten() throws IOException {
    Path file = file("a.conllu", CONLLU);
    assertThat(run(file, "--output", file)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("a.conllu: expected another file to be written");
    assertThat(run(file, "--output", folder)).isEqualTo(ExitCodes.USAGE);
    assertThat(file).hasContent(CONLLU);
  }

  @Test
  void rawTextIsSplitAndItsPlacesAreKept() throws IOException {
    Path input = file("a.txt", "Hún las bókina.\nJá!\n\n\nHún las.\n");
    assertThat(run(input)).isEqualTo(ExitCodes.OK);
    assertThat(stdout())
        .startsWith("# newpar\n# sent_id = 1\n# text = Hún las bókina.\n1\tHún\t")
        .contains("# newpar\n# sent_id = 3\n# text = Hún las.\n")
        .containsPattern("\n3\tbókina\t.*\tSpaceAfter=No\n4\t\\.\t.*\t_\n");
    assertThat(stdout().split("# newpar", -1)).hasSize(3);
    out.reset();
    stdin = "Hún las.";
    assertThat(run("--output-format", "table")).isEqualTo(ExitCodes.OK);
    assertThat(stdout()).startsWith("form  xpos  lemma").contains("\nHún   tag");
  }

  @Test
  void jsonLinesKeepTheirFieldsAndGetValuesWithProbabilities() throws IOException {
    Path input =
        file(
            "a.jsonl",
            "{\"id\":1.50,\"text\":\"Hún las.\"}\n{\"tokens\":[\"Já\"]}\n{\"text\":\"\"}\n");
    assertThat(run(input)).isEqualTo(ExitCodes.OK);
    List<String> lines = stdout().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith(
            "{\"id\":1.50,\"text\":\"Hún las.\",\"sentences\":[{\"begin\":0,\"end\":8,\"tokens\":["
                + "{\"form\":\"Hún\",\"begin\":0,\"end\":3,\"values\":{\"xpos\":{\"value\":\"tag");
    assertThat(lines.get(1))
        .startsWith(
            "{\"tokens\":[\"Já\"],\"sentences\":[{\"tokens\":[{\"form\":\"Já\",\"values\":");
    assertThat(lines.get(2)).isEqualTo("{\"text\":\"\",\"sentences\":[]}");
  }

  @Test
  void probabilitiesAndSourcesGoIntoMiscOrColumnsWhenAskedFor() throws IOException {
    Path input = file("a.conllu", CONLLU);
    assertThat(run(input, "--probabilities", "--output-format", "tsv")).isEqualTo(ExitCodes.OK);
    assertThat(stdout().lines().findFirst().orElseThrow())
        .endsWith("misc\txpos.p\tlemma.p\tlemma.source")
        .startsWith("form\tlemma\tupos\txpos");
    out.reset();
    assertThat(run(input, "--probabilities")).isEqualTo(ExitCodes.OK);
    assertThat(withoutPredictions(stdout()).lines()).hasSameSizeAs(CONLLU.lines().toList());
  }

  @Test
  void packedFilesAreReadAndWritten() throws IOException {
    Path input = file("a.conllu", CONLLU);
    Path packed = folder.resolve("b.conllu.gz");
    Path again = folder.resolve("c.conllu.gz");
    assertThat(run(input, "--output", packed)).isEqualTo(ExitCodes.OK);
    assertThat(run(packed, "--output", again)).isEqualTo(ExitCodes.OK);
    assertThat(again).hasSameBinaryContentAs(packed);
    try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(again))) {
      assertThat(withoutPredictions(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8)))
          .isEqualTo(withoutPredictions(CONLLU));
    }
  }

  @Test
  void quietSaysNothing() throws IOException {
    assertThat(run(file("a.conllu", CONLLU), "--quiet")).isEqualTo(ExitCodes.OK);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void damagedInputIsToldWithFileAndLineAndLeavesNoOutput() throws IOException {
    Path input = file("a.conllu", CONLLU + "1\tbroken\n");
    Path output = folder.resolve("b.conllu");
    assertThat(run("--input", input, "--output", output)).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString()).startsWith("error: " + input + ":11: expected 10 columns");
    assertThat(err.toString()).doesNotContain("\tat ");
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(input));
  }

  @Test
  void sentencesBeforeTheDamageReachTheStandardOutput() throws IOException {
    Path input = file("a.conllu", CONLLU + "1\tbroken\n");
    assertThat(run("--input", input)).isEqualTo(ExitCodes.DATA);
    assertThat(withoutPredictions(stdout())).isEqualTo(withoutPredictions(CONLLU));
  }

  @Test
  void verboseShowsTheStackTrace() {
    stdin = "x\n";
    assertThat(run("--format", "conllu", "--verbose")).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString()).startsWith("error: standard input:1: ").contains("\tat dms.");
  }

  @Test
  void missingModelAndInputAreNamed() throws IOException {
    stdin = "x\n";
    assertThat(run("--format", "text", "--model", folder.resolve("none")))
        .isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err.toString())
        .contains("error: ")
        .contains("none: there is no such folder or archive");
    assertThat(run("--input", folder.resolve("no.conllu"))).isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err.toString()).contains("no.conllu: there is no such file");
    assertThat(run("--input", folder, "--format", "text")).isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err.toString()).contains("expected files to be read, found none");
  }

  @Test
  void damagedModelIsTold() throws IOException {
    Path damaged = TinyModel.ofXpos().write(folder.resolve("m"));
    Files.writeString(damaged.resolve("MODEL_CARD.md"), "changed");
    assertThat(run("--format", "text", "--model", damaged)).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString()).contains("MODEL_CARD.md: expected");
  }

  @Test
  void optionsThatDoNotFitAreRefusedBeforeAnythingIsRead() throws IOException {
    Path input = file("a.conllu", CONLLU);
    assertThat(run(file("a.xyz", "x"))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("a.xyz: expected a file named .txt, .conllu");
    assertThat(run(input, "--output", folder.resolve("x.doc"))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("x.doc: expected a file named .conllu, .tsv or .jsonl");
    assertThat(run(input, file("b.tsv", "form\nx\n"))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("the inputs are of several formats");
    assertThat(run("--input", input, "--output-format", "text")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--input", input, "--columns", "form")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--input", input, "--output-columns", "form")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--input", input, "--format", "xml")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("expected one of raw, text, conllu, tsv, jsonl, found 'xml'");
    assertThat(run("--input", input, "--columns", "a++b")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--input", input, "--batch-tokens", "0")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--input", input, "--threads", "0")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--input", input, "--device", "tpu")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("device: expected cpu, cuda or cuda:N, found 'tpu'");
    assertThat(run("--nonsense")).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void closedPipeEndsQuietlyAndAFullDiskDoesNot() {
    stdin = "Hún las\n".repeat(10);
    assertThat(run(failing("Broken pipe"), "--format", "text")).isEqualTo(ExitCodes.CLOSED_OUTPUT);
    assertThat(err.toString()).isEmpty();
    assertThat(run(failing("No space left on device"), "--format", "text")).isEqualTo(ExitCodes.IO);
    assertThat(err.toString()).contains("error: No space left on device");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  @Test
  void outputInAFolderThatIsNotThereIsTold() {
    stdin = "Hún\n";
    Path output = folder.resolve("none/a.conllu");
    assertThat(run("--format", "text", "--output", output)).isEqualTo(ExitCodes.IO);
    assertThat(err.toString()).contains("error: cannot write " + output);
  }

  @Test
  void helpListsTheExitCodes() {
    StringWriter help = new StringWriter();
    CommandLine command = new CommandLine(new TagCommand());
    assertThat(command.setOut(new PrintWriter(help, true)).execute("--help")).isZero();
    assertThat(help.toString()).contains("Exit codes:").contains("141").contains("--batch-tokens");
  }
}
