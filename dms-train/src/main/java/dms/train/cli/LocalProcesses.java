package dms.train.cli;

import dms.train.parallel.RankPlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The other processes of a training on this machine: started with the JVM, flags, class path and
 * environment of this one. They end when this one ends, however that is: their standard input is a
 * pipe from here, which the system closes then.
 */
final class LocalProcesses implements AutoCloseable {
  /** Option that tells a process that it was started by another one, and its number. */
  static final String LOCAL_RANK = "--local-rank";

  private static final Set<String> PLACE = Set.of("--rank", "--world-size", "--master");

  private static final long END_SECONDS = 10;

  /** A line that libtorch writes whenever processes are connected. */
  private static final String GREETING = "[Gloo] ";

  private final List<Process> processes = new ArrayList<>();
  private final RankPlace place;

  private LocalProcesses(RankPlace place) {
    this.place = place;
  }

  /**
   * Starts them.
   *
   * @param place of this process, with the port at which rank 0 listens
   * @param arguments of the command line of this process
   * @param out gets their output, the rank before each line
   * @throws IOException when one cannot be started; those before it are ended
   */
  static LocalProcesses start(RankPlace place, List<String> arguments, PrintStream out)
      throws IOException {
    LocalProcesses started = new LocalProcesses(place);
    try {
      for (int local = 1; local < place.localSize(); local++) {
        started.start(local, arguments, out);
      }
      return started;
    } catch (IOException e) {
      started.close();
      throw e;
    }
  }

  /** None: another process starts them. */
  static LocalProcesses none(RankPlace place) {
    return new LocalProcesses(place);
  }

  private void start(int local, List<String> arguments, PrintStream out) throws IOException {
    int rank = place.rank() + local;
    Process process =
        new ProcessBuilder(command(local, arguments)).redirectErrorStream(true).start();
    processes.add(process);
    Thread reader = new Thread(() -> copy(process, rank, out), "dms-rank-" + rank);
    reader.setDaemon(true);
    reader.start();
  }

  private List<String> command(int local, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(
        ProcessHandle.current()
            .info()
            .command()
            .orElseGet(() -> System.getProperty("java.home") + "/bin/java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(withoutPlace(arguments));
    command.addAll(
        List.of(
            "--rank=" + (place.rank() + local),
            "--world-size=" + place.size(),
            "--master=" + place.host() + ":" + place.port(),
            LOCAL_RANK + "=" + local));
    return command;
  }

  /** The arguments without the options that tell the place of this process. */
  static List<String> withoutPlace(List<String> arguments) {
    List<String> kept = new ArrayList<>();
    boolean valueOfDropped = false;
    for (String argument : arguments) {
      boolean dropped = PLACE.contains(argument.split("=", 2)[0]);
      if (!dropped && !valueOfDropped) {
        kept.add(argument);
      }
      valueOfDropped = dropped && !argument.contains("=");
    }
    return kept;
  }

  private static void copy(Process process, int rank, PrintStream out) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith(GREETING)) {
          out.println("[rank " + rank + "] " + line);
        }
      }
    } catch (IOException e) {
      out.println("[rank " + rank + "] its output cannot be read: " + e.getMessage());
    }
  }

  /** Tells which of them has ended though it should not, if one has. */
  Optional<String> trouble() {
    for (int i = 0; i < processes.size(); i++) {
      if (!processes.get(i).isAlive()) {
        return Optional.of(
            "rank %d ended with exit code %d before all processes had come; see what it wrote above"
                .formatted(place.rank() + 1 + i, processes.get(i).exitValue()));
      }
    }
    return Optional.empty();
  }

  /** Lets them end, and ends those that do not. */
  @Override
  public void close() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
    for (Process process : processes) {
      try {
        process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process.destroyForcibly();
    }
  }

  /**
   * Ends this process, which another one started, as soon as that one is gone. It has nothing to
   * save: rank 0 writes the checkpoints.
   *
   * @param rank of this process
   * @param code exit code
   */
  static void endWithStarter(int rank, int code, PrintStream err) {
    Thread watch =
        new Thread(
            () -> {
              awaitEnd(System.in);
              err.printf("rank %d ends: the process that started it is gone%n", rank);
              err.flush();
              Runtime.getRuntime().halt(code);
            },
            "dms-starter");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Nothing is ever written there.
      }
    } catch (IOException e) {
      // As good as an end.
    }
  }
}
