package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.hub.TinyModel;
import dms.hub.archive.ClassPathModels;
import dms.hub.bundle.Bundle;
import dms.hub.catalogue.ClassPathSource;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.TestArchives;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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
  private ClassPathSource classPath = name -> Optional.empty();

  @BeforeAll
  static void packModel() throws IOException {
    catalogue = TestArchives.catalogue(TestArchives.write(shared.resolve("tiny.zip"), 200_000));
  }

  private int run(Function<HubOptions, Callable<Integer>> command, String... arguments) {
    HubOptions options =
        new HubOptions(
            TestArchives.settings(home),
            settings -> new Hub(settings, TestArchives.limits(), TestArchives::unpack, classPath));
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
        .containsPattern("tiny +1.0.0 +is +lemma,xpos +.* B +xpos.accuracy=91.25 +" + installed())
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
    assertThat(out).contains("version: 1.0.0", "score xpos.accuracy: 91.25", "# Tiny", "😀");
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
  void modelOnTheClassPathIsVerifiedToo() throws IOException {
    Path bundle = TinyModel.ofXpos().write(home.resolve("jar"));
    classPath =
        new ClassPathSource() {
          @Override
          public Optional<Bundle> find(String name) throws IOException {
            return name.equals("tiny") ? Optional.of(Bundle.read(bundle)) : Optional.empty();
          }

          @Override
          public List<String> names() {
            return List.of("tiny");
          }
        };
    for (String[] models : new String[][] {{}, {"tiny"}}) {
      assertThat(run(HubVerifyCommand::new, models)).as(err).isZero();
      assertThat(out).matches("tiny on the class path: sound, [0-9]+ files\\R");
    }
    assertThat(run(HubVerifyCommand::new, "tiny@2.0.0")).isEqualTo(ExitCodes.NO_INPUT);
    Files.writeString(bundle.resolve("MODEL_CARD.md"), "# Tinx", StandardCharsets.UTF_8);
    assertThat(run(HubVerifyCommand::new)).isEqualTo(ExitCodes.FAILED);
    assertThat(out).contains("damaged: ", "MODEL_CARD.md", "get its jar anew");
    assertThat(run(HubListCommand::new, "--catalogue", catalogue.toString()))
        .isEqualTo(ExitCodes.FAILED);
    assertThat(out).contains("file:");
    assertThat(err).contains("MODEL_CARD.md");
  }

  @Test
  void modelInAJarHasNoFolderThatOutlivesTheCommand() throws IOException {
    Path bundle = TinyModel.ofXpos().write(home.resolve("of-jar"));
    Path jar = home.resolve("tiny.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(bundle)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry("dms/models/tiny/" + bundle.relativize(file)));
        Files.copy(file, out);
      }
    }
    classPath = ClassPathModels::find;
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (URLClassLoader jars = new URLClassLoader(new URL[] {jar.toUri().toURL()}, usual)) {
      thread.setContextClassLoader(jars);
      assertThat(run(HubPathCommand::new, "tiny")).isEqualTo(ExitCodes.NO_INPUT);
      assertThat(out).isEmpty();
      assertThat(err).contains("tiny: it is in a jar", "use it by its name");
      assertThat(run(HubInfoCommand::new, "tiny")).as(err).isZero();
      assertThat(out).contains("where: class path", "# Tiny");
    } finally {
      thread.setContextClassLoader(usual);
    }
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
