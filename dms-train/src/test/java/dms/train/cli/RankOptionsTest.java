package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RankOptionsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nproc 0|--nproc: expected 1 or more",
        "--rank 0|--rank, --world-size and --master together",
        "--nproc 2 --master there:1|--rank, --world-size and --master together",
        "--rank 0 --world-size 2 --master there|--master: expected HOST:PORT",
        "--rank 0 --world-size 2 --master there:0|--master: expected a port above 0",
        "--rank 2 --world-size 2 --master there:9|--world-size: expected above rank 2",
        "--rank 1 --nproc 2 --world-size 2 --master there:9|--world-size: expected above rank 2",
        "--rank -1 --world-size 2 --master there:9|--rank: expected 0 to 1",
        "--nproc 2 --wait 0|--wait: expected 1 or more",
        "--nproc 2 --multirun|--multirun trains with one process",
      })
  void optionsThatDoNotFitAreAUsageError(String options, String message) throws Exception {
    Path config = folder.resolve("any.conf");
    Files.writeString(
        config,
        "encoders { words { type = word } }\n"
            + "decoders { upos { type = tagger, input = words, column = upos } }\n"
            + "data { train = [a.conllu], dev = [b.conllu] }\n"
            + "selection { metric = upos.accuracy }\n");
    List<String> arguments = new ArrayList<>(List.of("train", config.toString()));
    arguments.addAll(List.of(options.split(" ")));
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err));
    assertThat(command.execute(arguments.toArray(String[]::new))).as(err.toString()).isEqualTo(64);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void startedProcessesGetTheArgumentsWithoutThePlace() {
    List<String> arguments =
        List.of("train", "a.conf", "--rank", "2", "--master=m:1", "--nproc", "2", "name=x");
    assertThat(LocalProcesses.withoutPlace(arguments))
        .containsExactly("train", "a.conf", "--nproc", "2", "name=x");
  }
}
