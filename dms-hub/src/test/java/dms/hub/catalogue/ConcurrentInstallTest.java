package dms.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Eight processes want one model at the same time, thirty times, with and without locks. */
@Timeout(120)
class ConcurrentInstallTest {
  private static final int PROCESSES = 8;
  private static final int ROUNDS = 30;

  @TempDir private Path folder;

  @Test
  void eightProcessesShareOneDownloadOrRaceWithoutLocks() throws IOException {
    Path archive = TestArchives.write(folder.resolve("tiny.zip"), 300_000);
    byte[] bytes = Files.readAllBytes(archive);
    String json = TestArchives.json(archive, "tiny.zip");
    try (FaultServer server =
        new FaultServer(
            (request, out) ->
                FaultServer.serve(
                    request,
                    out,
                    request.path().endsWith(".json")
                        ? json.getBytes(StandardCharsets.UTF_8)
                        : bytes,
                    "\"1\""))) {
      List<InstallingProcess> processes = new ArrayList<>();
      try {
        for (int i = 0; i < PROCESSES; i++) {
          processes.add(
              new InstallingProcess(folder.resolve("log-" + i), server.address("/catalogue.json")));
        }
        for (int round = 0; round < ROUNDS; round++) {
          race(processes, folder.resolve("locked-" + round), true);
        }
        assertThat(downloads(server)).isEqualTo(ROUNDS);
        for (int round = 0; round < ROUNDS; round++) {
          race(processes, folder.resolve("free-" + round), false);
        }
        assertThat(downloads(server)).isBetween(2L * ROUNDS, (1L + PROCESSES) * ROUNDS);
      } finally {
        processes.forEach(InstallingProcess::close);
      }
    }
  }

  private static long downloads(FaultServer server) {
    return server.requests().stream().filter(request -> request.path().endsWith(".zip")).count();
  }

  private void race(List<InstallingProcess> processes, Path home, boolean locks)
      throws IOException {
    processes.forEach(process -> process.install(home, locks));
    Path expected = home.resolve("models/tiny/1.0.0");
    for (int i = 0; i < processes.size(); i++) {
      Optional<Path> installed = processes.get(i).installed();
      assertThat(installed)
          .as(InstallingProcess.read(folder.resolve("log-" + i)))
          .contains(expected);
    }
    assertThat(Bundle.read(expected).description().name()).isEqualTo("tiny");
    assertThat(children(expected.getParent())).containsExactly("1.0.0");
    assertThat(children(home.resolve("downloads"))).allMatch(name -> name.endsWith(".lock"));
  }

  private static List<String> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
