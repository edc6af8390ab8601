package dms.bench.peer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dms.core.tensor.NativeRuntime;
import dms.train.RunConfig;
import dms.train.TrainingRun;
import dms.train.log.ProgressBar;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Seconds that steps of a training run take: a whole {@link TrainingRun}, with its progress and its
 * log, is stopped after some steps. The clock runs from the end of the last warm-up step to the end
 * of the last step.
 */
@Command(name = "JointTraining", description = "Times the first steps of a training run.")
public final class JointTraining implements Callable<Integer> {
  private static final int WIDTH = 80;
  private static final double NANOS_PER_SECOND = 1e9;

  @Option(names = "--config", required = true, description = "configuration of the run")
  private Path file;

  @Option(names = "--warmup", description = "steps before the clock starts", defaultValue = "20")
  private int warmup;

  @Option(names = "--steps", description = "timed steps", defaultValue = "60")
  private int steps;

  @Option(names = "--out", required = true, description = "where the time is written, as JSON")
  private Path out;

  @Parameters(description = "overrides of the configuration")
  private List<String> overrides = new ArrayList<>();

  private final List<Long> ends = new ArrayList<>();

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new JointTraining()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    NativeRuntime runtime = NativeRuntime.require();
    RunConfig config = RunConfig.load(file, overrides, "peer");
    new TrainingRun(config, silent(), this::countedAll).run(false);
    if (ends.size() <= warmup + steps) {
      System.err.printf(
          "JointTraining: expected an epoch of %d steps, found %d; set fewer --steps%n",
          warmup + steps, ends.size() - 1);
      return 1;
    }
    Map<String, Object> told = new LinkedHashMap<>();
    long nanos = ends.get(warmup + steps) - ends.get(warmup);
    told.put("seconds", nanos / NANOS_PER_SECOND);
    told.put("steps", steps);
    told.put(
        "system",
        Map.of(
            "java", System.getProperty("java.version"),
            "libtorch", runtime.torchVersion(),
            "blas", runtime.blas()));
    Files.writeString(out, new JsonMapper().writeValueAsString(told));
    return 0;
  }

  /** Asked by the run before the first step and after each step of the first epoch. */
  private boolean countedAll() {
    ends.add(System.nanoTime());
    return ends.size() > warmup + steps;
  }

  private static ProgressBar.Screen silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new ProgressBar.Screen(nowhere, false, WIDTH, Duration.ofSeconds(1), System::nanoTime);
  }
}
