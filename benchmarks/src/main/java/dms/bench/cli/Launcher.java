package dms.bench.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code java -jar benchmarks.jar} starts: {@link Main} in a JVM with the class path that the
 * build wrote beside the jar, and with the flags and environment that {@code ./dms} gives, as
 * libgomp and oneDNN read theirs when a process starts. Needs nothing but the JDK.
 */
public final class Launcher {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "MKL_THREADING_LAYER", "GNU",
          "GOMP_SPINCOUNT", "3000",
          "ONEDNN_PRIMITIVE_CACHE_CAPACITY", "256");
  private static final List<String> FLAGS =
      List.of(
          "-XX:MaxRAMPercentage=50",
          "-XX:MaxNewSize=192m",
          "-XX:+UseParallelGC",
          "-Dfile.encoding=UTF-8",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
  private static final int NATIVE_ACCESS_SINCE = 22;
  private static final int NOT_BUILT = 66;

  private Launcher() {}

  /** Starts it and exits with its code. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, URISyntaxException {
    Path jar = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path classPath = jar.resolveSibling("dms.classpath");
    if (!Files.exists(classPath)) {
      System.err.println(
          "error: " + classPath + " is not there; build the project first: ./dms --version");
      System.exit(NOT_BUILT);
    }
    ProcessBuilder process = new ProcessBuilder(command(jar, classPath, arguments)).inheritIO();
    ENVIRONMENT.forEach(process.environment()::putIfAbsent);
    System.exit(process.start().waitFor());
  }

  private static List<String> command(Path jar, Path classPath, String[] arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(jar + File.pathSeparator + Files.readString(classPath).strip());
    command.add("dms.bench.cli.Main");
    command.addAll(List.of(arguments));
    return command;
  }
}
