package dms.components.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.typesafe.config.Config;
import dms.components.setting.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {
  @TempDir Path folder;

  @Test
  void includeIsRelativeToItsFileAndMayLeaveOutTheExtension() throws IOException {
    write("training/common.conf", "training { seed = 1, epochs = 5 }");
    write("training/bilstm.conf", "include \"common\"\ntraining.epochs = 20");
    Path file =
        write(
            "run.conf", "include \"training/bilstm\"\ninclude required(\"training/common.conf\")");
    assertThat(load(file).getInt("training.seed")).isEqualTo(1);
    assertThat(load(file).getInt("training.epochs")).isEqualTo(5);
  }

  @Test
  void folderOfTheSameNameDoesNotHideTheFile() throws IOException {
    write("training/bilstm/other.conf", "");
    write("training/bilstm.conf", "a = 1");
    assertThat(load(write("run.conf", "include \"training/bilstm\"")).getInt("a")).isEqualTo(1);
  }

  @Test
  void laterLinesOverrideAnInclude() throws IOException {
    write("base.conf", "a = 1, b = 1");
    Config config = load(write("run.conf", "b = 0\ninclude \"base\"\na = 2"));
    assertThat(config.getInt("a")).isEqualTo(2);
    assertThat(config.getInt("b")).isEqualTo(1);
  }

  @Test
  void includeWithinAnObjectFillsThatObject() throws IOException {
    write("words.conf", "dim = 8, hidden = ${words.dim}");
    Config config =
        load(write("run.conf", "words { dim = 4 }, encoders { words { include \"words\" } }"));
    assertThat(config.getInt("encoders.words.dim")).isEqualTo(8);
    assertThat(config.getInt("encoders.words.hidden")).isEqualTo(4);
  }

  @Test
  void missingIncludeIsRefused() throws IOException {
    Path file = write("run.conf", "a = 1\ninclude \"training/bilstn\"");
    refused(file)
        .withMessage(
            "%s: include \"training/bilstn\": expected the file %s or %s, found neither",
            file, folder.resolve("training/bilstn"), folder.resolve("training/bilstn.conf"));
  }

  @Test
  void missingIncludeOfAnIncludeNamesTheFileItStandsIn() throws IOException {
    Path middle = write("middle.conf", "include \"absent\"");
    refused(write("run.conf", "x { include \"middle\" }"))
        .withMessageStartingWith(middle + ": include \"absent\": ");
  }

  @Test
  void circleOfIncludesIsRefused() throws IOException {
    write("a.conf", "include \"b\"");
    write("b.conf", "include \"a\"");
    refused(folder.resolve("a.conf")).withMessageContaining("the file includes itself: ");
    refused(write("self.conf", "include \"self\"")).withMessageContaining("includes itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"url(\"http://localhost/x.conf\")", "classpath(\"x.conf\")"})
  void onlyFilesAreIncluded(String what) throws IOException {
    refused(write("run.conf", "include " + what)).withMessageContaining("expected a file, found a");
  }

  @Test
  void fileIncludeIsRelativeToItsFileToo() throws IOException {
    write("sub/base.conf", "a = 1");
    assertThat(load(write("sub/run.conf", "include file(\"base.conf\")")).getInt("a")).isEqualTo(1);
  }

  @Test
  void overrideWinsBeforeSubstitutionsAreResolved() throws IOException {
    Path file = write("run.conf", "dim = 4, hidden = ${dim}, words { dim = ${hidden} }");
    Config config = load(file, "dim=8");
    assertThat(config.getInt("hidden")).isEqualTo(8);
    assertThat(config.getInt("words.dim")).isEqualTo(8);
  }

  @Test
  void overridesTakeListsObjectsStringsAndSubstitutions() throws IOException {
    Path file = write("run.conf", "a { x = 1, y = 2 }, folder = data");
    Config config =
        load(
            file,
            "files=[a.conllu, \"b c.conllu\"]",
            "name=two words",
            "comma=\"a, b\"",
            "a={ y = 3 }",
            "b.\"c.d\" = 5",
            "train=${folder}/train.conllu",
            "equation=\"a=b\"");
    assertThat(config.getStringList("files")).containsExactly("a.conllu", "b c.conllu");
    assertThat(config.getString("name")).isEqualTo("two words");
    assertThat(config.getString("comma")).isEqualTo("a, b");
    assertThat(config.getInt("a.x")).isEqualTo(1);
    assertThat(config.getInt("a.y")).isEqualTo(3);
    assertThat(config.getInt("b.\"c.d\"")).isEqualTo(5);
    assertThat(config.getString("train")).isEqualTo("data/train.conllu");
    assertThat(config.getString("equation")).isEqualTo("a=b");
  }

  @Test
  void lastOverrideOfAKeyWins() throws IOException {
    assertThat(load(write("run.conf", "a = 1"), "a=2", "a=3").getInt("a")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "=1",
        "a=",
        "a=[1",
        "a=b, c=d",
        "a={",
        "a..b=1",
        "a+=1",
        "a=1\nb=2",
        "{a=1}",
        " = 1"
      })
  void malformedOverrideIsQuoted(String override) throws IOException {
    refused(write("run.conf", "a = 1"), override)
        .withMessageStartingWith("override '" + override + "': expected key=value");
  }

  @Test
  void problemsPointToTheOverrideOrTheLine() throws IOException {
    record Numbers(@Setting(doc = "a") int a, @Setting(doc = "b") int b) {}
    write("base.conf", "\nb = y");
    Path file = write("run.conf", "a = 1\ninclude \"base\"");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> RecordBinder.bind(load(file, "a=[\"3: 1\",x]"), "", Numbers.class))
        .satisfies(
            thrown ->
                assertThat(thrown.problems())
                    .containsExactly(
                        "a (override a=[\"3: 1\",x]): expected an integer of 32 bits, found a list [\"3: 1\",\"x\"]",
                        "b ("
                            + folder.resolve("base.conf")
                            + ":2): expected an integer of 32 bits, found the string \"y\""));
  }

  @Test
  void missingKeyOfAMergedObjectNamesBothPlaces() throws IOException {
    record Word(@Setting(doc = "w") int dim) {}
    record Words(@Setting(doc = "w") Word words) {}
    write("base.conf", "words { old = null }");
    Path file = write("run.conf", "include \"base\"\nwords { dim = null }\nwords { dim = null }");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> RecordBinder.bind(load(file), "", Words.class))
        .withMessage(
            "words.dim (%1$s:3, %1$s:2, %2$s:1): missing mandatory key, expected an integer of 32 bits: w",
            file, folder.resolve("base.conf"));
  }

  @Test
  void environmentVariablesAreSubstitutedWhereNoKeyIs() throws IOException {
    String path = System.getenv("PATH");
    assumeThat(path).as("the environment variable PATH").isNotNull();
    Path file =
        write(
            "run.conf", "a = ${PATH}, b = default, b = ${?DMS_TEST_UNSET}, c = ${?DMS_TEST_UNSET}");
    assertThat(load(file).getString("a")).isEqualTo(path);
    assertThat(load(file).getString("b")).isEqualTo("default");
    assertThat(load(file).hasPath("c")).isFalse();
    assertThat(load(file, "PATH=mine").getString("a")).isEqualTo("mine");
  }

  @Test
  void substitutionWithoutValueIsNamed() throws IOException {
    Path file = write("run.conf", "a = 1\nb = ${DMS_TEST_UNSET}/x");
    refused(file)
        .withMessageStartingWith(file + ":2: ")
        .withMessageContaining("${DMS_TEST_UNSET}")
        .withMessageContaining("environment variable");
  }

  @Test
  void circleOfSubstitutionsIsRefused() throws IOException {
    refused(write("run.conf", "a = ${b}, b = ${a}")).withMessageContaining("${a}");
  }

  @Test
  void relativePathsStayAsWritten() throws IOException {
    assertThat(load(write("sub/run.conf", "train = ../data/x.conllu")).getString("train"))
        .isEqualTo("../data/x.conllu");
  }

  @Test
  void absentFileAndFolderAreRefused() {
    Path absent = folder.resolve("absent.conf");
    refused(absent).withMessage("%s: expected a configuration file, found none", absent);
    refused(folder)
        .withMessage("%s: expected a configuration file, found another kind of file", folder);
  }

  @Test
  void syntaxErrorIsToldWithFileAndLine() throws IOException {
    Path file = write("run.conf", "a = 1\nb = [1, 2\nc = 3");
    refused(file).withMessageStartingWith(file + ":");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path file = folder.resolve("latin.conf");
    Files.write(file, "name = \"þ\"".getBytes(StandardCharsets.ISO_8859_1));
    refused(file).withMessage("%s: expected UTF-8, found other bytes", file);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Config load(Path file, String... overrides) {
    return ConfigurationLoader.load(file, List.of(overrides));
  }

  private static ThrowableAssertAlternative<ConfigurationException> refused(
      Path file, String... overrides) {
    return assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(file, overrides));
  }
}
