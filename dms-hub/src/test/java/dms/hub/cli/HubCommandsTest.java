package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.TestArchives;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands of {@code hub}, as a user has them. */
class HubCommandsTest {
  @TempDir private static Path shared;
  private static Path catalogue;

  @TempDir private Path home;
  private String out;
  private String err;

  @BeforeAll
  static void packModel() throws IOException {
    catalogue = TestArchives.catalogue(TestArchives.write(shared.resolve("tiny.zip"), 200_000));
  }

  private int run(Function<HubOptions, Callable<Integer>> command, String... arguments) {
    HubOptions options =
        new HubOptions(
            named ->
                new Hub(
                    TestArchives.settings(home).withCatalogues(named),
                    TestArchives.limits(),
                    TestArchives::unpack,
                    name -> Optional.empty()));
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    int code =
        new CommandLine(command.apply(options))
            .setExecutionExceptionHandler(new ErrorReport())
            .setOut(new PrintWriter(outText))
            .setErr(new PrintWriter(errText))
            .execute(arguments);
    out = outText.toString();
    err = errText.toString();
    return code;
  }

  private Path installed() {
    return home.resolve("models/tiny/1.0.0");
  }

  private void download() {
    assertThat(run(HubDownloadCommand::new, "tiny", "--catalogue", catalogue.toString())).isZero();
  }

  @Test
  void downloadPrintsTheFolderAndTellsHowItGoes() {
    download();
    assertThat(out).isEqualTo(installed() + System.lineSeparator());
    assertThat(err).contains("tiny@1.0.0: 0.2 of 0.2 MB (100 %");
    assertThat(installed().resolve("bundle.json")).exists();
  }

  @Test
  void listShowsWhatIsInstalledAndWhatTheCatalogueHas() {
    download();
    assertThat(run(HubListCommand::new, "--catalogue", catalogue.toString())).isZero();
    assertThat(out.lines())
        .hasSize(4)
        .first()
        .asString()
        .matches("NAME +VERSION +LANGUAGE +TASKS +SIZE +SCORES +WHERE");
    assertThat(out)
        .containsPattern("tiny +1.0.0 +is +lemma,xpos +.* B +xpos.accuracy=0.25 +" + installed())
        .containsPattern("tiny +1.0.0 +is +xpos,lemma +0.2 MB +xpos.accuracy=25.0 +file:");
  }

  @Test
  void listAsJsonIsForPrograms() throws IOException {
    assertThat(run(HubListCommand::new, "--json", "--catalogue", catalogue.toString())).isZero();
    JsonNode model = new ObjectMapper().readTree(out).get(0);
    assertThat(model.get("name").asText()).isEqualTo("tiny");
    assertThat(model.get("tasks").get(1).asText()).isEqualTo("lemma");
    assertThat(model.get("scores").get("xpos.accuracy").asDouble()).isEqualTo(25.0);
  }

  @Test
  void listWithoutCatalogueSaysHowToNameOne() {
    assertThat(run(HubListCommand::new)).isZero();
    assertThat(out).isEmpty();
    assertThat(err).contains("no model is installed in " + home, "--catalogue or DMS_CATALOGUES");
  }

  @Test
  void listTellsOfACatalogueThatCannotBeRead() {
    assertThat(run(HubListCommand::new, "--catalogue", "none.json", "--catalogue", catalogue + ""))
        .isEqualTo(ExitCodes.FAILED);
    assertThat(out).contains("tiny");
    assertThat(err).contains("none.json: there is no such file");
  }

  @Test
  void infoShowsTheCardOfWhatIsHereAndTheFactsOfWhatIsNot() {
    assertThat(run(HubInfoCommand::new, "tiny", "--catalogue", catalogue.toString())).isZero();
    assertThat(out).contains("licence: CC0-1.0", "score xpos.accuracy: 25.0").doesNotContain("#");
    download();
    assertThat(run(HubInfoCommand::new, "tiny")).isZero();
    assertThat(out).contains("version: 1.0.0", "score xpos.accuracy: 0.25", "# Tiny", "😀");
  }

  @Test
  void verifySumsEveryFileAgain() throws IOException {
    download();
    assertThat(run(HubVerifyCommand::new)).isZero();
    assertThat(out).matches("tiny@1.0.0: sound, [0-9]+ files\\R");
    Files.writeString(installed().resolve("MODEL_CARD.md"), "# Tinx", StandardCharsets.UTF_8);
    assertThat(run(HubVerifyCommand::new, "tiny")).isEqualTo(ExitCodes.FAILED);
    assertThat(out).contains("tiny@1.0.0: damaged: ", "MODEL_CARD.md", "dms hub remove tiny@1.0.0");
  }

  @Test
  void removeNamesWhatItRemoved() {
    download();
    assertThat(run(HubRemoveCommand::new, "tiny", "other")).isEqualTo(ExitCodes.NO_INPUT);
    assertThat(installed()).exists();
    assertThat(run(HubRemoveCommand::new, "tiny", "tiny@1.0.0")).isZero();
    assertThat(out.lines()).containsExactly("removed tiny@1.0.0 (" + installed() + ")");
    assertThat(home.resolve("models")).isEmptyDirectory();
  }

  @Test
  void pathPrintsTheFolderOnlyAndDownloadsNothing() {
    assertThat(run(HubPathCommand::new, "tiny", "--catalogue", catalogue.toString()))
        .isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err).contains("tiny: it is not installed in", "installed are: none");
    download();
    assertThat(run(HubPathCommand::new, "tiny")).isZero();
    assertThat(out).isEqualTo(installed() + System.lineSeparator());
  }

  @Test
  void failuresHaveTheirExitCodes() {
    String file = catalogue.toString();
    assertThat(run(HubDownloadCommand::new, "tinny", "--catalogue", file))
        .isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err).contains("did you mean tiny?");
    assertThat(run(HubDownloadCommand::new, "../tiny")).isEqualTo(ExitCodes.USAGE);
    assertThat(run(HubDownloadCommand::new, "tiny", "--catalogue", "none.json"))
        .isEqualTo(ExitCodes.UNAVAILABLE);
    assertThat(run(HubDownloadCommand::new, "tiny", "--catalogue", shared + "/tiny.zip"))
        .isEqualTo(ExitCodes.DATA);
  }

  @Test
  void everyCommandHasHelpWithExamplesAndExitCodes() {
    CommandLine hub = new CommandLine(new HubCommand());
    assertThat(hub.getUsageMessage()).contains("Examples:", "DMS_HOME", "none is built in");
    assertThat(hub.getSubcommands().keySet())
        .containsAll(List.of("list", "info", "download", "verify", "remove", "path"));
    hub.getSubcommands()
        .values()
        .forEach(
            command ->
                assertThat(command.getUsageMessage()).contains("Example", "Exit codes:", "--help"));
  }
}
