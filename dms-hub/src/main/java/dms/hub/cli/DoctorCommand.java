package dms.hub.cli;

import com.sun.management.OperatingSystemMXBean;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.core.tensor.SmokeTest;
import dms.hub.DmsVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: tells what DMS finds on this machine, and whether libtorch computes on it. */
@Command(
    name = "doctor",
    description = "Shows what DMS finds on this machine, one 'key: value' a line.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.FAILED_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.SOFTWARE_TEXT
    },
    footer = {
      "",
      "With --verbose also how libtorch was built.",
      "",
      "Example:",
      "  dms doctor --verbose"
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final double BYTES_PER_GIB = 1 << 30;
  private static final int GLIBC_SECONDS = 5;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by the program or by picocli. */
  public DoctorCommand() {}

  @Override
  public Integer call() {
    machine();
    boolean sound = nativeCache() & libtorch();
    spec.commandLine().getOut().flush();
    return sound ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void machine() {
    say("dms", DmsVersion.current());
    say("java", property("java.version") + " (" + property("java.vendor") + ")");
    say(
        "system",
        String.join(" ", property("os.name"), property("os.version"), property("os.arch")));
    if (property("os.name").equals("Linux")) {
      say("glibc", glibc());
    }
    say("processors", Runtime.getRuntime().availableProcessors());
    double heap = Runtime.getRuntime().maxMemory() / BYTES_PER_GIB;
    say("memory", memory() + format(", of which the Java heap may take %.1f GiB", heap));
  }

  private static String memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? format("%.1f GiB", system.getTotalMemorySize() / BYTES_PER_GIB)
        : "unknown";
  }

  /** The natives need a certain version of it at least; musl has none. */
  private static String glibc() {
    try {
      Process process =
          new ProcessBuilder("getconf", "GNU_LIBC_VERSION")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(GLIBC_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        return "unknown";
      }
      byte[] answer = process.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.UTF_8).replace("glibc", "").strip();
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private boolean nativeCache() {
    try {
      Path folder = NativeRuntime.cacheFolder();
      boolean writable = Files.isWritable(folder);
      say("native cache", folder + (writable ? " (writable)" : " (not writable)"));
      return writable;
    } catch (IOException | LinkageError e) {
      say("native cache", "failed: " + e);
      return false;
    }
  }

  private boolean libtorch() {
    NativeRuntime runtime;
    try {
      runtime = NativeRuntime.load();
    } catch (LinkageError e) {
      say("libtorch", "failed: " + e);
      return false;
    }
    List<ComputeDevice> devices = runtime.devices();
    say("libtorch", runtime.torchVersion());
    say("blas", runtime.blas() + " (" + runtime.blasReason() + ")");
    say("matrix products", runtime.products());
    say("threading layer", runtime.threadingLayer());
    say("threads", runtime.threads());
    String spin = System.getenv("GOMP_SPINCOUNT");
    say("GOMP_SPINCOUNT", spin == null ? "not set, a waiting thread keeps its core" : spin);
    if (common.verbose()) {
      runtime.buildDescription().lines().forEach(line -> say("libtorch build", line.strip()));
    }
    say("devices", devices.stream().map(ComputeDevice::toString).collect(Collectors.joining(", ")));
    say("cuda", devices.stream().anyMatch(d -> d.kind() == ComputeDevice.Kind.CUDA) ? "yes" : "no");
    boolean sound = true;
    for (ComputeDevice device : devices) {
      say(device + " device", described(device));
      sound &= smokeTest(device);
    }
    return sound;
  }

  private static String described(ComputeDevice device) {
    try {
      String description = device.description();
      return description.isEmpty() ? "unknown" : description;
    } catch (RuntimeException | LinkageError e) {
      return "unknown: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
  }

  private boolean smokeTest(ComputeDevice device) {
    String key = "smoke test on " + device;
    try {
      SmokeTest test = SmokeTest.run(device);
      say(
          key,
          format(
              "passed; matrix product 512 x 512 in %.2f ms, LSTM in %.2f ms",
              test.productMillis(), test.lstmMillis()));
      return true;
    } catch (RuntimeException | LinkageError e) {
      say(key, "failed: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return false;
    }
  }

  private void say(String key, Object value) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(key + ": " + value);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
