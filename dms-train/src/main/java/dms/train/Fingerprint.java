package dms.train;

import com.typesafe.config.Config;
import dms.components.config.RecordBinder;
import dms.core.component.Component;
import dms.core.component.EncodersDecoders;
import dms.core.component.PretrainedWeights;
import dms.core.file.FileContent;
import dms.core.file.Sha256;
import dms.core.tensor.NativeRuntime;
import dms.hub.DmsVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the bits of a run depend on: data, settings, libraries, threads. A resumed run promises the
 * same bits only where all of it is the same (same kind of machine besides).
 */
final class Fingerprint {
  /** Part that tells how many threads an operation uses. */
  static final String THREADS = "threads";

  /** Part that tells how many processes train together; not there for one. */
  static final String PROCESSES = "processes";

  private static final Set<String> OF_MACHINE =
      Set.of("dms", "libtorch", "blas", "products", THREADS, "architecture", PROCESSES);

  /** How parts begin that are known only once the components are made. */
  private static final List<String> OF_COMPONENTS = List.of("learnt.", "pretrained.");

  private static final Pattern FILES =
      Pattern.compile("(stages\\.\\d+\\.)?data\\.(corpora\\..+\\.)?(train|dev)");

  private Fingerprint() {}

  /** Whether a part is one of data and settings, as {@link #ofContent} has them. */
  static boolean isContent(String part) {
    return !OF_MACHINE.contains(part) && OF_COMPONENTS.stream().noneMatch(part::startsWith);
  }

  /**
   * Data and settings: what was asked for. Of the files that settings of components name, the
   * content counts in place of the path; of folders, that of the files that lie right in them,
   * hidden ones left out. All is hashed each time, as a size or a time of change proves nothing: a
   * second for some hundred megabytes.
   */
  static Map<String, String> ofContent(RunConfig config) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    addData(config, parts, Sha256::of);
    addSettings("", RecordBinder.toConfig(config).withoutPath("stages"), parts);
    addNamedFiles(config.blueprint().namedFiles(), parts);
    addStart(config.training(), parts);
    for (int i = 0; i < config.stages().size(); i++) {
      StageConfig stage = config.stages().get(i);
      String path = "stages." + i + ".";
      addSettings(path, RecordBinder.toConfig(stage), parts);
    }
    return parts;
  }

  /**
   * Everything.
   *
   * @param learnt what the components learnt from the data and from other files, by component name,
   *     then by file name
   * @param processes number of those that train together
   */
  static Map<String, String> of(
      RunConfig config,
      NativeRuntime runtime,
      Map<String, Map<String, FileContent>> learnt,
      int processes)
      throws IOException {
    Map<String, String> parts = ofContent(config);
    addLearnt(learnt, parts);
    parts.put("dms", DmsVersion.current());
    parts.put("libtorch", runtime.torchVersion());
    parts.put("blas", runtime.blas());
    parts.put("products", runtime.products());
    parts.put(THREADS, Integer.toString(runtime.threads()));
    parts.put("architecture", System.getProperty("os.arch"));
    if (processes > 1) {
      parts.put(PROCESSES, Integer.toString(processes));
    }
    return parts;
  }

  /** What must be the same in all processes: machines may have more or fewer cores. */
  static Map<String, String> ofAllRanks(Map<String, String> parts) {
    Map<String, String> same = new TreeMap<>(parts);
    same.remove(THREADS);
    return same;
  }

  /** The names of the data files, by the parts that hold their sums. */
  static Map<String, String> dataNames(RunConfig config) throws IOException {
    Map<String, String> names = new TreeMap<>();
    addData(config, names, file -> file.getFileName().toString());
    return names;
  }

  /** What is kept of a file. */
  @FunctionalInterface
  private interface Told {
    String of(Path file) throws IOException;
  }

  private static void addData(RunConfig config, Map<String, String> parts, Told told)
      throws IOException {
    addData("data.", config.data(), parts, told);
    for (int i = 0; i < config.stages().size(); i++) {
      Optional<DataConfig> data = config.stages().get(i).data();
      if (data.isPresent()) {
        addData("stages." + i + ".data.", data.get(), parts, told);
      }
    }
  }

  private static void addData(String path, DataConfig data, Map<String, String> parts, Told told)
      throws IOException {
    addFiles(path + "train", data.train(), parts, told);
    addFiles(path + "dev", data.dev(), parts, told);
    for (var corpus : data.corpora().entrySet()) {
      String corpusPath = path + "corpora." + corpus.getKey();
      addFiles(corpusPath + ".train", corpus.getValue().train(), parts, told);
      addFiles(corpusPath + ".dev", corpus.getValue().dev(), parts, told);
    }
  }

  private static void addFiles(String key, List<Path> files, Map<String, String> parts, Told told)
      throws IOException {
    for (int i = 0; i < files.size(); i++) {
      parts.put(key + "." + i, told.of(files.get(i)));
    }
  }

  private static void addNamedFiles(Map<String, Path> files, Map<String, String> parts)
      throws IOException {
    for (Map.Entry<String, Path> named : files.entrySet()) {
      String setting = named.getKey();
      parts.keySet().removeAll(List.of(setting, setting.replaceFirst("\\.\\d+$", "")));
      if (Files.isDirectory(named.getValue())) {
        for (Path file : filesIn(named.getValue())) {
          parts.put(setting + "/" + file.getFileName(), Sha256.of(file));
        }
      } else {
        boolean there = Files.exists(named.getValue());
        parts.put(setting, there ? Sha256.of(named.getValue()) : "missing");
      }
    }
  }

  /** The content of the model that is fine-tuned counts, not where it is. */
  private static void addStart(TrainingConfig training, Map<String, String> parts)
      throws IOException {
    if (training.from().isPresent()) {
      parts.put("training.from", StartingModel.find(training.from().get()).sha256());
      parts.put("training.fresh", training.fresh().stream().sorted().toList().toString());
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
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
   * Adds the files that pretrained components take their weights from.
   *
   * @param start whose components take theirs from it
   */
  static void addPretrained(EncodersDecoders model, StartingModel start, Map<String, String> parts)
      throws IOException {
    for (Component component : model.components()) {
      if (component instanceof PretrainedWeights pretrained
          && !start.components().contains(component.name())) {
        for (Path file : pretrained.pretrainedFiles()) {
          parts.put(
              "pretrained.%s.%s".formatted(component.name(), file.getFileName()), Sha256.of(file));
        }
      }
    }
  }

  /**
   * Each setting by its path, without those that move no bit: where files are (their content
   * counts), how often to log.
   */
  private static void addSettings(String prefix, Config settings, Map<String, String> parts) {
    settings
        .entrySet()
        .forEach(
            entry -> {
              String path = prefix + entry.getKey();
              if (!movesNoBit(path)) {
                parts.put(path, entry.getValue().unwrapped().toString());
              }
            });
  }

  private static boolean movesNoBit(String path) {
    return path.startsWith("model.")
        || FILES.matcher(path).matches()
        || List.of(
                "name",
                "output",
                "training.from",
                "training.fresh",
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
