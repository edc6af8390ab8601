package dms.train;

import dms.components.config.RecordBinder;
import dms.core.file.FileContent;
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

  /**
   * @param learnt what the components learnt from the data and from other files, by component name,
   *     then by file name
   */
  static Map<String, String> of(
      RunConfig config, NativeRuntime runtime, Map<String, Map<String, FileContent>> learnt)
      throws IOException {
    Map<String, String> parts = new TreeMap<>();
    addFiles("data.train", config.data().train(), parts);
    addFiles("data.dev", config.data().dev(), parts);
    addLearnt(learnt, parts);
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

  private static void addLearnt(
      Map<String, Map<String, FileContent>> learnt, Map<String, String> parts) throws IOException {
    for (Map.Entry<String, Map<String, FileContent>> component : learnt.entrySet()) {
      for (Map.Entry<String, FileContent> file : component.getValue().entrySet()) {
        parts.put(
            "learnt.%s.%s".formatted(component.getKey(), file.getKey()),
            Sha256.of(file.getValue()));
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
