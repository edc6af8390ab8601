package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.hub.TinyModel;
import dms.hub.bundle.Bundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lemmatize} takes the given tags for right. */
class LemmatizeCommandTest {
  private static final String TSV = "Hún\ttag3\nlas\ttag6\n\nJá\ttag2\n";

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

  private int run(Path model, Object... arguments) {
    List<String> all = new ArrayList<>(List.of("--threads", "1", "--model", model.toString()));
    Arrays.stream(arguments).map(Object::toString).forEach(all::add);
    ByteArrayInputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new LemmatizeCommand(new StandardStreams(in, out, false, false)))
        .setExecutionExceptionHandler(new ErrorReport())
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private String stdout() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the model says when its lemmatizer reads the given tags. */
  private static List<String> expected(List<String> forms, String tag) throws IOException {
    Sentence bare = Sentence.ofForms(forms);
    Sentence tagged =
        bare.withTokens(bare.tokens().stream().map(t -> t.with(Column.XPOS, tag)).toList());
    try (EncodersDecoders model = Bundle.read(bundle).load(ComputeDevice.cpu())) {
      return model.predict(List.of(tagged), Mode.EVALUATION_WITH_GOLD_INPUTS).get("lemma").get(0);
    }
  }

  @Test
  void formsAndTagsBecomeFormsTagsAndLemmas() throws IOException {
    for (String tag : List.of("tag3", "tag6")) {
      out.reset();
      stdin = "bókina\t%s\nHún\t%s\n".formatted(tag, tag);
      assertThat(run(bundle)).as(() -> err.toString()).isEqualTo(ExitCodes.OK);
      List<String> lemmas = expected(List.of("bókina", "Hún"), tag);
      assertThat(stdout())
          .isEqualTo(
              "form\txpos\tlemma\nbókina\t%s\t%s\nHún\t%s\t%s\n\n"
                  .formatted(tag, lemmas.get(0), tag, lemmas.get(1)));
    }
    assertThat(err.toString()).doesNotContain("note:");
  }

  @Test
  void probabilitiesAndSourcesHaveColumns() {
    stdin = TSV;
    assertThat(run(bundle, "--probabilities")).isEqualTo(ExitCodes.OK);
    assertThat(stdout()).startsWith("form\txpos\tlemma\tlemma.p\tlemma.source\nHún\ttag3\t");
    assertThat(stdout().lines()).hasSize(6);
  }

  @Test
  void conlluKeepsEverythingButItsLemmas() throws IOException {
    String conllu =
        "# x\n1\tHún\tgull\tPRON\ttag3\tCase=Nom\t2\tnsubj\t_\t_\n2\tlas\t_\tVERB\ttag6\t_\t0\troot\t_\t_\n\n";
    Path input = Files.writeString(folder.resolve("a.conllu"), conllu);
    assertThat(run(bundle, input)).isEqualTo(ExitCodes.OK);
    assertThat(stdout().lines().skip(1).findFirst().orElseThrow())
        .matches("1\tHún\t[^\t]+\tPRON\ttag3\tCase=Nom\t2\tnsubj\t_\t_")
        .doesNotContain("gull");
    out.reset();
    assertThat(run(bundle, input, "--output-format", "tsv")).isEqualTo(ExitCodes.OK);
    assertThat(stdout()).startsWith("form\txpos\tlemma\nHún\ttag3\t");
  }

  @Test
  void unknownAndMissingTagsAreToldOf() {
    stdin = "Hún\tnever\nlas\t\nJá\ttag2\n";
    assertThat(run(bundle)).isEqualTo(ExitCodes.OK);
    assertThat(err.toString())
        .contains("note: 1 tokens have no xpos and 1 have one that the model never saw");
  }

  @Test
  void columnsAreNamedByOptionOrHeader() {
    stdin = "upos\tform\txpos\nX\tHún\ttag3\n";
    assertThat(run(bundle, "--header")).isEqualTo(ExitCodes.OK);
    assertThat(stdout()).startsWith("form\txpos\tlemma\nHún\ttag3\t");
    out.reset();
    stdin = "X\tHún\ttag3\n";
    assertThat(run(bundle, "--columns", "upos,form,xpos")).isEqualTo(ExitCodes.OK);
    assertThat(stdout()).startsWith("form\txpos\tlemma\nHún\ttag3\t");
    assertThat(run(bundle, "--columns", "upos,form,feats")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("expected the column xpos");
    assertThat(run(bundle, "--columns", "form", "--header")).isEqualTo(ExitCodes.USAGE);
    assertThat(run(bundle, "--format", "raw")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("expected one of the formats conllu, tsv, found raw");
  }
}
