package dms.bench;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What the benchmarks of a process are told. JMH runs them in processes of their own, so it goes
 * there as system properties.
 *
 * @param device where models run: cpu or cuda:N
 * @param threads of one operation; empty for one a core
 * @param transformer folder of a pretrained ELECTRA or BERT; empty for random weights
 */
public record BenchmarkSettings(String device, OptionalInt threads, Optional<Path> transformer) {
  private static final String DEVICE = "dms.bench.device";
  private static final String THREADS = "dms.bench.threads";
  private static final String TRANSFORMER = "dms.bench.transformer";

  /**
   * Checks the number of threads.
   *
   * @throws IllegalArgumentException when there is none
   */
  public BenchmarkSettings {
    if (threads.isPresent() && threads.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "threads: expected at least 1, found " + threads.getAsInt());
    }
  }

  /** Those that this process was given. */
  public static BenchmarkSettings ofProcess() {
    Integer threads = Integer.getInteger(THREADS);
    return new BenchmarkSettings(
        System.getProperty(DEVICE, "cpu"),
        threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
        Optional.ofNullable(System.getProperty(TRANSFORMER)).map(Path::of));
  }

  /** The flags of a JVM that hand them on. */
  public List<String> flags() {
    Map<String, String> properties = new TreeMap<>(Map.of(DEVICE, device));
    threads.ifPresent(count -> properties.put(THREADS, Integer.toString(count)));
    transformer.ifPresent(
        folder -> properties.put(TRANSFORMER, folder.toAbsolutePath().toString()));
    return properties.entrySet().stream()
        .map(property -> "-D" + property.getKey() + "=" + property.getValue())
        .toList();
  }

  /**
   * Loads libtorch, sets the threads and finds the device.
   *
   * @throws IllegalArgumentException when the machine has no such device
   * @throws IllegalStateException when libtorch cannot be loaded
   */
  public ComputeDevice open() {
    NativeRuntime runtime = NativeRuntime.require();
    threads.ifPresent(runtime::useThreads);
    return ComputeDevice.parse(device);
  }
}
