package dms.train.cli;

import dms.train.parallel.RankPlace;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which processes train together, as the command line tells; mixed in. */
final class RankOptions {
  private static final Pattern MASTER = Pattern.compile("(.+):(\\d{1,5})");

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--nproc",
      paramLabel = "N",
      defaultValue = "1",
      description = "Processes of this machine that train together; the cores are shared out.")
  private int processes;

  @Option(
      names = "--rank",
      paramLabel = "R",
      description = "On several machines: number of this process, from 0, or of its first.")
  private Optional<Integer> rank = Optional.empty();

  @Option(
      names = "--world-size",
      paramLabel = "N",
      description = "On several machines: number of all processes.")
  private Optional<Integer> worldSize = Optional.empty();

  @Option(
      names = "--master",
      paramLabel = "HOST:PORT",
      description = "On several machines: where the process of rank 0 can be reached.")
  private Optional<String> master = Optional.empty();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long to wait for the other processes at the start.")
  private int waitSeconds;

  @Option(
      names = LocalProcesses.LOCAL_RANK,
      hidden = true,
      defaultValue = "0",
      description = "Number among those of this machine, given to processes that are started.")
  private int localRank;

  /** Whether more than one process trains. */
  boolean several() {
    return processes != 1 || worldSize.isPresent() || rank.isPresent() || master.isPresent();
  }

  /** Whether another process started this one. */
  boolean started() {
    return localRank > 0;
  }

  /**
   * The place that the options give.
   *
   * @throws ParameterException when they do not fit together
   */
  RankPlace place() {
    if (processes < 1) {
      throw wrong("--nproc: expected 1 or more, found " + processes);
    }
    boolean many = worldSize.isPresent() || rank.isPresent() || master.isPresent();
    if (many && (worldSize.isEmpty() || rank.isEmpty() || master.isEmpty())) {
      throw wrong("several machines need --rank, --world-size and --master together");
    }
    Matcher address = MASTER.matcher(master.orElse("127.0.0.1:0"));
    if (!address.matches()) {
      throw wrong("--master: expected HOST:PORT, found '" + master.orElse("") + "'");
    }
    int port = Integer.parseInt(address.group(2));
    int size = worldSize.orElse(processes);
    int last = rank.orElse(0) - localRank + processes - 1;
    if (many && (port == 0 || last >= size)) {
      throw wrong(
          port == 0
              ? "--master: expected a port above 0"
              : "--world-size: expected above rank %d, the last of this machine, found %d"
                  .formatted(last, size));
    }
    try {
      return new RankPlace(
          rank.orElse(0), size, localRank, processes, address.group(1), port, waitSeconds);
    } catch (IllegalArgumentException e) {
      throw wrong("--" + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
