package dms.bench.growth;

import com.sun.management.ThreadMXBean;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.Encoder;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What each component's preparation of a batch allocates and how long it takes. */
@Command(name = "prepare", description = "bytes and time of preprocess and addTargets")
final class Preparation implements Callable<Integer> {
  private static final int TOKENS = 30_000;
  private static final int BATCH_TOKENS = 1_500;

  @Parameters(index = "0", description = "configuration of a run")
  private Path configuration;

  @Parameters(index = "1", description = "corpus in CoNLL-U")
  private Path corpus;

  @Option(names = "--rounds", defaultValue = "30", description = "rounds; the last third counts")
  private int rounds;

  @Option(names = "--folder", defaultValue = "target/growth", description = "for large files")
  private Path folder;

  @Spec private CommandSpec spec;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Map<String, long[]> bytesAndNanos = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    TokenSupply supply = new TokenSupply(corpus);
    List<List<Sentence>> batches = supply.batches(TOKENS, BATCH_TOKENS);
    long tokens = batches.stream().flatMap(List::stream).mapToLong(Sentence::size).sum();
    int counted = 0;
    try (TrainedModel trained = new TrainedModel(configuration, supply.sentences(), folder)) {
      for (int round = 0; round < rounds; round++) {
        if (round == rounds * 2 / 3) {
          bytesAndNanos.clear();
          counted = 0;
        }
        counted++;
        batches.forEach(batch -> prepare(trained.model(), batch));
      }
    }
    tell(tokens * counted);
    return 0;
  }

  private void prepare(EncodersDecoders model, List<Sentence> sentences) {
    long[] of = bytesAndNanos.computeIfAbsent("batch", name -> new long[2]);
    long bytes = thread.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    try (Batch batch = new Batch(sentences, Mode.TRAINING, 1)) {
      of[0] += thread.getCurrentThreadAllocatedBytes() - bytes;
      of[1] += System.nanoTime() - start;
      for (Encoder encoder : model.encoders()) {
        measure(encoder, () -> encoder.preprocess(batch));
      }
      for (Decoder decoder : model.decoders()) {
        measure(decoder, () -> decoder.addTargets(batch));
      }
    }
  }

  private void measure(Component component, Runnable work) {
    long[] of = bytesAndNanos.computeIfAbsent(component.name(), name -> new long[2]);
    long bytes = thread.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    work.run();
    of[1] += System.nanoTime() - start;
    of[0] += thread.getCurrentThreadAllocatedBytes() - bytes;
  }

  private void tell(long tokens) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("component\tbytes per token\tmicroseconds per 1,000 tokens");
    long[] all = new long[2];
    bytesAndNanos.forEach(
        (name, of) -> {
          all[0] += of[0];
          all[1] += of[1];
          tell(out, name, of, tokens);
        });
    tell(out, "all", all, tokens);
    out.flush();
  }

  private static void tell(PrintWriter out, String name, long[] of, long tokens) {
    out.printf("%s\t%.1f\t%.1f%n", name, of[0] / (double) tokens, of[1] / (double) tokens);
  }
}
