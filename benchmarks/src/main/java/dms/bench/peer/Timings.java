package dms.bench.peer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dms.core.tensor.NativeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Seconds that each kind of work took, pass by pass, and what they were measured with. */
final class Timings {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
  private final Map<String, Long> tokens = new LinkedHashMap<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();

  /** Work that may fail for want of a file. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /** Something about the measurement, such as how many batches there were. */
  void fact(String name, Object value) {
    facts.put(name, value);
  }

  /** Does the work once, unmeasured where it only warms up. */
  void time(String name, long tokensOfPass, boolean warmUp, Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    double taken = (System.nanoTime() - start) / NANOS_PER_SECOND;
    if (!warmUp) {
      seconds.computeIfAbsent(name, row -> new ArrayList<>()).add(taken);
      tokens.put(name, tokensOfPass);
    }
  }

  /** Writes {@code {"system": …, "facts": {…}, "rows": [{"name", "tokens", "seconds": […]}]}}. */
  void write(Path file, NativeRuntime runtime) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    seconds.forEach(
        (name, passes) ->
            rows.add(Map.of("name", name, "tokens", tokens.get(name), "seconds", passes)));
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("java", System.getProperty("java.version"));
    system.put("libtorch", runtime.torchVersion());
    system.put("blas", runtime.blas());
    system.put("processors", Runtime.getRuntime().availableProcessors());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("system", system);
    all.put("facts", facts);
    all.put("rows", rows);
    Files.writeString(
        file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
  }
}
