package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.train.SmallRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without natives for it, which takes a process of its own. */
class UnloadableLibraryTest {
  @Test
  void trainSaysThatLibtorchCannotBeLoadedAndWhatToDo(@TempDir Path folder) throws Exception {
    SmallRun run = SmallRun.in(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dorg.bytedeco.javacpp.platform=nowhere-none");
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "train"));
    command.addAll(run.arguments("none"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(70);
    assertThat(output).contains("error: libtorch cannot be loaded").contains("./dms doctor");
    assertThat(run.run("none")).doesNotExist();
  }
}
