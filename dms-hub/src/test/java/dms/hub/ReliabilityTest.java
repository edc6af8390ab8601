package dms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dms.core.corpus.Sentence;
import dms.hub.bundle.Bundle;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory stays flat, threads do not disturb each other, and nothing crashes. With {@code
 * -Ddms.heavy=true} in {@code dms.test.jvm} as often as we promise, otherwise less often.
 */
class ReliabilityTest {
  private static final boolean HEAVY = Boolean.getBoolean("dms.heavy");
  private static final long MEBIBYTE = 1L << 20;

  /** A heap that is there from the start, so that what grows is native. */
  private static final List<String> FIXED_HEAP =
      List.of("-Xms96m", "-Xmx96m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  /** How often, seldom or, when asked for, as we promise. */
  private static int times(int seldom, int promised) {
    return HEAVY ? promised : seldom;
  }

  @TempDir private static Path folder;
  private static Path bundle;

  @BeforeAll
  static void write() throws IOException {
    bundle = TinyModel.ofXpos().write(folder.resolve("b"));
  }

  private record Outcome(int exitCode, String output) {
    /** What the program printed as {@code name=value}. */
    long value(String name) {
      Map<String, Long> values = new TreeMap<>();
      output
          .lines()
          .filter(line -> line.matches("\\w+=-?\\d+"))
          .forEach(
              line ->
                  values.put(
                      line.substring(0, line.indexOf('=')),
                      Long.parseLong(line.substring(line.indexOf('=') + 1))));
      assertThat(values).as(output).containsKey(name);
      return values.get(name);
    }
  }

  /** Runs {@link ReliabilityProgram} in a JVM of its own, without OpenNLP on its class path. */
  private static Outcome run(String what, int count, List<String> flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    if (!HEAVY) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"));
    command.addAll(List.of("-cp", classPathWithoutOpenNlp(), ReliabilityProgram.class.getName()));
    command.addAll(List.of(what, bundle.toString(), Integer.toString(count)));
    Path log = Files.createTempFile(folder, what, ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "256");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(log, StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("hs_err")))
          .as(output)
          .isEmpty();
    }
    return new Outcome(process.exitValue(), output);
  }

  private static String classPathWithoutOpenNlp() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("opennlp"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void callsLeaveNothingForTheGarbageCollector() throws Exception {
    Outcome outcome =
        run(
            "calls",
            times(500, 2_000),
            List.of("-Dorg.bytedeco.javacpp.nativeAllocationTracer=true"));
    assertThat(outcome.value("pointers")).as(outcome.output).isZero();
    assertThat(outcome.value("collected")).as(outcome.output).isZero();
  }

  @Test
  void callsLeaveTheProcessAsLargeAsItWas() throws Exception {
    List<String> flags = new ArrayList<>(FIXED_HEAP);
    flags.add("-Dorg.bytedeco.javacpp.noPointerGC=true");
    assertThat(run("calls", times(500, 2_000), flags).value("bytes")).isLessThan(20 * MEBIBYTE);
  }

  @Test
  void shapesOfBatchesLeaveTheProcessAsLargeAsItWas() throws Exception {
    assertThat(run("shapes", times(10, 40), FIXED_HEAP).value("bytes")).isLessThan(50 * MEBIBYTE);
  }

  @Test
  void loadsAndBadCallsLeaveNothing() throws Exception {
    Outcome outcome = run("loads", times(30, 100), FIXED_HEAP);
    assertThat(outcome.value("pointers")).isZero();
    assertThat(outcome.value("bytes")).isLessThan(10 * MEBIBYTE);
    assertThat(outcome.value("pointersOfBadCalls")).isZero();
    assertThat(outcome.value("bytesOfBadCalls")).isLessThan(10 * MEBIBYTE);
    assertThat(outcome.value("longestMessage")).isBetween(20L, 200L);
  }

  @Test
  void thirtyTwoThreadsGetWhatOneGetsWhileGarbageIsCollected() throws Exception {
    for (int round = 0; round < times(1, 20); round++) {
      assertThat(ReliabilityProgram.differences(bundle, times(200, 1_000))).isZero();
    }
  }

  @Test
  void theSameUnderTheChecksOfJni() throws Exception {
    Outcome outcome = run("threads", times(30, 1_000), List.of("-Xcheck:jni", "-Xmx512m"));
    assertThat(outcome.value("different")).isZero();
    assertThat(outcome.output).doesNotContain("FATAL ERROR in native method");
  }

  @Test
  void closingWhileEightThreadsTagRefusesThemCleanly() throws Exception {
    Bundle read = Bundle.read(bundle);
    List<Sentence> sentences = TinyModel.sentences(8);
    AtomicInteger refused = new AtomicInteger();
    List<Throwable> others = new ArrayList<>();
    int rounds = times(20, 500);
    for (int round = 0; round < rounds; round++) {
      TaggingPipeline pipeline = TaggingPipeline.load(read, PipelineOptions.defaults());
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    while (true) {
                      pipeline.tag(sentences);
                    }
                  } catch (IllegalStateException e) {
                    refused.incrementAndGet();
                  }
                });
        thread.setUncaughtExceptionHandler((t, e) -> others.add(e));
        thread.start();
        threads.add(thread);
      }
      Thread.sleep(round % 10);
      pipeline.close();
      assertThatIllegalStateException().isThrownBy(() -> pipeline.tag(sentences));
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(others).isEmpty();
    assertThat(refused).hasValue(8 * rounds);
  }

  @Test
  void processThatEndsWhileThreadsTagEndsAsItWasAsked() throws Exception {
    for (int i = 0; i < times(4, 50); i++) {
      Outcome outcome = run("exit", i, List.of("-Xmx128m"));
      assertThat(outcome.exitCode).as(outcome.output).isEqualTo(3);
    }
  }
}
