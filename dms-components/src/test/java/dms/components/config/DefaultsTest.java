package dms.components.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultsTest {
  @TempDir Path folder;

  @BeforeEach
  void writeGroups() throws IOException {
    write("conf/encoders/words.conf", "encoders.words.dim = 8, encoders.sentence.inputs += words");
    write("conf/encoders/dim.conf", "encoders.dim.file = x, encoders.sentence.inputs += dim");
    write("conf/encoders/sentence.conf", "encoders.sentence { type = sentence, hidden = 4 }");
    write("conf/training/long.conf", "training.epochs = 9, seed = 1");
    write("conf/training/short.conf", "training.epochs = 1");
  }

  @Test
  void laterFilesOverrideEarlierOnesAndOwnLinesOverrideAllWhereverTheKeyStands()
      throws IOException {
    Config config = load(write("a.conf", "seed = 2\ndefaults = [training/short, training/long]"));
    assertThat(config.getInt("training.epochs")).isEqualTo(9);
    assertThat(config.getInt("seed")).isEqualTo(2);
    assertThat(config.hasPath("defaults")).isFalse();
  }

  @Test
  void filesOfAListAddToTheSameListInTheirOrder() throws IOException {
    Path file =
        write("a.conf", "defaults = [encoders/dim, encoders/sentence, encoders/words]\nx = 1");
    assertThat(inputs(load(file))).containsExactly("dim", "words");
    assertThat(load(file).getInt("encoders.sentence.hidden")).isEqualTo(4);
  }

  @Test
  void ownLineSetsOrExtendsWhatTheFilesWired() throws IOException {
    String list = "defaults = [encoders/words, encoders/dim]\n";
    assertThat(inputs(load(write("set.conf", list + "encoders.sentence.inputs = [dim]"))))
        .containsExactly("dim");
    assertThat(inputs(load(write("add.conf", list + "encoders.sentence.inputs += own"))))
        .containsExactly("words", "dim", "own");
  }

  @Test
  void filesAreFoundBesideTheFileThenInConfThereAndAbove() throws IOException {
    write("deep/conf/encoders/near.conf", "near = conf");
    write("deep/er/words.conf", "beside = 1");
    Config config =
        load(write("deep/er/a.conf", "defaults = [words, encoders/near, encoders/words.conf]"));
    assertThat(config.getInt("beside")).isEqualTo(1);
    assertThat(config.getString("near")).isEqualTo("conf");
    assertThat(config.getInt("encoders.words.dim")).isEqualTo(8);
  }

  @Test
  void fileOfAListMayListOthersAndEachCountsOnce() throws IOException {
    write("conf/base.conf", "defaults = encoders/words");
    write("one.conf", "defaults = [base, encoders/sentence]");
    Path file = write("two.conf", "defaults = [one, base, encoders/dim]");
    assertThat(inputs(load(file))).containsExactly("words", "dim");
  }

  @Test
  void includedFileBringsItsGroupsWithIt() throws IOException {
    write("base/one.conf", "defaults = [training/long]\nown = 1");
    Config config = load(write("two.conf", "include \"base/one\"\ntraining.epochs = 3"));
    assertThat(config.getInt("own")).isEqualTo(1);
    assertThat(config.getInt("seed")).isEqualTo(1);
    assertThat(config.getInt("training.epochs")).isEqualTo(3);
  }

  @Test
  void missingFileIsNamedWithTheNearestAndAllThatThereAre() throws IOException {
    Path file = write("a.conf", "defaults = [encoders/wrods]");
    refused(file)
        .withMessageStartingWith(file + ": defaults: 'encoders/wrods': expected the file ")
        .withMessageContaining("; did you mean encoders/words?")
        .withMessageContaining("there are encoders/dim, encoders/sentence, encoders/words");
  }

  @Test
  void circleIsRefusedWithItsWay() throws IOException {
    write("conf/x.conf", "defaults = [y]");
    write("conf/y.conf", "defaults = [x]");
    refused(write("a.conf", "defaults = [x]"))
        .withMessageContaining("'x' leads back to a file that is being composed: ")
        .withMessageContaining("x.conf includes ");
    refused(write("self.conf", "defaults = [self]")).withMessageContaining("leads back");
  }

  @Test
  void fileThatStandsTwiceInAListIsRefused() throws IOException {
    refused(write("a.conf", "defaults = [encoders/words, encoders/words.conf]"))
        .withMessageContaining("'encoders/words.conf' stands twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "[[a]]", "{ a = 1 }"})
  void otherThanAListOfNamesIsRefused(String value) throws IOException {
    refused(write("a.conf", "defaults = " + value))
        .withMessageContaining("expected a list of files such as encoders/words");
  }

  @Test
  void commandLineAddsAFileOnTopOfTheOwnLines() throws IOException {
    Path file = write("a.conf", "encoders.sentence.inputs = [words], training.epochs = 5");
    Config config = load(file, "+encoders/dim", "+training/short", "training.extra=1");
    assertThat(inputs(config)).containsExactly("words", "dim");
    assertThat(config.getInt("training.epochs")).isEqualTo(1);
    assertThat(load(file, "+training/short", "training.epochs=7").getInt("training.epochs"))
        .isEqualTo(7);
  }

  @Test
  void commandLineCannotAddAFileThatIsComposedAlready() throws IOException {
    write("one.conf", "defaults = [encoders/words, encoders/sentence]");
    Path file = write("two.conf", "defaults = [one]");
    refused(file, "+encoders/words")
        .withMessageContaining(
            "override '+encoders/words': expected a file that is not composed yet");
    refused(file, "+encoders/dim", "+encoders/dim.conf")
        .withMessageContaining("override '+encoders/dim.conf'");
    refused(file, "+two").withMessageContaining("override '+two'");
    write("conf/encoders/both.conf", "defaults = [encoders/words, encoders/dim]\nx = 1");
    assertThat(inputs(load(file, "+encoders/dim", "+encoders/both")))
        .containsExactly("words", "dim");
    assertThat(inputs(load(file, "~encoders/words", "+encoders/dim", "+encoders/words")))
        .containsExactly("dim", "words");
  }

  @Test
  void commandLineLeavesAFileOutOfTheListsHoweverDeep() throws IOException {
    write("one.conf", "defaults = [encoders/words, encoders/dim, encoders/sentence]");
    Config config = load(write("two.conf", "defaults = [one]"), "~encoders/words");
    assertThat(inputs(config)).containsExactly("dim");
    assertThat(config.hasPath("encoders.words")).isFalse();
    refused(folder.resolve("two.conf"), "~training/long")
        .withMessageContaining(
            "override '~training/long': expected a file that a list of defaults");
    refused(folder.resolve("two.conf"), "~training/lnog")
        .withMessageContaining("did you mean training/long?");
    refused(folder.resolve("two.conf"), "+training/lnog")
        .withMessageContaining("did you mean training/long?");
  }

  @Test
  void plusAddsAKeyThatIsNotThereAndTildeTakesOutOneThatIs() throws IOException {
    Path file = write("a.conf", "a { b = 1, c = 2, n = null }, data = ${NOT_SET_ANYWHERE}");
    Config config = load(file, "+a.d=3", "~a.b", "data=x");
    assertThat(config.getInt("a.d")).isEqualTo(3);
    assertThat(config.hasPath("a.b")).isFalse();
    assertThat(load(file, "~a.b", "+a.b=5", "data=x").getInt("a.b")).isEqualTo(5);
    refused(file, "+a.b=2")
        .withMessage(
            "override '+a.b=2': expected a key that is not there yet, but a.b is; write a.b=2 to change it");
    refused(file, "~a.x")
        .withMessage("override '~a.x': expected a key that is there, but a.x is not");
    refused(file, "~").withMessageContaining("expected ~key");
    refused(file, "~a.b=1").withMessageContaining("expected ~key");
    refused(file, "+=1").withMessageContaining("expected key=value");
    refused(file, "~a..b").withMessageContaining("override '~a..b'");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<String> inputs(Config config) {
    return config.getStringList("encoders.sentence.inputs");
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
