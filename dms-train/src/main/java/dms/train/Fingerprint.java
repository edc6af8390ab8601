package dms.train;

import dms.components.config.RecordBinder;
import dms.core.component.Component;
import dms.core.component.EncodersDecoders;
import dms.core.component.PretrainedWeights;
import dms.core.file.Sha256;
import dms.core.tensor.NativeRuntime;
import dms.hub.DmsVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the bits of a run depend on: data, settings, libraries, threads. A resumed run promises the
 * same bits only where all of it is the same (same kind of machine besides).
 */
final class Fingerprint {
  private Fingerprint() {}

  static Map<String, String> of(RunConfig config, NativeRuntime runtime) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    addFiles("data.train", config.data().train(), parts);
    addFiles("data.dev", config.data().dev(), parts);
    addSettings(config, parts);
    parts.put("dms", DmsVersion.current());
    parts.put("libtorch", runtime.torchVersion());
    parts.put("blas", runtime.blas());
    parts.put("threads", Integer.toString(runtime.threads()));
    parts.put("architecture", System.getProperty("os.arch"));
    return parts;
  }

  private static void addFiles(String key, List<Path> files, Map<String, String> parts)
      throws IOException {
    for (int i = 0; i < files.size(); i++) {
      parts.put(key + "." + i, Sha256.of(files.get(i)));
    }
  }

  /** Adds the files that pretrained components take their weights from and those they keep. */
  static void addPretrained(
      EncodersDecoders model, Map<String, Map<String, byte[]>> kept, Map<String, String> parts)
      throws IOException {
    for (Component component : model.components()) {
      if (component instanceof PretrainedWeights pretrained) {
        String key = "pretrained." + component.name() + ".";
        for (Path file : pretrained.pretrainedFiles()) {
          parts.put(key + file.getFileName(), Sha256.of(file));
        }
        kept.getOrDefault(component.name(), Map.of())
            .forEach((name, bytes) -> parts.put(key + name, Sha256.of(bytes)));
      }
    }
  }

  /**
   * Each setting by its path, without those that move no bit: where files are (their content
   * counts), how often to log.
   */
  private static void addSettings(RunConfig config, Map<String, String> parts) {
    RecordBinder.toConfig(config)
        .entrySet()
        .forEach(
            entry -> {
              String path = entry.getKey();
              if (!movesNoBit(path)) {
                parts.put(path, entry.getValue().unwrapped().toString());
              }
            });
  }

  private static boolean movesNoBit(String path) {
    return path.startsWith("model.")
        || List.of(
                "name",
                "output",
                "data.train",
                "data.dev",
                "training.threads",
                "training.logSteps",
                "training.checkpointSteps",
                "training.prefetchThreads",
                "training.prefetchDepth")
            .contains(path);
  }

  /** One hash of everything. */
  static String hash(Map<String, String> parts) {
    return Sha256.of(parts.toString().getBytes(StandardCharsets.UTF_8));
  }
}
