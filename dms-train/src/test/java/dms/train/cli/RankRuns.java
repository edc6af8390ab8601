package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.weights.SafetensorsFile;
import dms.core.weights.TensorEntry;
import dms.train.RunConfig;
import dms.train.SmallRun;
import dms.train.TrainingRun;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Trainings in processes of their own, and what they left behind. */
final class RankRuns {
  /** What makes the result independent of how a batch is shared out: nothing falls by chance. */
  static final List<String> EXACT =
      List.of(
          "encoders.chars.dropout=0",
          "encoders.charRnn.dropout=0",
          "encoders.words.dropout=0",
          "encoders.sentence.dropout=0",
          "decoders.xpos.dropout=0",
          "decoders.feats={ type = structured-tagger, input = sentence, column = \"upos+feats\", dropout = 0 }",
          "decoders.lemma.dropout=0",
          "decoders.lemma.scheduledSampling=0",
          "decoders.edit={ type = edit-script-lemmatizer, inputs = [sentence], tag = xpos, tagDropout = 0, dropout = 0, minCount = 1 }",
          "training.threads=1");

  private final Path folder;
  private final SmallRun run;

  private RankRuns(Path folder) throws IOException {
    this.folder = folder;
    this.run = SmallRun.in(folder);
  }

  static RankRuns in(Path folder) throws IOException {
    return new RankRuns(folder);
  }

  SmallRun run() {
    return run;
  }

  /** Starts {@code dms train}; what it writes goes to a log. */
  Process start(String name, String log, List<String> settings, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "train"));
    command.addAll(run.arguments(name, settings.toArray(String[]::new)));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(log).toFile()))
        .start();
  }

  /** Trains with one process, this one. */
  void trainHere(String name, List<String> settings) throws IOException {
    RunConfig config = run.load(name, settings.toArray(String[]::new));
    assertThat(new TrainingRun(config, SmallRun.silent(), () -> false).run(false).finished())
        .isTrue();
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  String logged(String name) throws IOException {
    return Files.readString(log(name));
  }

  /** Waits until it ends; gives its exit code, -1 if it does not end in time. */
  static int end(Process process, int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  /** Waits until a run has written its first losses. */
  void awaitMetrics(String name, Process process) throws Exception {
    Path metrics = run.run(name).resolve("metrics.jsonl");
    while (process.isAlive() && (Files.notExists(metrics) || Files.size(metrics) == 0)) {
      Thread.sleep(5);
    }
  }

  /** Waits until a run has come to an optimizer step in a checkpoint. */
  void awaitSteps(String name, long steps, Process process) throws Exception {
    while (process.isAlive() && steps(name) < steps) {
      Thread.sleep(20);
    }
    assertThat(process.isAlive()).as(name).isTrue();
  }

  /** Goes on with one process until some step, and ends it. */
  void resumeUntilStep(String name, List<String> settings, long steps) throws Exception {
    Process process = start(name, name, settings, "--resume");
    try {
      awaitSteps(name, steps, process);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Optimizer steps of a run's newest checkpoint. */
  long steps(String name) throws IOException {
    return Long.parseLong(newest(name).getFileName().toString().split("-")[1]);
  }

  /** A port that no program uses now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The total losses that a run wrote, to four digits. */
  List<String> losses(String name) throws IOException {
    Pattern total = Pattern.compile("\"loss\\.total\":([0-9.]+)");
    return Files.readAllLines(run.run(name).resolve("metrics.jsonl")).stream()
        .map(total::matcher)
        .filter(Matcher::find)
        .map(found -> String.format(Locale.ROOT, "%.4f", Double.parseDouble(found.group(1))))
        .toList();
  }

  private Path newest(String name) throws IOException {
    try (Stream<Path> all = Files.list(run.run(name).resolve("checkpoints"))) {
      return all.filter(path -> path.getFileName().toString().startsWith("step-"))
          .sorted()
          .reduce((a, b) -> b)
          .orElseThrow();
    }
  }

  /** The weights of a run's newest checkpoint. */
  Map<String, float[]> weights(String name) throws IOException {
    Path newest = newest(name);
    Map<String, float[]> weights = new TreeMap<>();
    try (SafetensorsFile file = SafetensorsFile.open(newest.resolve("weights.safetensors"))) {
      for (TensorEntry entry : file.entries()) {
        int length = 1;
        for (long size : entry.shape()) {
          length *= (int) size;
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(entry, 0, bytes);
        bytes.flip();
        float[] values = new float[length];
        bytes.asFloatBuffer().get(values);
        weights.put(entry.name(), values);
      }
    }
    return weights;
  }

  /** The largest difference between the weights of two runs, and where it is. */
  Map.Entry<String, Double> difference(String one, String other) throws IOException {
    Map<String, float[]> a = weights(one);
    Map<String, float[]> b = weights(other);
    Map.Entry<String, Double> largest = Map.entry("", 0.0);
    for (String name : a.keySet()) {
      for (int i = 0; i < a.get(name).length; i++) {
        double difference = Math.abs(a.get(name)[i] - b.get(name)[i]);
        if (!(difference <= largest.getValue())) {
          largest = Map.entry(name, difference);
        }
      }
    }
    return largest;
  }
}
