package dms.train.cli;

import dms.core.weights.SafetensorsFile;
import dms.core.weights.TensorEntry;
import dms.train.SmallRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

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

  /** The weights of a run's newest checkpoint. */
  Map<String, float[]> weights(String name) throws IOException {
    Path newest;
    try (var all = Files.list(run.run(name).resolve("checkpoints"))) {
      newest = all.filter(Files::isDirectory).sorted().reduce((a, b) -> b).orElseThrow();
    }
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
