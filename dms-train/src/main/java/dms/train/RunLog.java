package dms.train;

import dms.train.eval.Accuracy;
import dms.train.eval.Evaluation;
import dms.train.log.EventFileWriter;
import dms.train.log.MetricsLog;
import dms.train.log.ProgressBar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a run tells: metrics.jsonl, TensorBoard events, the progress of each epoch. */
final class RunLog implements AutoCloseable {
  private final Optional<MetricsLog> metrics;
  private final Optional<EventFileWriter> events;
  private final ProgressBar.Screen screen;

  /**
   * @param folder of the run
   * @param resumed where the run stands: what a killed run wrote after that is cut off
   */
  RunLog(Path folder, TrainingState resumed, ProgressBar.Screen screen) throws IOException {
    this.metrics =
        Optional.of(MetricsLog.open(folder.resolve("metrics.jsonl"), resumed.metricsLength()));
    EventFileWriter writer = new EventFileWriter(folder, Clock.systemUTC());
    if (resumed.step() > 0) {
      writer.resumeAt(resumed.step() + 1);
    }
    this.events = Optional.of(writer);
    this.screen = screen;
  }

  private RunLog(ProgressBar.Screen screen) {
    this.metrics = Optional.empty();
    this.events = Optional.empty();
    this.screen = screen;
  }

  /** One that writes no file. */
  static RunLog ofScreen(ProgressBar.Screen screen) {
    return new RunLog(screen);
  }

  ProgressBar progress(Stage stage, int epoch, long tokens) {
    String title =
        String.format(
                Locale.ROOT, "%s epoch %d/%d", stage.name(), epoch + 1, stage.training().epochs())
            .strip();
    return new ProgressBar(screen, title, tokens, "tokens");
  }

  /** A line of the program, beside the progress bar. */
  void say(String line) {
    screen.out().println(line);
  }

  /**
   * Mean losses since the last such line.
   *
   * @param factors that losses are multiplied with where they are learnt, by decoder
   */
  void training(
      Stage stage,
      TrainingState state,
      Map<String, Double> factors,
      double learningRate,
      double gradientNorm)
      throws IOException {
    LinkedHashMap<String, Object> line = line("train", stage, state);
    Map<String, Double> means = state.window().means();
    means.forEach((name, loss) -> line.put("loss." + name, loss));
    factors.forEach((name, factor) -> line.put("factor." + name, factor));
    line.put("learning_rate", learningRate);
    line.put("gradient_norm", gradientNorm);
    append(line, state.step());
  }

  /** Scores on the dev files. */
  void dev(Stage stage, TrainingState state, Evaluation evaluation) throws IOException {
    LinkedHashMap<String, Object> line = line("dev", stage, state);
    evaluation
        .rows()
        .forEach(
            (name, row) -> {
              put(line, name + ".accuracy", row.all());
              put(line, name + ".known", row.known());
              put(line, name + ".unknown", row.unknown());
              row.unseen().ifPresent(unseen -> put(line, name + ".unseen", unseen));
            });
    append(line, state.step());
  }

  private static void put(Map<String, Object> line, String name, Accuracy accuracy) {
    accuracy.share().ifPresent(share -> line.put("dev." + name, share));
  }

  private static LinkedHashMap<String, Object> line(String type, Stage stage, TrainingState state) {
    LinkedHashMap<String, Object> line = new LinkedHashMap<>();
    line.put("type", type);
    line.put("step", state.step());
    if (!stage.name().isEmpty()) {
      line.put("stage", stage.name());
    }
    line.put("epoch", state.epoch() + 1);
    return line;
  }

  private void append(LinkedHashMap<String, Object> line, long step) throws IOException {
    if (metrics.isEmpty()) {
      return;
    }
    metrics.get().append(line);
    for (var entry : line.entrySet()) {
      if (entry.getValue() instanceof Double value) {
        events.orElseThrow().scalar(entry.getKey().replace('.', '/'), step, value);
      }
    }
  }

  /** Bytes of metrics.jsonl so far, on disk. */
  long metricsLength() throws IOException {
    if (metrics.isEmpty()) {
      return 0;
    }
    metrics.get().sync();
    events.orElseThrow().flush();
    return metrics.get().length();
  }

  @Override
  public void close() throws IOException {
    if (metrics.isEmpty()) {
      return;
    }
    try (MetricsLog lines = metrics.get()) {
      events.orElseThrow().close();
      lines.sync();
    }
  }
}
