package dms.hub.catalogue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A JVM of its own that installs the tiny model into each home it is told. */
final class InstallingProcess implements Closeable {
  private final Process process;
  private final PrintWriter to;
  private final BufferedReader from;

  InstallingProcess(Path log, Object catalogue) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                InstallingProcess.class.getName(),
                catalogue.toString())
            .redirectError(log.toFile())
            .start();
    to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Lets it begin. */
  void install(Path home, boolean locks) {
    to.println(home + " " + locks);
  }

  /** Waits until it has done: the model's folder, or nothing when it failed or was killed. */
  Optional<Path> installed() throws IOException {
    return Optional.ofNullable(from.readLine())
        .filter(line -> line.startsWith("installed "))
        .map(line -> Path.of(line.substring("installed ".length())));
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end. */
  void await() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() {
    to.close();
    process.destroyForcibly();
  }

  /** The other side. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] home = line.split(" ");
      HubSettings settings = TestArchives.settings(Path.of(home[0]), arguments[0]);
      DownloadLimits limits = TestArchives.limits().withLocks(Boolean.parseBoolean(home[1]));
      Hub hub = new Hub(settings, limits, TestArchives::unpack, name -> Optional.empty());
      try {
        out.println("installed " + hub.finder().find("tiny").folder());
      } catch (IOException e) {
        e.printStackTrace();
        out.println("failed");
      }
    }
  }

  /** What a log says, for messages. */
  static String read(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }
}
