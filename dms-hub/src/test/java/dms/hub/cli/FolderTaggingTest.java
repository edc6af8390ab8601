package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.corpus.Column;
import dms.hub.TinyModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code tag} from many files to a folder, and what its journal saves. */
class FolderTaggingTest {
  @TempDir private static Path shared;
  private static Path bundle;

  @TempDir private Path folder;
  private Path model;
  private Path in;
  private Path out;
  private StringWriter err;

  @BeforeAll
  static void writeBundle() throws IOException {
    bundle = TinyModel.ofXpos().write(shared.resolve("tiny"));
  }

  private String stdin = "";

  @BeforeEach
  void writeTexts() throws IOException {
    model = bundle;
    in = folder.resolve("in");
    out = folder.resolve("out");
    Files.createDirectories(in.resolve("b"));
    Files.writeString(in.resolve("one.txt"), "Hún las bókina.\n");
    Files.writeString(in.resolve("b/two.tsv"), "form\nHún\nlas\n");
    Files.writeString(in.resolve("b/three.txt"), "Já.\n");
    Files.writeString(in.resolve("b/.hidden.txt"), "Já.\n");
    Files.writeString(in.resolve("b/picture.png"), "no text");
    err = new StringWriter();
  }

  private int run(Object... arguments) {
    List<String> all = new ArrayList<>(List.of("--threads", "1", "--model", model.toString()));
    Arrays.stream(arguments).map(Object::toString).forEach(all::add);
    StandardStreams streams =
        new StandardStreams(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            false,
            false);
    err = new StringWriter();
    return new CommandLine(new TagCommand(streams))
        .setExecutionExceptionHandler(new ErrorReport())
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private List<String> outputs() throws IOException {
    try (var files = Files.walk(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aFolderIsMirroredWithTheExtensionsOfTheOutput() throws IOException {
    assertThat(run(in, "--output", out)).as(() -> err.toString()).isEqualTo(ExitCodes.OK);
    assertThat(outputs())
        .containsExactly(".dms-journal.jsonl", "b/three.conllu", "b/two.tsv", "one.conllu");
    assertThat(err.toString())
        .contains("passed over 1 files of other kinds, such as")
        .contains("tagged 3 sentences, 8 tokens");
    assertThat(run(in, "--output", out, "--output-format", "jsonl")).isEqualTo(ExitCodes.OK);
    assertThat(outputs()).contains("b/three.jsonl", "one.jsonl");
  }

  @Test
  void globsAreExpanded() throws IOException {
    assertThat(run(in + "/**/*.txt", "--output", out)).isEqualTo(ExitCodes.OK);
    assertThat(outputs()).containsExactly(".dms-journal.jsonl", "b/three.conllu", "one.conllu");
    assertThat(run(in + "/*.{txt,tsv}", in.resolve("one.txt"), "--output", folder.resolve("o")))
        .isEqualTo(ExitCodes.OK);
    assertThat(folder.resolve("o")).isDirectoryContaining("glob:**one.conllu");
    assertThat(run(in + "/*.none", "--output", out)).isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err.toString()).contains("*.none: expected files to be read, found none");
  }

  @Test
  void anyGlobNeedsAFolder() throws IOException {
    for (String glob : List.of("on?.txt", "[o]ne.txt", "{one,two}.txt", "o*.txt")) {
      Path output = folder.resolve("of " + glob.substring(0, 1));
      assertThat(run(in.resolve(glob), "--output", output)).as(glob).isEqualTo(ExitCodes.OK);
      assertThat(output.resolve("one.conllu")).isNotEmptyFile();
    }
  }

  @Test
  void theStandardInputIsNeverTakenForDone() throws IOException {
    for (String text : List.of("Hún.\n", "Já.\n")) {
      stdin = text;
      assertThat(run("-", "--output", out + "/")).as(() -> err.toString()).isEqualTo(ExitCodes.OK);
      assertThat(out.resolve("standard-input.conllu")).content().contains("# text = " + text);
    }
  }

  @Test
  void twoInputsWithOneOutputAreRefused() throws IOException {
    Files.writeString(in.resolve("one.conllu"), "1\tJá\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
    assertThat(run(in, "--output", out)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("would both be written to").contains("one.conllu");
    assertThat(out).doesNotExist();
    assertThat(run(in, "--output", in)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("expected another folder to be written");
  }

  @Test
  void outputWithinTheInputFolderIsNotReadAgain() throws IOException {
    Path inside = in.resolve("tagged");
    assertThat(run(in, "--output", inside + "/")).isEqualTo(ExitCodes.OK);
    assertThat(run(in, "--output", inside)).isEqualTo(ExitCodes.OK);
    assertThat(err.toString()).contains("3 of 3 files were done already");
  }

  @Test
  void aSecondRunDoesOnlyWhatHasChangedAndSaysSo() throws IOException {
    assertThat(run(in, "--output", out)).isEqualTo(ExitCodes.OK);
    assertThat(run(in, "--output", out)).isEqualTo(ExitCodes.OK);
    assertThat(err.toString())
        .contains("3 of 3 files were done already")
        .contains("tagged 0 sentences");
    Files.writeString(in.resolve("one.txt"), "Hún las.\n");
    Files.writeString(out.resolve("b/three.conllu"), "spoilt");
    assertThat(run(in, "--output", out)).isEqualTo(ExitCodes.OK);
    assertThat(err.toString())
        .contains("one.txt: done again, since the input has changed")
        .contains("three.txt: done again, since its output has changed")
        .contains("1 of 3 files were done already");
    assertThat(out.resolve("b/three.conllu")).content().contains("tag");
    assertThat(run(in, "--output", out, "--batch-tokens", "100")).isEqualTo(ExitCodes.OK);
    assertThat(err.toString()).contains("since the options are others");
    assertThat(run(in, "--output", out, "--batch-tokens", "100", "--restart")).isZero();
    assertThat(err.toString()).doesNotContain("done").contains("tagged 3 sentences");
  }

  @Test
  void anotherModelDoesEverythingAgain() throws IOException {
    assertThat(run(in, "--output", out)).isEqualTo(ExitCodes.OK);
    Path other = TinyModel.of(Column.UPOS, 3).write(folder.resolve("other"));
    model = other;
    assertThat(run(in, "--output", out)).isZero();
    assertThat(err.toString()).contains("since the model is another");
  }

  @Test
  void anUnfinishedOrSpoiltLineOfTheJournalOnlyCostsItsFile() throws IOException {
    assertThat(run(in, "--output", out)).isEqualTo(ExitCodes.OK);
    Path journal = out.resolve(".dms-journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(
        journal, lines.get(0) + "\nnonsense\n{}\n" + lines.get(1) + "\n{\"output\":\"one.co");
    assertThat(run(in, "--output", out)).isEqualTo(ExitCodes.OK);
    assertThat(err.toString()).contains("2 of 3 files were done already");
    assertThat(Files.readAllLines(journal)).hasSize(5).last().isEqualTo(lines.get(2));
  }

  @Test
  void aBadFileIsToldAndTheOthersGoOn() throws IOException {
    Files.writeString(in.resolve("a.conllu"), "1\tbroken\n");
    Files.write(in.resolve("c.txt"), new byte[] {(byte) 0xFF});
    assertThat(run(in, "--output", out)).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString())
        .contains("error: " + in.resolve("a.conllu") + ":1: expected 10 columns")
        .contains("error: " + in.resolve("c.txt") + ":1: expected UTF-8")
        .contains("2 of 5 files failed");
    assertThat(outputs())
        .containsExactly(".dms-journal.jsonl", "b/three.conllu", "b/two.tsv", "one.conllu");
    assertThat(run(in, "--output", out, "--restart", "--fail-fast")).isEqualTo(ExitCodes.DATA);
    assertThat(err.toString()).contains("1 of 5 files failed").contains("tagged 0 sentences");
  }

  @Test
  void aFolderThatAnotherRunWritesToIsRefused() throws IOException {
    Files.createDirectories(out);
    try (Journal journal = Journal.open(out, false)) {
      assertThat(run(in, "--output", out)).isEqualTo(ExitCodes.IO);
      assertThat(err.toString()).contains("another process writes to this folder");
      assertThat(journal.entry("one.conllu")).isEmpty();
    }
  }

  @Test
  void severalInputsGoIntoOneFileOneAfterTheOther() throws IOException {
    Path both = folder.resolve("both.conllu");
    assertThat(run(in + "/**/*.txt", "--output", both)).isEqualTo(ExitCodes.OK);
    assertThat(both).content().contains("# text = Já.").contains("# text = Hún las bókina.");
    Files.writeString(in.resolve("z.txt"), "x");
    Files.write(in.resolve("z.txt"), new byte[] {(byte) 0xFF}, StandardOpenOption.APPEND);
    byte[] before = Files.readAllBytes(both);
    assertThat(run(in + "/**/*.txt", "--output", both)).isEqualTo(ExitCodes.DATA);
    assertThat(both).hasBinaryContent(before);
  }
}
