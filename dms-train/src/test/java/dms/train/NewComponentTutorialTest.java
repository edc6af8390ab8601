package dms.train;

import static org.assertj.core.api.Assertions.assertThat;

import dms.components.config.ComponentRegistry;
import dms.components.config.ComponentType;
import dms.hub.DmsVersion;
import dms.train.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whoever types docs/new-component.md gets what it promises. */
class NewComponentTutorialTest {
  /** A file's name in bold, and the block below it. */
  private static final Pattern FILE =
      Pattern.compile(
          "^\\*\\*`([^`]+)`\\*\\*\\n\\n```\\w*\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern TYPED = Pattern.compile("^echo \"([^\"]+)\" \\|", Pattern.MULTILINE);

  @TempDir static Path project;
  private static String tutorial;
  private static ClassLoader before;
  private static URLClassLoader loader;

  @BeforeAll
  static void writeCompileAndRegister() throws IOException {
    tutorial = Files.readString(Repository.file("docs/new-component.md"));
    Matcher file = FILE.matcher(tutorial);
    while (file.find()) {
      Path path = project.resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.group(2));
    }
    compile(project.resolve("target/classes"));
    loader =
        new URLClassLoader(
            new URL[] {
              project.resolve("target/classes").toUri().toURL(),
              project.resolve("src/main/resources").toUri().toURL()
            },
            NewComponentTutorialTest.class.getClassLoader());
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterAll
  static void unregister() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }

  private static void compile(Path classes) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-d", Files.createDirectories(classes).toString(), "-encoding", "UTF-8"));
    arguments.addAll(List.of("--release", "17", "-Xlint:all,-serial,-classfile,-path", "-Werror"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    javaFiles().forEach(source -> arguments.add(source.toString()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
  }

  private static List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve("src/main/java"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String dms(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(arguments);
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  @Test
  void encoderDecoderAndProviderTakeUnderEightyLines() throws IOException {
    List<String> code = new ArrayList<>();
    for (Path source : javaFiles()) {
      code.addAll(Files.readAllLines(source));
    }
    assertThat(code).allMatch(line -> line.length() <= 110);
    code.removeIf(line -> line.isBlank() || line.startsWith("import ") || line.startsWith("pack"));
    assertThat(code).as("lines that are neither blank nor imports").hasSizeLessThan(80);
  }

  @Test
  void itsProjectDependsOnThisVersion() {
    assertThat(project.resolve("pom.xml"))
        .content()
        .contains("<version>" + DmsVersion.current() + "</version>");
  }

  @Test
  void itsTypesStandBesideThePapersAndAreDescribed() {
    assertThat(ComponentRegistry.load().types())
        .extracting(ComponentType::name)
        .contains("ending", "yes-no", "tagger");
    assertThat(dms("config", "--describe", "ending"))
        .contains("ending (encoder): knows a token by its last letters")
        .contains("letters  integer; default 3");
  }

  @Test
  void aReloadedBundleTagsUnseenWordsAsTheTutorialShows() throws IOException {
    dms(
        "train",
        project.resolve("latinate.conf").toString(),
        "data.train=[\"" + project.resolve("train.tsv") + "\"]",
        "data.dev=[\"" + project.resolve("dev.tsv") + "\"]",
        "output=\"" + project.resolve("runs") + "\"");
    Matcher typed = TYPED.matcher(tutorial);
    assertThat(typed.find()).isTrue();
    Path tagged = project.resolve("out.tsv");
    dms(
        "tag",
        "--model=" + project.resolve("runs/latinate/bundle"),
        "--input=" + Files.writeString(project.resolve("typed.txt"), typed.group(1) + "\n"),
        "--output=" + tagged);
    assertThat(Files.readString(tagged).strip())
        .isEqualTo(Files.readString(project.resolve("tagged.tsv")).strip());
  }
}
