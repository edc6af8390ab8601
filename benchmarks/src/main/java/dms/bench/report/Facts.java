package dms.bench.report;

import com.sun.management.OperatingSystemMXBean;
import dms.bench.BenchmarkData;
import dms.bench.BenchmarkSettings;
import dms.bench.ProjectFolder;
import dms.core.tensor.NativeRuntime;
import dms.core.tensor.Processor;
import dms.hub.DmsVersion;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What figures depend on: machine, versions, data, command, date. */
public final class Facts {
  private static final String UNKNOWN = "unknown";
  private static final double BYTES_PER_GIB = 1 << 30;
  private static final int GIT_SECONDS = 5;

  private Facts() {}

  /**
   * Collects them.
   *
   * @param command that measured
   */
  public static Map<String, String> collect(
      String command, BenchmarkSettings settings, BenchmarkData data) {
    settings.open();
    NativeRuntime runtime = NativeRuntime.load();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("command", command);
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("dms", DmsVersion.current() + ", commit " + commit());
    facts.put("data", data.name());
    facts.put("device", settings.device());
    facts.put("threads", Integer.toString(runtime.threads()));
    facts.put("processor", Processor.name().orElse(System.getProperty("os.arch")));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", memory());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("libtorch", runtime.torchVersion());
    facts.put("blas", runtime.blas());
    return facts;
  }

  private static String memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? String.format(Locale.ROOT, "%.1f GiB", system.getTotalMemorySize() / BYTES_PER_GIB)
        : UNKNOWN;
  }

  /** With {@code -dirty} after it where files were changed since. */
  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
              .directory(ProjectFolder.resolve("").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = git.waitFor(GIT_SECONDS, TimeUnit.SECONDS);
      return ended && git.exitValue() == 0 ? answer.strip() : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
