package dms.train.experiment;

import dms.train.FinishedRun;
import dms.train.RunConfig;
import dms.train.TrainingRun;
import dms.train.log.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Trains the runs of an experiment, one after the other. What was finished before is taken as it
 * is, what was begun goes on from its last checkpoint, so that the same experiment started again
 * goes on where it was left.
 *
 * @param screen where progress is shown
 * @param stop asked after every step; true makes a run write a checkpoint and end
 */
public record RunSeries(ProgressBar.Screen screen, BooleanSupplier stop) {

  /**
   * Trains a run unless it was finished before.
   *
   * @param label what it is, for people
   * @return empty when it was asked to stop first
   * @throws IOException as {@link TrainingRun#run} and {@link FinishedRun#find}
   */
  Optional<FinishedRun> train(String label, RunConfig config) throws IOException {
    Optional<FinishedRun> before = FinishedRun.find(config);
    if (before.isPresent()) {
      say(label + ": finished before");
      return before;
    }
    if (stop.getAsBoolean()) {
      return Optional.empty();
    }
    say(label);
    boolean begun = Files.exists(config.folder().resolve("checkpoints"));
    TrainingRun.Result result = new TrainingRun(config, screen, stop).run(begun);
    return result.finished() ? FinishedRun.find(config) : Optional.empty();
  }

  /** Shows a line. */
  void say(String line) {
    screen.out().println(line);
  }
}
